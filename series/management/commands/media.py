"""Files in and out of the stores, from the shell: sweep what was left behind, make renditions that are missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from series.models import Asset
from series.states import AssetState
from series.video import renditions, strays, sweep


class Command(BaseCommand):
    help = "sweep: remove unfinished uploads and stray files; make: make renditions that are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        sweeping = acts.add_parser("sweep", help="Remove unfinished uploads and files that nothing names.")
        sweeping.add_argument("--dry-run", action="store_true", help="Only say what would be removed.")
        making = acts.add_parser("make", help="Make renditions that are missing.")
        making.add_argument("asset", nargs="*", type=int, help="Try these files again, failed ones too.")

    def handle(self, *, act: str, **options: Any) -> None:
        if act == "sweep":
            self._sweep(dry_run=options["dry_run"])
        else:
            self._make(asset_ids=options["asset"])

    def _sweep(self, *, dry_run: bool) -> None:
        if dry_run:
            left = [item.what for item in sweep.find()]
            left += [f"public file {key}" for keys in strays.find() for key in keys]
        else:
            left = [item.what for item in sweep.run()]
            left += [f"public file {key}" for key in strays.clear()]
        for what in left:
            self.stdout.write(f"{'would remove' if dry_run else 'removed'} {what}")
        self.stdout.write(f"{len(left)} left behind." if dry_run else f"{len(left)} removed.")

    def _make(self, *, asset_ids: list[int]) -> None:
        for asset_id in asset_ids or renditions.missing().values_list("pk", flat=True):
            try:
                made = renditions.retry(asset_id=asset_id)
            except Asset.DoesNotExist as error:
                raise CommandError(f"There is no ready file {asset_id}.") from error
            asset = Asset.objects.get(pk=asset_id, state=AssetState.READY)
            self.stdout.write(
                f"{asset_id}: {', '.join(row.recipe for row in made) or asset.facts.get('trouble', 'busy')}"
            )
