from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from series.demo import description, ground, making


class Command(BaseCommand):
    help = (
        "Fill an empty database with a demonstration: three programmes, a release in every state, one about to go"
        " live. The second time changes nothing; after a kill it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--describe",
            action="store_true",
            help="say who may sign in and what goes live next; make nothing",
        )
        parser.add_argument(
            "--in",
            dest="seconds",
            type=int,
            default=making.PREMIERE_IN,
            help="seconds from now until the third episode goes live (default: %(default)s)",
        )

    def handle(self, *args: Any, describe: bool, seconds: int, **options: Any) -> None:
        if describe:
            self.stdout.write("\n".join(description.lines()))
            return
        if seconds < 1:
            raise CommandError("--in must be at least 1: a premiere lies ahead.")
        try:
            making.make(seconds=seconds, say=self.stdout.write)
        except ground.NotHere as refusal:
            raise CommandError(str(refusal)) from refusal
