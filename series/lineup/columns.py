"""The columns of a line-up, for reading, writing and explaining them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """`name` is the heading. `field` is the episode's field of plain text that it fills, where it is one."""

    name: str
    says: Any
    example: str
    field: str = ""
    needed: bool = False
    long: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("series", _("Its title or address."), "Small sparks", needed=True),
    Column("number", _("Its number in the series."), "12", needed=True),
    Column("title", _("What the episode is called."), "The soap that paid the rent", "title", needed=True),
    Column("address", _("Empty: made from the title."), "", "slug"),
    Column("creator", _("The name of somebody who has a record."), "Wilma Example", needed=True),
    Column("handle", _("Tells people of one name apart."), "@wilma.example"),
    Column("causes", _("Names of causes, | between them."), "Small business | Education"),
    Column("summary", _("One or two sentences."), "She boiled soap in a shed.", "summary"),
    Column("story", _("The long text."), "", "story", long=True),
    Column("byline", _("Who made it, by name."), "Ana Example", "byline"),
    Column("credits", _("One a line."), "Camera: Ana Example", "credits", long=True),
    Column("sources", _("One a line."), "Interview, March 2026", "sources", long=True),
    Column("hashtags", _("Spaces between them."), "#SmallSparks"),
    Column("mention", _("As on the platform."), "@wilma.example", "mention"),
    Column("sound credit", _("As on the platform."), "", "sound_credit"),
    Column("post", _("The address of the platform's post."), "", "post_url"),
    Column("language", _("A code like en or pt-BR."), "en", "language"),
    Column(
        "planned",
        _("Wall time of the release, 2031-03-06 09:00. It is pencilled in. Empty: the plan stays."),
        "2031-03-06 09:00:00",
    ),
    Column("zone", _("Time zone of it. Empty: the series'."), "America/New_York"),
)
BY_NAME = {column.name: column for column in COLUMNS}
_ALSO = {
    "no": "number",
    "nr": "number",
    "episode": "number",
    "episode number": "number",
    "slug": "address",
    "name": "creator",
    "featured creator": "creator",
    "creator handle": "handle",
    "cause": "causes",
    "source": "sources",
    "credit": "credits",
    "hashtag": "hashtags",
    "post url": "post",
    "platform post": "post",
    "time zone": "zone",
    "timezone": "zone",
    "release": "planned",
    "planned release": "planned",
    "date": "planned",
}


def named(heading: str) -> str:
    """The column that a heading means, or nothing."""
    plain = " ".join(heading.replace("_", " ").replace("-", " ").casefold().split())
    plain = _ALSO.get(plain, plain)
    return plain if plain in BY_NAME else ""
