"""@names in a comment. Only who may see the review can be named in one: others are not told that it exists."""

import re

from django.db.models import Q, QuerySet

from series.reviewing.requests import SEES, who_may
from sparks.accounts.models import User

# As usernames are written; a full stop or a plus at the end belongs to the sentence.
_NAME = re.compile(r"(?<![\w@.+-])@(\w(?:[\w.@+-]*\w)?)")
OFFERED = 8


def names_in(text: str) -> list[str]:
    """The names called, each once, in lower case."""
    return list(dict.fromkeys(name.lower() for name in _NAME.findall(text)))


def mentioned(text: str) -> list[User]:
    """The people called by their usernames who may see reviews."""
    names = names_in(text)
    if not names:
        return []
    wanted = Q()
    for name in names[:50]:
        wanted |= Q(username__iexact=name)
    return list(who_may(SEES).filter(wanted))


def unknown(text: str) -> list[str]:
    """Names called that are nobody's who may see it."""
    found = {person.username.lower() for person in mentioned(text)}
    return [name for name in names_in(text) if name not in found]


def offered(beginning: str) -> QuerySet[User]:
    """Who may be meant by what is typed so far."""
    begins = Q(username__istartswith=beginning) | Q(first_name__istartswith=beginning)
    return who_may(SEES).filter(begins | Q(last_name__istartswith=beginning))[:OFFERED]
