"""The texts that every hub owes its visitors, ready to begin with: they say what these pages really do.

An editor takes one over as a working copy, changes what is different here, and sends it for review like any other
text. Nothing of it is public by itself.
"""

from dataclasses import dataclass

import pghistory
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from series.models import LegalPage, Site
from series.models.subject import subject_of
from series.revisions import note_edit
from sparks.accounts.models import User


class NotTaken(Exception):
    """The text can't be taken over; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Text:
    slug: str
    title: str | Promise


TEXTS = (
    Text("about", _("About")),
    Text("accessibility", _("Accessibility")),
    Text("contact", _("Contact")),
    Text("privacy", _("Privacy")),
)


def missing() -> list[Text]:
    """Those at whose address there is no page yet."""
    there = set(LegalPage.objects.values_list("slug", flat=True))
    return [text for text in TEXTS if text.slug not in there]


def body_of(slug: str) -> str:
    """The text with this hub's own name, publisher and address in it."""
    site = Site.objects.filter(pk=1).first() or Site()
    context = {
        "name": site.name,
        "tagline": site.tagline,
        "licence": site.licence,
        "publisher": site.publisher or site.name,
        "contact": site.contact_email or gettext("[the hub’s contact address]"),
    }
    return render_to_string(f"starting/{slug}.txt", context).strip()


def take_over(*, slug: str, by: User) -> LegalPage:
    """Make the working copy of a legal page from its starting text. A page that is there already is left alone.

    Of two who press at once one makes it, the other is told.
    """
    text = next((text for text in TEXTS if text.slug == slug), None)
    if text is None:
        raise NotTaken(gettext("There is no such text to begin with."))
    try:
        with pghistory.context(user=by.pk, act="starting text"), transaction.atomic():
            page = LegalPage.objects.create(slug=slug, title=str(text.title), body=body_of(slug))
            note_edit(subject=subject_of(page), by=by)
    except IntegrityError as error:
        raise NotTaken(gettext("There is a page at this address already; open it below.")) from error
    return page
