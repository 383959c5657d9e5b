import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from series import cadence, planning, scheduling
from series.models import Season, Series
from sparks.accounts.models import User


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date. Write it like 2026-11-05.") from None


def clock(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no time of day. Write it like 09:00.") from None


class Command(BaseCommand):
    help = "Plan a season by a rule, or plan it anew: shows what changes, then does it (unless --dry-run)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("series", metavar="SERIES", help="The series' address (slug) or id.")
        parser.add_argument("--from", dest="first_date", type=day, required=True, metavar="DATE")
        parser.add_argument("--at", dest="wall_clock", type=clock, default=time(9), metavar="TIME")
        parser.add_argument("--zone", help="IANA name; the series' own when not given.")
        parser.add_argument("--premiere", type=int, default=0, metavar="N", help="Episodes at the premiere.")
        parser.add_argument(
            "--weekly", type=int, required=True, metavar="N", help="Episodes after it, one a time."
        )
        parser.add_argument(
            "--every", type=int, default=1, metavar="WEEKS", help="Weeks between two episodes."
        )
        parser.add_argument(
            "--weekly-after", type=int, metavar="DAYS", help="From premiere to first weekly one."
        )
        parser.add_argument(
            "--not-on", type=day, action="append", default=[], metavar="DATE", help="Repeatable."
        )
        parser.add_argument("--season", type=int, default=1, metavar="N", help="Number of the season.")
        parser.add_argument("--by", metavar="USERNAME", help="Who plans, for the history.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would change; write nothing.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, **options: Any) -> None:
        try:
            answer = self.plan(options)
        except (cadence.Refused, scheduling.NotPossible) as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["as_json"]:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            self.say(answer)

    def plan(self, options: dict[str, Any]) -> dict[str, Any]:
        dry_run = options["dry_run"]
        series = series_named(options["series"])
        by = user_named(options["by"])
        edit = planning.to_rule(rule=rule_from(options, zone=options["zone"] or series.zone))
        with transaction.atomic():
            season = season_of(series, number=options["season"], make=not dry_run)
            shown = planning.preview(season=season, edit=edit)
            if not dry_run:
                planning.apply(season_id=season.pk, edit=edit, by=by, seen=shown.seen)
        return {
            "series": series.slug,
            "season": season.number,
            "applied": not dry_run,
            "changes": [change_as_json(change) for change in shown.changes],
            "notes": shown.notes,
        }

    def say(self, answer: dict[str, Any]) -> None:
        for change in answer["changes"]:
            self.stdout.write(change["sentence"])
        for note in answer["notes"]:
            self.stdout.write(f"Note: {note}")
        self.stdout.write("Done." if answer["applied"] else "Nothing was written: this was a dry run.")


def rule_from(options: dict[str, Any], *, zone: str) -> cadence.Rule:
    return cadence.Rule(
        premiere_count=options["premiere"],
        weekly_count=options["weekly"],
        first_date=options["first_date"],
        wall_clock=options["wall_clock"],
        zone=zone,
        interval_weeks=options["every"],
        skip_dates=frozenset(options["not_on"]),
        weekly_start_days=options["weekly_after"],
    )


def series_named(name: str) -> Series:
    wanted = Q(slug=name) | (Q(pk=int(name)) if name.isdecimal() else Q())
    found = Series.objects.filter(wanted).order_by("pk").first()
    if found is None:
        known = ", ".join(Series.objects.exclude(slug="").values_list("slug", flat=True)[:10])
        raise CommandError(f"There is no series “{name}”. There are: {known or 'none yet'}.")
    return found


def user_named(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user “{name}”. Give a username with --by, or leave it out.")
    return user


def season_of(series: Series, *, number: int, make: bool) -> Season:
    """The season's row; where there is none, a new one, not saved unless it is to be made."""
    if make:
        return Season.objects.get_or_create(series=series, number=number)[0]
    return Season.objects.filter(series=series, number=number).first() or Season(series=series, number=number)


def change_as_json(change: cadence.Change) -> dict[str, object]:
    before, after = slot_as_json(change.before), slot_as_json(change.after)
    return {"kind": change.kind, "sentence": change.sentence, "before": before, "after": after}


def slot_as_json(slot: cadence.Slot | None) -> dict[str, object] | None:
    if slot is None:
        return None
    return {
        "name": slot.name,
        "wall": slot.wall.isoformat(timespec="seconds"),
        "zone": slot.zone,
        "instant": slot.instant.isoformat().replace("+00:00", "Z") if slot.instant else None,
        "state": slot.state,
        "premiere": slot.premiere,
        "label": slot.label,
        "neighbours": [wall.isoformat(timespec="seconds") for wall in slot.neighbours or ()],
    }
