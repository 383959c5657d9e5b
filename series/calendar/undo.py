"""Taking the last act back, for a while."""

from datetime import datetime, timedelta

from django.db import transaction

from series import cadence, planning, scheduling
from series.calendar.moves import names_of
from series.calendar.scene import Scene, Spot, from_json, ids, lock, release_key, scene, slot_key
from series.models import Release, ScheduleChange
from series.publishing.due import database_now
from series.scheduling import NotPossible, ReleasePlace
from series.scheduling.times import said
from series.states import ReleaseState
from sparks.accounts.models import User
from sparks.desk.history import events_of

FOR = timedelta(minutes=10)


def undoable(*, by: User, now: datetime) -> ScheduleChange | None:
    """The last act of this person, while it may still be taken back. One query."""
    last = ScheduleChange.objects.filter(person=by).order_by("-pk").first()
    return last if last is not None and last.undone_at is None and now - last.at <= FOR else None


def undo(*, change_id: int, by: User) -> ScheduleChange:
    """Bring everything that the act moved back to where it stood, through the same functions and into the history.

    Raises NotPossible with a sentence when the act is not this person's last or too long ago, when somebody has
    changed one of its releases or slots since, or when an instant to go back to has come; then nothing changes.
    """
    with transaction.atomic():
        change = ScheduleChange.objects.select_for_update().filter(pk=change_id, person=by).first()
        now = database_now()
        if change is None or change != undoable(by=by, now=now):
            raise NotPossible(_too_late(change))
        before, after = from_json(change.before), from_json(change.after)
        keys = [*change.before]
        releases = ids(keys, "release")
        lock(seasons=_seasons(change, before, after), releases=releases)
        _refuse_changed(change, after)
        _refuse_past(before, releases, now=now)
        _put_back(change, before, after, by=by)
        _see_that_it_is_back(change, before)
        change.undone_at = now
        change.save(update_fields=["undone_at"])
    return change


def _seasons(change: ScheduleChange, *scenes: Scene) -> set[int]:
    """Those of its plans, and those in whose slots its releases stood or stand."""
    of_slots = {spot.season for one in scenes for spot in one.values() if spot.season is not None}
    return of_slots | set(change.seasons)


def _too_late(change: ScheduleChange | None) -> str:
    if change is None:
        return "There is nothing of yours to undo here."
    if change.undone_at is not None:
        return "This is undone already."
    if change.person.schedule_changes.filter(pk__gt=change.pk).exists():
        return "You have changed the schedule again since; only the last change can be undone."
    return f"This was more than {FOR.seconds // 60} minutes ago. Move it back by hand, if it should go back."


def _refuse_changed(change: ScheduleChange, after: Scene) -> None:
    now = _now(change)
    for key in change.before:
        if now.get(key) == after.get(key):
            continue
        name = names_of(ids([key], "release")).get(key, "The plan's slot")
        state = now[key].state if key in now else ""
        if state == ReleaseState.PUBLISHED:
            raise NotPossible(f"{name} is public since, and what is published never moves.")
        raise NotPossible(f"{name} was changed since{_by_whom(key)}. Look at it again; it is not moved back.")


def _refuse_past(before: Scene, releases: list[int], *, now: datetime) -> None:
    names = names_of(releases)
    for pk in releases:
        spot = before.get(release_key(pk))
        if spot is not None and spot.at is not None and spot.at <= now:
            when = said(spot.at, spot.zone)
            name = names.get(release_key(pk), "The release")
            raise NotPossible(f"{name} stood on {when}, which has passed. It stays where it is now.")


def _by_whom(key: str) -> str:
    model_key = key.removeprefix("release-")
    if model_key == key:
        return ""
    event = events_of(Release, pgh_obj_id=int(model_key)).first()
    context = (event.pgh_context.metadata or {}) if event and event.pgh_context else {}
    person = User.objects.filter(pk=context.get("user") or 0).first()
    return f" by {person}" if person else ""


def _put_back(change: ScheduleChange, before: Scene, after: Scene, *, by: User) -> None:
    """What the act made goes first, then what left its slot, so that slots are free when the plan goes back."""
    reason = f"Undone: {change.sentence}"
    for pk in ids(after, "release"):
        if release_key(pk) not in before:
            scheduling.cancel(release_id=pk, by=by, reason=reason)
    wanted = {pk: before[release_key(pk)] for pk in ids(before, "release")}
    _place({pk: spot for pk, spot in wanted.items() if after[release_key(pk)].slot != spot.slot}, by, reason)
    for season in change.seasons:
        _put_plan_back(season, before, after, by=by, reason=reason)
    there = scene(seasons=[], releases=wanted)
    _place({pk: spot for pk, spot in wanted.items() if there[release_key(pk)] != spot}, by, reason)


def _place(wanted: dict[int, Spot], by: User, reason: str) -> None:
    places = {
        pk: ReleasePlace(wall=datetime.fromisoformat(spot.wall), zone=spot.zone, slot=spot.slot)
        for pk, spot in wanted.items()
    }
    if places:
        scheduling.place_all(places=places, by=by, act="undo", reason=reason)


def _put_plan_back(season: int, before: Scene, after: Scene, *, by: User, reason: str) -> None:
    spots = {pk: before[slot_key(pk)] for pk in ids(before, "slot")}
    places = {str(pk): _slot_place(spot) for pk, spot in spots.items() if spot.season == season}
    new = {str(pk) for pk in ids(after, "slot") if slot_key(pk) not in before}
    if places or new:
        edit = planning.put_back(places=places, without=new)
        planning.apply(season_id=season, edit=edit, by=by, reason=reason)


def _slot_place(spot: Spot) -> tuple[cadence.Place, bool]:
    return cadence.lay(datetime.fromisoformat(spot.wall), spot.zone), spot.premiere


def _see_that_it_is_back(change: ScheduleChange, before: Scene) -> None:
    now = _now(change)
    for key in change.before:
        there = now.get(key)
        gone = there is None or there.state == ReleaseState.CANCELLED
        if gone if key not in before else there == before[key]:
            continue
        raise NotPossible("The schedule can't be brought back exactly as it was. It stays as it is now.")


def _now(change: ScheduleChange) -> Scene:
    return scene(seasons=change.seasons, releases=ids(change.before, "release"))
