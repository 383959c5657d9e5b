"""Film, poster and captions of every episode that has none yet: drawn in other processes, taken in by the uploads."""

import multiprocessing
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed

from django.core.files.base import ContentFile
from django.db import transaction

from series.demo.entries import Entry
from series.demo.media.draw import draw
from series.demo.media.film import SECONDS
from series.demo.media.scene import Look
from series.models import Asset, Episode, EpisodeCaption
from series.states import AssetState
from series.video import renditions, upload
from sparks.accounts.models import User

type Pair = tuple[Episode, Entry]


def make(pairs: Iterable[Pair], *, by: User) -> None:
    """Give each filmed episode its media. One that has a film is left alone."""
    wanted = [(episode, entry) for episode, entry in pairs if entry.filmed and episode.video_id is None]
    # Fresh interpreters: a fork would share this process's database connection.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4), mp_context=context) as pool:
        drawn = {pool.submit(draw, _look(episode, entry)): (episode, entry) for episode, entry in wanted}
        for done in as_completed(drawn):
            episode, entry = drawn[done]
            moving, still = done.result()
            _give(episode, entry, moving=moving, still=still, by=by)


def _look(episode: Episode, entry: Entry) -> Look:
    ember = episode.series.ember
    return Look(
        ember=ember, motif=entry.motif, seed=f"{episode.series.slug} {entry.number}", title=entry.title
    )


def _give(episode: Episode, entry: Entry, *, moving: bytes, still: bytes, by: User) -> None:
    name = f"{episode.series.slug}-{entry.number}"
    video = _receive(moving, name=f"{name}.mp4", kind="video", by=by)
    picture = _receive(still, name=f"{name}.jpg", kind="image", by=by)
    spoken = _receive(captions(entry).encode(), name=f"{name}.vtt", kind="captions", by=by)
    with transaction.atomic():
        EpisodeCaption.objects.get_or_create(episode=episode, language="en", defaults={"asset": spoken})
        episode.video, episode.poster = video, picture
        episode.poster_alt = (
            f"A drawing: a sun with sixty rays over hills, and {SHOWN[entry.motif]} before it."
        )
        episode.save()


def _receive(data: bytes, *, name: str, kind: str, by: User) -> Asset:
    asset = upload.receive(file=ContentFile(data, name=name), kind=kind, by=by)
    if asset.state != AssetState.READY:
        raise ValueError(f"{name} was refused: {asset.refusal}")
    # A film is the media worker's work; here nobody else runs yet.
    renditions.make(asset_id=asset.pk)
    return asset


def captions(entry: Entry) -> str:
    """WebVTT for the film: what sounds, what is said, what this is."""
    cues = [
        ("00:00.000", "00:01.200", "[soft chord]"),
        ("00:01.200", "00:03.700", _halved(entry.caption)),
        ("00:03.700", f"00:0{SECONDS}.000", "Demonstration film.\nNot the original."),
    ]
    return "WEBVTT\n\n" + "\n".join(f"{start} --> {end}\n{text}\n" for start, end, text in cues)


def _halved(text: str) -> str:
    """In two lines, cut at the space nearest to the middle."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    middle = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


SHOWN = {
    "bubbles": "soap bubbles",
    "letters": "letters",
    "rings": "widening rings",
    "plates": "laid plates",
    "leaves": "falling leaves",
    "papers": "cut paper",
    "windows": "lit windows",
}
