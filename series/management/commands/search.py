"""The search's entries from the shell: look whether all is found, make them anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from series.search import rebuild


class Command(BaseCommand):
    help = "rebuild: make every entry anew; verify: say what is public and not found as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("rebuild", help="Make every entry anew. Visitors can search meanwhile.")
        acts.add_parser(
            "verify", help="Say what is public and not found as it is; exit code 1 if there is any."
        )

    def handle(self, *, act: str, **_options: Any) -> None:
        if act == "rebuild":
            done = 0
            for done in rebuild.rebuild():
                self.stdout.write(f"{done} done", ending="\r")
            self.stdout.write(f"{done} live subjects can be found.")
            return
        for sentence in (wrong := rebuild.verify()):
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(f"{len(wrong)} are not found as they are. Run: manage.py search rebuild")
        self.stdout.write("Everything public is found by what it says.")
