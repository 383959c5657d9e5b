"""What putting a revision back has in common: the rows and files that it names, and those that are gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from series.addresses import slug_of
from series.models import Asset, Rendition, Subject
from series.states import AssetState


class Impossible(Exception):
    """The revision can't be put back; the message says why."""


@dataclass
class Back:
    """What a revision puts into a working copy. Nothing is written before all of it is known.

    `fields` are set on the row, `sets` on its many-to-many fields, `captions` are language and file. `gone` are
    sentences about what no longer exists and is left out.
    """

    fields: dict[str, Any]
    sets: dict[str, list[Any]] = field(default_factory=dict)
    captions: dict[str, Asset] | None = None
    gone: list[str] = field(default_factory=list)


def chosen_slug(thing: Any, *, slug: str, name: str) -> str:
    """Empty where the address follows from the name: it was made then, and is made again."""
    alone = type(thing)(pk=thing.pk, **{"title" if hasattr(thing, "title") else "name": name}, slug="")
    return "" if slug_of(alone) == slug else slug


def row_of(subject_id: int, *, what: str) -> Any:
    """The working copy of a subject that has to be there."""
    subject = Subject.objects.filter(pk=subject_id).first()
    if subject is None:
        raise Impossible(f"The {what} of this revision is not there any more.")
    return subject.thing


def wall_of(time: Mapping[str, Any] | None) -> str:
    """The wall time that was meant, as the form keeps it."""
    return str(time["wall"]) if time else ""


def causes_of(subject_ids: Iterable[int], back: Back) -> None:
    rows_of("causes", subject_ids, back)


def rows_of(name: str, subject_ids: Iterable[int], back: Back) -> None:
    """What a many-to-many field named, by the subjects' ids: "causes", "resources" or "teasers"."""
    kind, wanted = name.removesuffix("s"), list(subject_ids)
    found = {row.pk: getattr(row, kind) for row in Subject.objects.filter(pk__in=wanted).select_related(kind)}
    back.sets[name] = [found[pk] for pk in wanted if found.get(pk) is not None]
    missing = len(wanted) - len(back.sets[name])
    if missing == 1:
        back.gone.append(f"A {kind} that it named was deleted, and is left out.")
    elif missing:
        back.gone.append(f"{missing} {name} that it named were deleted, and are left out.")


def file_of(named: Mapping[str, Any] | None, *, what: str, back: Back) -> Asset | None:
    if not named:
        return None
    asset = Asset.objects.filter(pk=named["asset"], state=AssetState.READY).first()
    if asset is None:
        back.gone.append(f"The {what} that it had is not in the store any more; the place stays empty.")
    return asset


def captions_of(named: Iterable[Mapping[str, Any]], back: Back) -> None:
    back.captions = {}
    for one in named:
        made = (
            Rendition.objects.filter(public_key=one["key"], source__state=AssetState.READY)
            .select_related("source")
            .order_by("pk")
            .first()
        )
        if made is None or made.source is None:
            back.gone.append(f"Its captions in {one['language']} are not in the store any more.")
        else:
            back.captions[one["language"]] = made.source
