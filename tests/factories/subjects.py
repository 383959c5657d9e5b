"""Working copies as editors leave them, and the way from there to approved, planned and scheduled."""

import hashlib
import itertools
import tempfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from creators.models import Cause, Consent, Creator
from series import reviews, scheduling
from series.models import (
    Asset,
    Episode,
    EpisodeCaption,
    Front,
    ImpactFigure,
    LegalPage,
    Release,
    Rendition,
    Resource,
    Revision,
    Series,
    Site,
    Subject,
    Teaser,
)
from series.models.release import ReleaseKind
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.revisions import approved_revision
from series.scheduling import Outcome
from series.scheduling.schedule import add_main, make_scheduled
from series.video import renditions, upload
from sparks.storages import private_store
from tests.factories import clips
from tests.factories.people import ana, ben

_count = itertools.count(1)


def make_site(**fields: Any) -> Site:
    site, _made = Site.objects.update_or_create(
        pk=1,
        defaults={
            "name": "One Minute",
            "publisher": "Hill Street Trust",
            "zone": "America/New_York",
            **fields,
        },
    )
    return site


def make_series(**fields: Any) -> Series:
    number = next(_count)
    defaults = {
        "title": f"Small sparks {number}",
        "promise": "One person, one minute, one thing they mended.",
        "hashtag": "#SmallSparks",
        "zone": "America/New_York",
    }
    return Series.objects.create(**{**defaults, **fields})


def make_cause(**fields: Any) -> Cause:
    return Cause.objects.create(**{"name": f"Small business {next(_count)}", **fields})


def make_creator(*, consent: bool = True, causes: tuple[Cause, ...] = (), **fields: Any) -> Creator:
    """With a signed consent that is valid now, unless told otherwise."""
    creator = Creator.objects.create(**{"name": f"Wilma Hargrove {next(_count)}", **fields})
    creator.causes.set(causes)
    if consent:
        make_consent(creator)
    return creator


def make_consent(creator: Creator, **fields: Any) -> Consent:
    day = date.today() - timedelta(days=30)
    return Consent.objects.create(
        **{"creator": creator, "signed_as": creator.name, "signed_on": day, "valid_from": day, **fields}
    )


def make_episode(
    *,
    series: Series | None = None,
    creator: Creator | None = None,
    causes: tuple[Cause, ...] = (),
    complete: bool = True,
    **fields: Any,
) -> Episode:
    """Complete: with real film, poster and captions in the stores, so that nothing stands against its release."""
    series = series or make_series()
    number = fields.pop("number", None) or series.episodes.count() + 1
    media: dict[str, Any] = {}
    if complete:
        media = {"video": film(), "poster": poster(), "poster_alt": "She holds up a bar of soap."}
    episode = Episode.objects.create(
        **{
            "series": series,
            "number": number,
            "title": f"The soap that paid the rent {next(_count)}",
            "creator": creator or make_creator(),
            "summary": "She boiled soap in a shed, and a village went back to work.",
            "story": "It began with one bar.\n\nThen the phone rang.",
            "byline": "Ana Ruiz",
            "credits": "Camera: Ana Ruiz",
            "sources": "Interview, March 2026",
            **media,
            **fields,
        }
    )
    episode.causes.set(causes)
    if complete:
        EpisodeCaption.objects.create(episode=episode, language=episode.language, asset=captions())
    return episode


def make_teaser(episode: Episode | None = None, **fields: Any) -> Teaser:
    episode = episode or make_episode(complete=False)
    return Teaser.objects.create(
        **{"episode": episode, "name": episode.creator.name, "line": "Soon: a minute of soap.", **fields}
    )


def make_legal(**fields: Any) -> LegalPage:
    number = next(_count)
    return LegalPage.objects.create(
        **{
            "title": f"Imprint {number}",
            "slug": f"imprint-{number}",
            "body": "Who answers for this.",
            **fields,
        }
    )


def make_front(**fields: Any) -> Front:
    return Front.objects.update_or_create(pk=1, defaults=fields)[0]


def make_figure(**fields: Any) -> ImpactFigure:
    """Nothing stands against its release."""
    number = next(_count)
    return ImpactFigure.objects.create(
        **{
            "label": f"bars of soap sold {number}",
            "value": Decimal(1000 + number),
            "source": "Annual report",
            "source_url": "https://example.org/report",
            "as_of": database_now().date() - timedelta(days=30),
            "order": number,
            "owner": ana(),
            **fields,
        }
    )


def make_resource(**fields: Any) -> Resource:
    """Open for good, unless told otherwise; nothing stands against its release."""
    return Resource.objects.create(
        **{
            "title": f"Crash course {next(_count)}",
            "kind": "course",
            "summary": "Six evenings for those who sell what they make.",
            "body": "Bring a bar of soap.",
            "link": "https://example.org/apply",
            **fields,
        }
    )


# -- files ----------------------------------------------------------------------------------------------------


@cache
def film_bytes(seed: int = 0) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return clips.clip(Path(folder) / "cut.mp4", seed=seed).read_bytes()


@cache
def poster_bytes() -> bytes:
    return clips.picture()


def film(*, seed: int = 0) -> Asset:
    """The same seed gives the same bytes, and so the same file."""
    return _received(film_bytes(seed), name="cut.mp4", kind="video")


def poster() -> Asset:
    return _received(poster_bytes(), name="poster.jpg", kind="image")


def captions(text: str = clips.VTT) -> Asset:
    return _received(text.encode(), name="captions.vtt", kind="captions")


# What the real pipeline made of a file the first time: measuring and encoding it again for each test would
# only cost time. Rows and stored bytes are the same as then.
_made: dict[tuple[str, bytes], tuple[dict[str, Any], list[dict[str, Any]], dict[str, bytes]]] = {}
_NOT_COPIED = {"id", "uploaded_by", "created_at", "source"}


def _received(data: bytes, *, name: str, kind: str) -> Asset:
    """Taken in and made ready by the real code the first time; later tests of the run get the same rows and files."""
    sha256 = hashlib.sha256(data).hexdigest()
    found = Asset.objects.filter(kind=kind, sha256=sha256, state="ready").first()
    if found is not None:
        return found
    if sha256 in _kept:
        return _again(*_kept[sha256])
    asset = upload.receive(file=ContentFile(data, name=name), kind=kind, by=None)
    assert asset.state == "ready", asset.refusal
    rows = renditions.make(asset_id=asset.pk)
    files = {row.private_key: _read(row.private_key) for row in [asset, *rows]}
    _kept[sha256] = (asset, rows, files)
    return asset


_kept: dict[str, tuple[Asset, list[Rendition], dict[str, bytes]]] = {}


def _read(key: str) -> bytes:
    with private_store().local(key) as path:
        return path.read_bytes()


def _again(asset: Asset, rows: list[Rendition], files: dict[str, bytes]) -> Asset:
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate([asset, *rows]):
            path = Path(folder) / str(number)
            path.write_bytes(files[row.private_key])
            private_store().put(row.private_key, path, content_type=row.content_type)
    again = _copy(asset)
    for row in rows:
        _copy(row, source=again)
    return again


def _copy[M: models.Model](row: M, **instead: Any) -> M:
    values = {field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
    return type(row)._base_manager.create(**{**values, **instead})


# -- from a working copy to a release -------------------------------------------------------------------------


def approved(thing: models.Model, *, author: Any = None, approver: Any = None) -> Revision:
    """Ben submits it with what it stands on, Ana approves: the revision that a release would carry."""
    subject = thing if isinstance(thing, Subject) else subject_of(thing)
    review = reviews.submit(subjects=[subject], by=author or ben())
    reviews.approve(review_id=review.pk, by=approver or ana())
    revision = approved_revision(subject)
    assert revision is not None
    return revision


def wall_in(seconds: float) -> datetime:
    """The wall time in UTC that the database's clock shows that many seconds from now."""
    return (database_now() + timedelta(seconds=seconds)).replace(tzinfo=None, microsecond=0)


def planned(thing: models.Model, *, seconds: float = 3600) -> Release:
    return scheduling.plan(subject=subject_of(thing), wall=wall_in(seconds), zone="UTC", by=ana()).release


def scheduled(thing: models.Model, *, seconds: float = 3600) -> Release:
    """Approved and scheduled that far ahead."""
    approved(thing)
    return scheduling.schedule(release_id=planned(thing, seconds=seconds).pk, by=ana()).release


def due(thing: models.Model, *, seconds_ago: int = 1) -> Release:
    """Approved, scheduled, and overdue by that much: as after an outage. No act of an editor can do this."""
    approved(thing)
    subject = subject_of(thing)
    instant = (database_now() - timedelta(seconds=seconds_ago)).replace(microsecond=0)
    release = Release.objects.create(
        kind=ReleaseKind.PUBLISH, instant=instant, wall=instant.replace(tzinfo=None).isoformat(), zone="UTC"
    )
    add_main(release, subject)
    make_scheduled(release, by=ana())
    return release


def published(thing: models.Model) -> Release:
    """Out: approved, released and run, with its pages marked but not baked."""
    from series.publishing import run

    approved(thing)
    outcome: Outcome = scheduling.publish_now(subject=subject_of(thing), by=ana())
    run.run(outcome.release.pk)
    release = Release.objects.get(pk=outcome.release.pk)
    assert release.state == "published", release.hold_reason
    return release
