"""`pages rebuild`, `pages verify`, `pages bake`: the public tree, brought in step or looked over."""

import os
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from series.models import Page
from series.pages.bake import bake_marked
from series.pages.rebuild import rebuild, waiting
from series.pages.verify import verify


class Command(BaseCommand):
    help = "Rebuild, verify or bake the public pages."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        rebuilding = acts.add_parser("rebuild", help="bake every page again")
        rebuilding.add_argument("--resume", action="store_true", help="go on with what is still marked")
        rebuilding.add_argument(
            "--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: cores)"
        )
        verifying = acts.add_parser("verify", help="compare the public tree with the database")
        verifying.add_argument("--deep", action="store_true", help="render every page and compare")
        acts.add_parser("bake", help="bake what is marked, now, in this process")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        acts: dict[str, Callable[..., None]] = {
            "rebuild": self._rebuild,
            "verify": self._verify,
            "bake": self._bake,
        }
        acts[act](**options)

    def _rebuild(self, *, jobs: int, resume: bool, **_options: Any) -> None:
        if jobs < 1:
            raise CommandError("--jobs must be at least 1.")
        with tqdm(
            total=Page.objects.count() if not resume else waiting(), unit="page", desc="rebuild"
        ) as bar:
            total, left = rebuild(jobs=jobs, resume=resume, progress=bar.update)
        self.stdout.write(f"{total - left} pages baked.")
        if left:
            raise CommandError(
                f"{left} pages still wait. Run `manage.py pages rebuild --resume`, or see their errors."
            )

    def _verify(self, *, deep: bool, **_options: Any) -> None:
        with tqdm(total=Page.objects.count(), unit="page", desc="verify") as bar:
            faults = list(verify(deep=deep, progress=bar.update))
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults. `manage.py pages rebuild` mends them.")
        self.stdout.write("Every page is what the database says.")

    def _bake(self, **_options: Any) -> None:
        self.stdout.write(f"{bake_marked()} pages baked.")
