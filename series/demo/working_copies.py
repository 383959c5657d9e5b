"""The working copies as an editor would have typed them: causes, people with their consent, series, episodes."""

from datetime import timedelta
from decimal import Decimal

from creators.models import Cause, Consent, Creator
from series import starting_texts
from series.demo.entries import Entry, Person, Programme
from series.models import Episode, LegalPage, Series, Site, Teaser
from series.publishing.due import database_now

CAUSES = {
    "Small business": "People who make a living, and a place to live in.",
    "Education": "Whoever teaches, and whoever was never taught.",
    "Veterans": "After the service: health, work, home.",
    "Community": "What one alone could not have done.",
    "Environment": "Rivers, seeds, and things that are mended.",
    "Kindness": "Small, and seen.",
}
UNSIGNED = "demonstration, no signature"


def site() -> Site:
    return Site.objects.get_or_create(
        pk=1,
        defaults={
            "name": "Sparks",
            "tagline": "One person, one minute.",
            "introduction": (
                "Short documentary films, each about one person who changed something near them. One minute each,"
                " one a week.\n\n"
                "This hub is a demonstration. Three programmes that really ran are shown with what was reported"
                " about them; everything else is made up and says so."
            ),
            "publisher": "The Sparks demonstration",
            "contact_email": "hello@sparks.example",
            "ember": "#c2410c",
            "zone": "America/New_York",
            "licence": "Demonstration pages. Films and pictures were drawn by a program.",
        },
    )[0]


ABOUT = (
    "These pages were made by one command on one machine, to show what the software does.\n\n"
    "# What is real here\n"
    "The programmes are real and are told as they were reported. The films and pictures are not: a program drew them,"
    " and they show nobody. People called Example do not exist. No real person signed anything for these pages, and"
    " none of them is quoted.\n\n"
    "# What is made up\n"
    "The films, the people called Example, every date that is not said to be reported, and the address that you can"
    " write to: nobody reads letters to it.\n\n"
    "# When something is wrong\n"
    "It is corrected in public, as on a real hub: /corrections/ has one made-up correction and one made-up withdrawal."
)
SHOWN = (
    "# A demonstration\n"
    "This is the text that a new hub begins with. What it says of the software is true of these pages as well; the"
    " publisher, the promises to answer and the address are made up."
)


def legal_pages() -> list[LegalPage]:
    """The demonstration's own word about itself, and the texts that every hub begins with."""
    texts = [("about", "About this demonstration", ABOUT)]
    texts += [
        (text.slug, str(text.title), f"{starting_texts.body_of(text.slug)}\n\n{SHOWN}")
        for text in starting_texts.TEXTS
        if text.slug != "about"
    ]
    return [
        LegalPage.objects.get_or_create(slug=slug, defaults={"title": title, "body": body})[0]
        for slug, title, body in texts
    ]


def series(programme: Programme) -> Series:
    return Series.objects.get_or_create(
        slug=programme.slug,
        defaults={
            "title": programme.title,
            "promise": programme.promise,
            "introduction": programme.introduction,
            "hashtag": programme.hashtag,
            "ember": programme.ember,
            "zone": programme.zone,
            "status": programme.status,
        },
    )[0]


def episode(entry: Entry, *, series: Series) -> Episode:
    """Without film, poster and captions: those come from `reels`."""
    made, new = Episode.objects.get_or_create(
        series=series,
        number=entry.number,
        defaults={
            "title": entry.title,
            "creator": creator(entry.person),
            "summary": entry.summary,
            "story": entry.story,
            "byline": "The Sparks demonstration",
            "credits": "Pictures and sound: a program, for this demonstration",
            "sources": _sources(entry.person),
            "hashtags": list(entry.hashtags),
            "mention": entry.mention,
            "sound_credit": entry.sound_credit,
        },
    )
    if new:
        made.causes.set([cause(name) for name in entry.person.causes])
    return made


def teaser(entry: Entry, *, episode: Episode) -> Teaser:
    return Teaser.objects.get_or_create(
        episode=episode, defaults={"name": entry.person.name, "line": entry.teaser}
    )[0]


def creator(person: Person) -> Creator:
    made, new = Creator.objects.get_or_create(
        name=person.name,
        defaults={
            "handle": person.handle,
            "initiative": person.initiative,
            "category": person.category,
            "place": person.place,
            **_position(person),
            "biography": person.biography,
        },
    )
    if new:
        made.causes.set([cause(name) for name in person.causes])
    day = (database_now() - timedelta(days=400)).date()
    Consent.objects.get_or_create(
        creator=made,
        demonstration=True,
        defaults={"signed_as": UNSIGNED, "signed_on": day, "valid_from": day},
    )
    return made


def _position(person: Person) -> dict[str, Decimal]:
    if person.position is None:
        return {}
    latitude, longitude = person.position
    return {"latitude": Decimal(latitude), "longitude": Decimal(longitude)}


def cause(name: str) -> Cause:
    return Cause.objects.get_or_create(name=name, defaults={"summary": CAUSES[name]})[0]


def _sources(person: Person) -> str:
    if person.real:
        return "What was reported about the programme; no quote, figure or contact was added."
    return "None: this episode is fictional."
