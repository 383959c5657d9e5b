from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from series.models import Seal
from series.publishing import seal


class Command(BaseCommand):
    help = "Show which installation this database belongs to, or accept it for this one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("show", help="Say whether this database may publish and send here.")
        accept = acts.add_parser("accept", help="This database belongs here from now on.")
        accept.add_argument("--environment", required=True, help="This installation's ENVIRONMENT_ID.")
        accept.add_argument("--demonstration", choices=["yes", "no"], help="As it was, when not given.")

    def handle(self, *, act: str, **options: object) -> None:
        if act == "accept":
            self.accept(environment=str(options["environment"]), answer=options["demonstration"])
        found = seal.state()
        self.stdout.write(found.sentence)
        if Seal.objects.filter(pk=1, demonstration=True).exists():
            self.stdout.write("It is a demonstration: unsigned consent counts.")
        if not found.open:
            raise SystemExit(1)

    def accept(self, *, environment: str, answer: object) -> None:
        try:
            seal.accept(environment=environment, demonstration=None if answer is None else answer == "yes")
        except ValueError as error:
            raise CommandError(str(error)) from error
