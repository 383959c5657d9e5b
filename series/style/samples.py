"""What the style page shows: people who do not exist, as live revisions would tell of them.

Ids are negative, so that they meet none of the database's; addresses lead back to the style page.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from series.pages.live import LiveSet, LiveSubject

HERE = "/style/"
AT = datetime(2026, 3, 5, 14, tzinfo=UTC)
SERIES, CREATOR, RESOURCE, CAUSE, EPISODE, BEFORE = -1, -2, -3, -4, -5, -6
LANGUAGES = ("en", "ar", "he")
NAMES = {"en": "Wilma Hargrove", "ar": "ليلى الحسن", "he": "נועה לוי"}
TITLES = {"en": "A bar of soap", "ar": "صابون لكل بيت", "he": "סבון אחד"}
LONGEST = "Dr. Maria-Fernanda del Carmen Gutiérrez-Villanueva y Santos of Hohenstein-Wartenburg-Sonderhausen"
STATES = ("expected", "delayed", "cancelled", "undated")


def samples(*, language: str, bare: bool) -> LiveSet:
    """Everything public, and beside it a series with one film. `bare`: nothing of the film but its name."""
    like = next(iter(LiveSet().latest("all", 1)), None)
    media = dict(like.content) if like is not None and not bare else {}
    told = (_series(language), _creator(language), _resource(language), _cause(), _before(language, media))
    return LiveSet(overlay={subject.id: subject for subject in (*told, _episode(language, media, bare=bare))})


def teasers(language: str) -> list[LiveSubject]:
    """One of each state that a premiere can be in."""
    return [
        LiveSubject(
            id=EPISODE - number,
            kind="teaser",
            path=HERE,
            content={
                "name": LONGEST if state == "undated" else NAMES[language],
                "line": TITLES[language],
                "number": 40 + number,
                "language": language,
            },
            series=SERIES,
            episode=EPISODE - number,
            premieres_at=None if state == "undated" else datetime(2031, 3, 6, 14, tzinfo=UTC),
            premiere_zone="America/New_York",
            premiere_status="expected" if state == "undated" else state,
        )
        for number, state in enumerate(STATES, start=1)
    ]


def figures(language: str) -> list[dict[str, Any]]:
    plain = {"language": language, "direction": "ltr", "source": "Annual report", "owner": ""}
    return [
        {
            **plain,
            "label": "given to non-profits",
            "before": "over $",
            "number": Decimal(1_000_000),
            "after": "",
            "source_url": "https://example.org/",
            "as_of": date(2026, 3, 1),
            "as_of_shows": "day",
            "owner": NAMES["en"],
        },
        {
            **plain,
            "label": "people in the first round",
            "before": "",
            "number": Decimal(50),
            "after": " people",
            "source_url": "",
            "as_of": date(2026, 3, 1),
            "as_of_shows": "year",
        },
    ]


def resources(language: str) -> list[dict[str, Any]]:
    shared = {"path": HERE, "language": language, "summary": "Six evenings.", "zone": "America/New_York"}
    return [
        {**shared, "title": "Crash course", "kind": "course", "state": state, "opens": AT, "closes": AT}
        for state in ("open", "announced", "closed")
    ]


def _series(language: str) -> LiveSubject:
    content = {"title": "Small sparks", "hashtag": "#SmallSparks", "promise": "A minute.", "zone": "UTC"}
    return LiveSubject(id=SERIES, kind="series", path=HERE, content={**content, "language": language})


def _creator(language: str) -> LiveSubject:
    content = {
        "name": NAMES[language],
        "initiative": "An example workshop",
        "place": "Example County",
        "handle": "@example",
        "quote": TITLES[language],
        "quote_source": "the film itself",
    }
    return LiveSubject(id=CREATOR, kind="creator", path=HERE, content=content)


def _resource(language: str) -> LiveSubject:
    return LiveSubject(
        id=RESOURCE, kind="resource", path=HERE, content={"title": "Crash course", "language": language}
    )


def _cause() -> LiveSubject:
    return LiveSubject(id=CAUSE, kind="cause", path=HERE, content={"name": "Small business"})


def _before(language: str, media: dict[str, Any]) -> LiveSubject:
    content = {**_named(language), "number": 4, "poster": media.get("poster")}
    return LiveSubject(
        id=BEFORE, kind="episode", path=HERE, content=content, series=SERIES, published_at=AT, updated_at=AT
    )


def _named(language: str) -> dict[str, Any]:
    return {"creator_name": NAMES[language], "title": TITLES[language], "language": language}


def _episode(language: str, media: dict[str, Any], *, bare: bool) -> LiveSubject:
    told: dict[str, Any] = {
        "summary": "Soap was four dollars a bar. So she made her own, and then everybody’s.",
        "story": "It began in a kitchen.\n\nThen the neighbours came, and stayed.",
        "byline": "By Ana Ruiz",
        "credits": [{"role": "Camera", "name": "Ana Ruiz"}, {"role": "Cut", "name": "Ben Okoye"}],
        "sources": ["County records, 2025"],
        "hashtags": ["#SmallSparks"],
        "mention": "@hub",
        "sound_credit": "original sound",
        "post_url": "https://www.tiktok.com/@example/video/7000000000000000001",
        "transcript": media.get("transcript") or "I started with one bar.\n\nNow there are a thousand.",
        **{kept: media[kept] for kept in ("video", "poster", "captions") if kept in media},
    }
    notice = {"at": AT.isoformat(), "notice": "An earlier version said 2019. It was 2018.", "release": 1}
    return LiveSubject(
        id=EPISODE,
        kind="episode",
        path=HERE,
        content={**_named(language), "number": 5, **({} if bare else told)},
        published_at=AT,
        updated_at=AT if bare else AT + timedelta(days=1),
        series=SERIES,
        creator=CREATOR,
        causes=() if bare else (CAUSE,),
        resources=() if bare else (RESOURCE,),
        previous=None if bare else BEFORE,
        next=None if bare else BEFORE,
        related=() if bare else (BEFORE,),
        corrections=() if bare else (notice,),
    )
