"""What a row would do: new, changed (and what), same, or wrong (and why, at each cell). Nothing is changed by it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from creators.models import Cause, Creator
from series import cadence
from series.lineup.columns import BY_NAME, COLUMNS
from series.lineup.ground import Ground, folded, number_of, plain_handle
from series.models import Episode, Release, Series
from series.models.lineup import Verdict
from series.states import ReleaseState

PLAIN = {column.name: column.field for column in COLUMNS if column.field}
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_WALL = re.compile(r"^(\d{4})-(\d\d?)-(\d\d?)[ T]+(\d\d?):(\d\d)(?::(\d\d))?$")
MOST_LINES = 5


@dataclass
class Checked:
    """`values` is what applying it writes; empty for a wrong row."""

    verdict: str = Verdict.WRONG
    problems: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    changes: list[list[str]] = field(default_factory=list)
    episode: Episode | None = None
    series: Series | None = None
    number: int | None = None
    creator: Creator | None = None
    causes: list[Cause] | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    wall: datetime | None = None
    zone: str = ""
    release: Release | None = None

    def refuse(self, column: str, sentence: str) -> None:
        self.problems.setdefault(column, []).append(sentence)


def check(
    values: Mapping[str, str], *, faults: Mapping[str, str], also_on: Iterable[int], ground: Ground
) -> Checked:
    """`also_on` are the other lines that name the same episode."""
    row = Checked()
    for column, sentence in faults.items():
        row.refuse(column, sentence)
    twins = sorted(also_on)
    if twins:
        more = f" and {len(twins) - MOST_LINES} more" if len(twins) > MOST_LINES else ""
        said = ", ".join(map(str, twins[:MOST_LINES]))
        row.refuse("number", f"The same episode stands on line {said}{more}, too. Keep one of them.")
    _place(row, values, ground)
    _creator(row, values, ground)
    _words(row, values)
    _causes(row, values, ground)
    _plan(row, values, ground)
    if row.episode is not None and row.episode.pk in ground.locks:
        release = ground.locks[row.episode.pk]
        if not row.problems and _differences(row, values, ground):
            row.refuse(
                "number",
                f"{row.episode} is {release.get_state_display()} for {release.instant:%d %B %Y, %H:%M:%S} UTC "
                "and locked. Take it off the schedule to change it, or leave this row out.",
            )
    if row.problems:
        return row
    row.changes = _differences(row, values, ground)
    row.verdict = Verdict.NEW if row.episode is None else Verdict.CHANGED if row.changes else Verdict.SAME
    return row


def _place(row: Checked, values: Mapping[str, str], ground: Ground) -> None:
    name = values["series"]
    found = ground.catalogue.series.get(folded(name), [])
    if not name:
        row.refuse("series", "Say which series it belongs to.")
    elif not found:
        row.refuse("series", f"There is no series “{name[:80]}”. Correct the name, or make the series first.")
    elif len(found) > 1:
        row.refuse("series", f"{len(found)} series are called “{name[:80]}”. Write its address instead.")
    else:
        row.series = found[0]
    row.number = number_of(values["number"])
    if row.number is None:
        row.refuse("number", "The number must be 1 or more, in digits.")
    if row.series is not None and row.number is not None:
        row.episode = ground.episodes.get((row.series.pk, row.number))


def _creator(row: Checked, values: Mapping[str, str], ground: Ground) -> None:
    name, handle = values["creator"], values.get("handle", "")
    if not name and not handle:
        row.refuse("creator", "Say who is featured.")
        return
    found = list(ground.names.get(folded(name), [])) if name else []
    if handle:
        holders = ground.handles.get(plain_handle(handle), [])
        if not holders:
            row.refuse("handle", f"Nobody has the handle “{handle[:80]}”. Correct it, or leave it empty.")
            return
        found = [one for one in holders if not name or folded(one.name) == folded(name)]
        if not found:
            row.refuse("handle", f"“{handle[:80]}” is {holders[0].name}, not {name[:80]}.")
            return
    if not found:
        row.refuse(
            "creator",
            f"Nobody is called “{name[:80]}”. Correct the name, or make the record first and check again.",
        )
    elif row.episode is not None and row.episode.creator_id in {one.pk for one in found}:
        # The one who is featured already is meant, whoever else has that name.
        row.creator = row.episode.creator
    elif len(found) > 1:
        known = ", ".join(one.handle or f"number {one.pk}" for one in found[:MOST_LINES])
        row.refuse("creator", f"{len(found)} people are called that ({known}). Say which one by the handle.")
    else:
        row.creator = found[0]


def _words(row: Checked, values: Mapping[str, str]) -> None:
    for column, name in PLAIN.items():
        if column not in values:
            continue
        text = values[column]
        if column == "language":
            text = text or (row.series.language if row.series else "en")
            if not _LANGUAGE.match(text):
                row.refuse(column, f"“{text[:30]}” is no language code. Write one like en or pt-BR.")
        try:
            row.fields[name] = Episode._meta.get_field(name).clean(text, None)  # type: ignore[union-attr]
        except ValidationError as error:
            empty = BY_NAME[column].needed and not text
            said = [f"Say {BY_NAME[column].says.lower().rstrip('.')}."] if empty else error.messages
            for sentence in said:
                row.refuse(column, str(sentence))
    if "hashtags" in values:
        words = list(dict.fromkeys(values["hashtags"].replace(",", " ").split()))
        for word in words:
            if len(word) > 80:
                row.refuse("hashtags", f"“{word[:30]}…” is longer than 80 signs. Shorten it.")
        row.fields["hashtags"] = words


def _causes(row: Checked, values: Mapping[str, str], ground: Ground) -> None:
    if "causes" not in values:
        return
    row.causes = []
    for name in filter(None, (part.strip() for part in re.split(r"[|;\n]", values["causes"]))):
        cause = ground.catalogue.causes.get(folded(name))
        if cause is None:
            row.refuse("causes", f"There is no cause “{name[:80]}”. Correct it, or make the cause first.")
        elif cause not in row.causes:
            row.causes.append(cause)


def _plan(row: Checked, values: Mapping[str, str], ground: Ground) -> None:
    text, zone = values.get("planned", ""), values.get("zone", "")
    if not text:
        return
    there = ground.planned.get(row.episode.pk) if row.episode else None
    # Both empty say the same: the zone of the series.
    zone = zone or (
        there.zone if there and there.wall == _iso(text) else row.series.zone if row.series else ""
    )
    try:
        wall = _wall(text)
        resolved = cadence.resolve(wall, zone) if zone else None
    except (cadence.Refused, ValueError) as refusal:
        column = "zone" if zone and zone not in cadence.zone_names() else "planned"
        row.refuse(column, str(refusal))
        return
    row.wall, row.zone = wall, zone
    if there is not None and (there.wall, there.zone) == (wall.isoformat(), zone):
        return
    if resolved is None:
        return
    if resolved.instant <= ground.catalogue.now:
        row.refuse(
            "planned", f"{cadence.moment_label(resolved.instant, zone)} has passed. Choose a later time."
        )
    elif row.episode is not None and row.episode.pk in ground.public:
        row.refuse("planned", "It is public already. Leave the time empty.")
    elif there is not None and there.slot_id is not None and there.state == ReleaseState.PLANNED:
        row.refuse(
            "planned", "Its release stands in a slot of the season. Move it there, and leave this empty."
        )
    elif resolved.kind == "first_of_two":
        row.notes.append(
            f"Clocks in {zone} show {cadence.wall_label(wall)} twice that day; the first of the two is meant."
        )
    row.release = there


def _wall(text: str) -> datetime:
    found = _WALL.match(text)
    if not found:
        raise ValueError(f"“{text[:30]}” is no wall time. Write it like 2031-03-06 09:00.")
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError as error:
        raise ValueError(f"“{text[:30]}” is not in the calendar. Write it like 2031-03-06 09:00.") from error


def _iso(text: str) -> str:
    try:
        return _wall(text).isoformat()
    except ValueError:
        return ""


def _differences(row: Checked, values: Mapping[str, str], ground: Ground) -> list[list[str]]:
    """[column, before, after] of what differs, as text. Of a new episode: what it begins with."""
    there = row.episode
    found = []
    for column, name in [*PLAIN.items(), ("hashtags", "hashtags")]:
        if column not in values or name not in row.fields:
            continue
        before = _said(getattr(there, name)) if there else ""
        after = _said(row.fields[name])
        if before != after:
            found.append([column, before, after])
    if row.creator is not None and (there is None or there.creator_id != row.creator.pk):
        found.append(["creator", _person(there.creator) if there else "", _person(row.creator)])
    if row.causes is not None:
        before_ids = {cause.pk for cause in ground.causes.get(there.pk, [])} if there else set()
        if before_ids != {cause.pk for cause in row.causes}:
            before = _names(ground.causes.get(there.pk, [])) if there else ""
            found.append(["causes", before, _names(row.causes)])
    if row.wall is not None:
        planned = ground.planned.get(there.pk) if there else None
        if planned is None or (planned.wall, planned.zone) != (row.wall.isoformat(), row.zone):
            before = f"{planned.wall.replace('T', ' ')} {planned.zone}" if planned else ""
            found.append(["planned", before, f"{row.wall.isoformat(' ')} {row.zone}"])
    return found


def _said(value: Any) -> str:
    text = " ".join(value) if isinstance(value, list) else str(value)
    return text.replace("\r\n", "\n").strip()


def _person(creator: Creator) -> str:
    return f"{creator.name} {creator.handle}".strip()


def _names(causes: Iterable[Cause]) -> str:
    return " | ".join(sorted(cause.name for cause in causes))
