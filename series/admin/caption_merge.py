"""Captions of two people brought together: for each language, the file as both began, theirs and this person's."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from series.models import Asset, Episode, EpisodeCaption
from series.states import AssetState
from series.video import upload
from sparks.accounts.models import User
from sparks.desk.merging.conflict import FieldMerge, How, Raw, Shape, Version, decide

PREFIX = "captions-"


def files_of(episode: Episode) -> dict[str, int]:
    return {caption.language: caption.asset_id for caption in episode.captions.all()}


def typed(*, data: Any, files: Mapping[str, Any], by: User | None) -> dict[str, int] | None:
    """The files that the sent rows ask for, new ones taken in. None where one is refused: its row says why."""
    found: dict[str, int] = {}
    total = str(data.get(f"{PREFIX}TOTAL_FORMS", ""))
    for number in range(int(total) if total.isdigit() else 0):
        row = f"{PREFIX}{number}-"
        if data.get(f"{row}DELETE"):
            continue
        asset, sent = str(data.get(f"{row}asset", "")), files.get(f"{row}asset_file")
        if sent:
            received = upload.receive(file=sent, kind="captions", by=by)
            if received.state != AssetState.READY:
                return None
            asset = str(received.pk)
        language = str(data.get(f"{row}language", "")).strip()
        if language and asset.isdigit():
            found[language] = int(asset)
    return found


class CaptionMerge:
    """`fields` are those that somebody changed; `sent` are the rows as they are saved, on those that exist now."""

    def __init__(
        self, *, episode: Episode, seen: Mapping[str, Any] | None, yours: dict[str, int], said: Callable
    ) -> None:
        self.fields: list[FieldMerge] = []
        self.sent: list[tuple[str, str]] = []
        self._said = said
        rows = list(EpisodeCaption.objects.filter(episode=episode).order_by("pk"))
        theirs = {row.language: row.asset_id for row in rows}
        place = {row.language: number for number, row in enumerate(rows)}
        for row in rows:
            self._send(place[row.language], "id", str(row.pk))
            self._send(place[row.language], "language", row.language)
        for language in sorted({*(seen or {}), *theirs, *yours}):
            if language not in place and language not in yours:
                continue
            there = language in place
            if not there:
                place[language] = len(place)
                self._send(place[language], "language", language)
            self._language(
                language,
                place[language],
                there=there,
                base=None if seen is None else _raw(seen.get(language)),
                theirs=_raw(theirs.get(language)),
                yours=_raw(yours.get(language)),
            )
        self.sent += [
            (f"{PREFIX}TOTAL_FORMS", str(len(place))),
            (f"{PREFIX}INITIAL_FORMS", str(len(rows))),
            (f"{PREFIX}MIN_NUM_FORMS", "0"),
            (f"{PREFIX}MAX_NUM_FORMS", "1000"),
        ]

    def _language(
        self, language: str, number: int, *, there: bool, base: Raw | None, theirs: Raw, yours: Raw
    ) -> None:
        decided = decide(shape=Shape.FILE, base=base, theirs=theirs, yours=yours)
        if decided is None:
            how, merged = (How.BOTH if base != theirs else None), theirs
        else:
            how, merged = decided
        field, options = "asset", (theirs, yours)
        if there and yours == ("",) and how in {How.CLASH, How.YOURS}:
            # They have a file, this person took the row away.
            field, options = "DELETE", (("",), ("on",))
            self._send(number, "asset", theirs[0])
            if how == How.YOURS:
                self._send(number, "DELETE", "on")
        elif how != How.CLASH:
            self._send(number, "asset", merged[0])
        if how is None:
            return
        self.fields.append(
            FieldMerge(
                name=f"{PREFIX}{number}-{field}",
                label=_("captions (%(language)s)") % {"language": language},
                shape=Shape.FILE,
                how=how,
                base=None if base is None else self._version(base, base),
                theirs=self._version(options[0], theirs),
                yours=self._version(options[1], yours),
                merged=self._version(merged, merged),
            )
        )

    def _version(self, raw: Raw, shown: Raw) -> Version:
        asset = Asset.objects.filter(pk=shown[0]).first() if shown[0] else None
        return Version(raw, self._said(asset))

    def _send(self, number: int, name: str, value: str) -> None:
        self.sent.append((f"{PREFIX}{number}-{name}", value))


def _raw(asset_id: Any) -> Raw:
    return ("" if asset_id is None else str(asset_id),)
