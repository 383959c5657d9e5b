"""Legal moves, written as a table. It guards the Python functions and, as a trigger, the database."""

from collections.abc import Mapping

import pgtrigger
from django.db.models import TextChoices


class IllegalMove(Exception):
    """The row is in a state that the act does not start from. The message is a sentence for the person."""


class Moves:
    def __init__(self, table: Mapping[str, set[str]]) -> None:
        self.table = table

    def check(self, *, before: str, after: str, what: str) -> None:
        if after not in self.table.get(before, set()):
            raise IllegalMove(f"{what} is {before} and can't become {after}.")

    def from_states(self, after: str) -> list[str]:
        return [before for before, afters in self.table.items() if after in afters]

    def trigger(self, *, field: str = "state") -> pgtrigger.FSM:
        """The same rule for every route into the database, bulk updates and raw SQL included."""
        transitions = [(before, after) for before, afters in self.table.items() for after in sorted(afters)]
        return pgtrigger.FSM(name=f"legal_{field}", field=field, transitions=transitions)


def moves(table: Mapping[TextChoices, set[TextChoices]]) -> Moves:
    return Moves({str(before): {str(after) for after in afters} for before, afters in table.items()})
