"""Live revisions made directly, as a release would leave them: for tests of what reads the public side."""

import hashlib
import itertools
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from creators.models import Cause, Creator
from series.models import (
    Correction,
    Episode,
    Front,
    ImpactFigure,
    LegalPage,
    Listing,
    LiveRevision,
    Page,
    Release,
    ReleaseItem,
    Resource,
    Review,
    Revision,
    Series,
    Site,
    Subject,
    Teaser,
)
from series.models.subject import subject_of
from series.pages.paths import path_for, slugify
from sparks.accounts.models import User

FIRST = datetime(2026, 3, 5, 14, 0, 0, tzinfo=UTC)
_count = itertools.count(1)

HUB_PAGES = (
    "home",
    "upcoming",
    "archive",
    "people",
    "places",
    "causes",
    "resources",
    "subscribe",
    "corrections",
    "press",
    "how_we_count",
    "feed",
    "json_feed",
    "calendar",
    "sitemap",
    "robots",
    "site_style",
    "api_index",
    "api_latest",
    "error_404",
    "error_410",
    "error_503",
)
SERIES_PAGES = ("series", "series_feed", "series_json_feed", "series_calendar", "series_style", "api_series")


def make_user(name: str | None = None) -> User:
    name = name or f"person{next(_count)}"
    return User.objects.create(username=name, email=f"{name}@example.org")


def go_live(
    subject: Subject, content: dict[str, Any], *, published_at: datetime = FIRST, **columns: Any
) -> LiveRevision:
    """An approved revision of `subject`, published by a release of its own."""
    author, editor = make_user(), make_user()
    review = Review.objects.create(
        state="approved", submitted_by=author, decided_by=editor, decided_at=published_at, authors=[author.id]
    )
    revision = Revision.objects.create(
        subject=subject,
        number=subject.revisions.count() + 1,
        content=content,
        content_hash=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        review=review,
        created_by=author,
    )
    release = Release.objects.create(kind="publish", instant=published_at, created_by=author)
    ReleaseItem.objects.create(release=release, subject=subject, revision=revision)
    # The database lets a release grow only while it is planned, and takes no short cut to "published".
    moved = Release.objects.filter(pk=release.pk)
    moved.update(state="scheduled")
    moved.update(state="published", published_at=published_at)
    live, _created = LiveRevision.objects.update_or_create(
        subject=subject,
        defaults={
            "revision": revision,
            "release": release,
            "kind": subject.kind,
            "published_at": published_at,
            "updated_at": published_at,
            **columns,
        },
    )
    return live


def make_page(kind: str, *, subject: Subject | None = None, key: str = "", **parts: object) -> Page:
    path = path_for(kind, **({"key": key} if key else {}), **parts)
    page, _created = Page.objects.update_or_create(
        path=path, defaults={"kind": kind, "key": key, "subject": subject, "state": "up"}
    )
    return page


def make_hub_pages() -> dict[str, Page]:
    return {kind: make_page(kind) for kind in HUB_PAGES}


def enlist(subject: Subject, *keys: str) -> None:
    for key in keys:
        Listing.objects.create(key=key, position=Listing.objects.filter(key=key).count() + 1, subject=subject)


def make_live_site(**content: Any) -> Subject:
    site, _created = Site.objects.get_or_create(pk=1)
    subject = subject_of(site)
    told = {
        "name": "Sparks",
        "tagline": "One minute, one person",
        "introduction": "Short films about people who do good.\n\nA new one every Thursday.",
        "publisher": "A Fictional Foundation",
        "contact_email": "desk@example.org",
        "logo": None,
        "ember": "#c2410c",
        "zone": "America/New_York",
        "licence": "Text and film: CC BY-NC 4.0",
        "comments_note": "There are no comments here, by design.",
    }
    go_live(subject, told | content)
    return subject


def make_live_series(title: str = "Sparks of Good", /, **content: Any) -> Subject:
    number = next(_count)
    series = Series.objects.create(
        title=title, slug=content.pop("slug", f"series-{number}"), promise="A promise."
    )
    subject = subject_of(series)
    told = {
        "title": title,
        "slug": series.slug,
        "promise": "Sixty seconds with people who make their place better.",
        "introduction": "Two open the series.\n\nThe rest follow weekly.",
        "hashtag": "#SparksOfGood",
        "ember": "#c2410c",
        "zone": "America/New_York",
        "language": "en",
        "status": "running",
    }
    go_live(subject, told | content)
    for kind in SERIES_PAGES:
        make_page(kind, subject=subject, slug=series.slug)
    enlist(subject, "sitemap")
    return subject


def make_live_cause(name: str | None = None, /, **content: Any) -> Subject:
    number = next(_count)
    cause = Cause.objects.create(name=name or f"Cause {number}", slug=f"cause-{number}")
    subject = subject_of(cause)
    go_live(subject, {"name": cause.name, "slug": cause.slug, "summary": "What it is about."} | content)
    make_page("cause", subject=subject, slug=cause.slug)
    enlist(subject, "sitemap")
    return subject


def make_live_legal(title: str = "Privacy", /, **content: Any) -> Subject:
    slug = slugify(title, fallback="legal")
    legal = LegalPage.objects.create(title=title, slug=slug)
    subject = subject_of(legal)
    go_live(subject, {"title": title, "slug": slug, "body": "We keep nothing.\n\nReally."} | content)
    make_page("legal", subject=subject, slug=slug)
    return subject


def make_live_front(**content: Any) -> Subject:
    front, _made = Front.objects.get_or_create(pk=1)
    subject = subject_of(front)
    told = {"hero": None, "hero_until": None, "text": "", "teasers": [], "sections": front.sections}
    go_live(subject, told | content, window_state=content.pop("window_state", "open"))
    return subject


def make_live_figure(label: str = "given to non-profits", /, **content: Any) -> Subject:
    series, causes = content.get("series"), content.get("causes", [])
    subject = subject_of(ImpactFigure.objects.create(label=label, value=content.get("value", "1000000")))
    told = {
        "label": label,
        "value": "1000000",
        "prefix": "over $",
        "suffix": "",
        "unit": "",
        "language": "en",
        "source": "Annual report",
        "source_url": "https://example.org/report",
        "as_of": "2026-03-01",
        "as_of_shows": "day",
        "owner": "",
        "series": None,
        "causes": [],
        "order": next(_count),
    }
    go_live(subject, told | content, series=series, causes=causes)
    return subject


def make_correction(subject: Subject, notice: str = "It was four dollars, not five.") -> Correction:
    """A line of the public log, as an update with a notice leaves it; always the first part's."""
    release = Release.objects.create(kind="update", instant=FIRST, notice=notice)
    place = Correction.objects.count() + 1
    return Correction.objects.create(
        pk=place, kind="corrected", subject=subject, release=release, at=FIRST, notice=notice
    )


def time_at(instant: datetime) -> dict[str, str]:
    """An opening or closing time as a revision holds it."""
    return {
        "wall": instant.astimezone(UTC).replace(tzinfo=None).isoformat(),
        "zone": "UTC",
        "at": instant.isoformat(),
    }


def make_live_resource(title: str = "Crash course", /, *, state: str = "open", **content: Any) -> Subject:
    series, causes = content.get("series"), content.get("causes", [])
    resource = Resource.objects.create(title=title, slug=f"resource-{next(_count)}")
    subject = subject_of(resource)
    told = {
        "title": title,
        "slug": resource.slug,
        "kind": "course",
        "summary": "Six evenings for those who sell what they make.",
        "body": "Bring a bar of soap.\n\nAnd a friend.",
        "link": "https://example.org/apply",
        "opens": time_at(FIRST),
        "closes": time_at(FIRST + timedelta(days=30)),
        "zone": "America/New_York",
        "language": "en",
        "series": None,
        "causes": [],
    }
    go_live(subject, told | content, series=series, causes=causes, window_state=state)
    make_page("resource", subject=subject, slug=resource.slug)
    enlist(subject, "sitemap")
    return subject


def make_live_creator(
    name: str = "Jessie Example", /, *, causes: tuple[Subject, ...] = (), **content: Any
) -> Subject:
    number = next(_count)
    creator = Creator.objects.create(name=name, slug=f"person-{number}")
    subject = subject_of(creator)
    told = {
        "name": name,
        "slug": creator.slug,
        "handle": "@example",
        "initiative": "An Example Workshop",
        "category": "Small business",
        "place": "Example County",
        "biography": "Makes soap.\n\nSells it at cost.",
        "quote": "I started with one bar.",
        "quote_source": "the film itself",
        "quote_date": "2026-03-01",
        "links": [{"label": "Workshop", "url": "https://example.org/workshop"}],
        "causes": [cause.id for cause in causes],
    }
    go_live(subject, told | content, causes=[cause.id for cause in causes])
    make_page("creator", subject=subject, slug=creator.slug)
    enlist(subject, "people", "sitemap", *(["places"] if content.get("position") else []))
    return subject


def film_content(number: int) -> dict[str, Any]:
    """Video, poster and captions of an episode, as a revision holds them; no file stands behind them."""
    sizes = ((360, 640), (720, 1280), (1080, 1920))
    posters = [
        {
            "recipe": f"poster-{width}-{form}",
            "key": f"{number:02x}/poster-{width}.{form}",
            "type": f"image/{form}",
            "width": width,
            "height": height,
            "bytes": 1000 + width,
        }
        for form in ("jpeg", "webp")
        for width, height in sizes
    ]
    web = {
        "recipe": "web",
        "key": f"{number:02x}/web.mp4",
        "type": "video/mp4",
        "width": 1080,
        "height": 1920,
        "bytes": 8_123_456 + number,
        "duration_ms": 59_960,
    }
    return {
        "video": {"asset": number, "duration_ms": 59_960, "width": 1080, "height": 1920, "files": [web]},
        "poster": {"asset": number, "alt": "A hand lifts soap.", "colour": "#b06a3b", "files": posters},
        "captions": [
            {"language": "en", "label": "English", "key": f"{number:02x}/en.vtt", "type": "text/vtt"}
        ],
    }


def make_episode(
    *, series: Subject, creator: Subject, number: int | None = None, title: str = "A bar of soap"
):
    """The working copy and its subject; nothing of it public."""
    number = number or series.series.episodes.count() + 1
    episode = Episode.objects.create(
        series=series.series, creator=creator.creator, number=number, title=title, slug=f"episode-{number}"
    )
    return subject_of(episode)


def make_live_episode(
    *,
    series: Subject | None = None,
    creator: Subject | None = None,
    causes: tuple[Subject, ...] = (),
    number: int | None = None,
    published_at: datetime | None = None,
    corrections: tuple[dict[str, Any], ...] = (),
    columns: dict[str, Any] | None = None,
    **content: Any,
) -> Subject:
    """An episode that is out, with its page, its embed page and its places in the lists."""
    series = series or make_live_series()
    creator = creator or make_live_creator()
    subject = make_episode(
        series=series, creator=creator, number=number, title=content.get("title", "A bar of soap")
    )
    number = subject.episode.number
    told = {
        "series": series.id,
        "series_slug": series.series.slug,
        "number": number,
        "title": subject.episode.title,
        "slug": subject.episode.slug,
        "creator": creator.id,
        "creator_name": creator.creator.name,
        "causes": [cause.id for cause in causes],
        "summary": "A bar of soap changes a town.",
        "story": "It began in a kitchen.\n\nThen the neighbours came.",
        "byline": "By Ana Ruiz",
        "credits": [{"role": "Camera", "name": "Ana Ruiz"}, {"role": "Cut", "name": "Ben Okoye"}],
        "sources": ["County records, 2025"],
        "hashtags": ["#SparksOfGood", "#Soap"],
        "mention": "@hub",
        "sound_credit": "original sound",
        "post_url": "https://www.tiktok.com/@example/video/7000000000000000001",
        "language": "en",
        "transcript": "I started with one bar of soap.\n\nNow there are a thousand.",
        **film_content(subject.id),
    }
    published_at = published_at or FIRST + timedelta(weeks=number - 1)
    go_live(
        subject,
        told | content,
        published_at=published_at,
        series=series.id,
        creator=creator.id,
        causes=[cause.id for cause in causes],
        resources=content.get("resources", []),
        corrections=list(corrections),
        **(columns or {}),
    )
    make_page("episode", subject=subject, series=series.series.slug, number=number, slug=subject.episode.slug)
    embed = path_for("embed", subject=subject.id)
    Page.objects.create(path=embed, kind="embed", subject=subject, state="up")
    listed = ["all", f"series:{series.id}", f"creator:{creator.id}", f"year:{published_at.year}", "sitemap"]
    enlist(subject, *listed, *(f"cause:{cause.id}" for cause in causes))
    return subject


def make_live_teaser(
    *,
    series: Subject | None = None,
    number: int | None = None,
    name: str = "Jon Example",
    premieres_at: datetime | None = FIRST + timedelta(weeks=9),
    status: str = "expected",
    sequence: int = 0,
    zone: str = "America/New_York",
    **content: Any,
) -> Subject:
    """An announced episode: its teaser is live at the episode's address, the episode is not. Gives the teaser."""
    series = series or make_live_series()
    creator = subject_of(Creator.objects.create(name=name, slug=f"person-{next(_count)}"))
    episode = make_episode(series=series, creator=creator, number=number, title="A secret title")
    teaser = subject_of(Teaser.objects.create(episode=episode.episode, name=name))
    told = {
        "episode": episode.id,
        "series": series.id,
        "series_slug": series.series.slug,
        "number": episode.episode.number,
        "slug": episode.episode.slug,
        "name": name,
        "line": "An advocate for those who came back.",
        "language": "en",
    }
    go_live(
        teaser,
        told | content,
        series=series.id,
        episode=episode.id,
        premieres_at=premieres_at,
        premiere_zone=zone,
        premiere_status=status,
        premiere_sequence=sequence,
    )
    make_page(
        "episode",
        subject=episode,
        series=series.series.slug,
        number=episode.episode.number,
        slug=episode.episode.slug,
    )
    return teaser
