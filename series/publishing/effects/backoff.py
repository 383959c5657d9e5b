"""How long to wait before the next try, and when to give up."""

import random
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Backoff:
    """Doubling pauses from `first` to `longest`; `give_up_after` counts from the row's making, None is never."""

    first: timedelta
    longest: timedelta
    give_up_after: timedelta | None

    def pause(self, *, attempts: int) -> timedelta:
        """The pause after so many attempts, up to a fifth shorter, so that a storm does not return as one."""
        # Doubling for ever would leave what a timedelta holds.
        doubled = self.first * 2 ** min(attempts - 1, 30)
        return min(doubled, self.longest) * random.uniform(0.8, 1.0)  # noqa: S311 - no secret in a pause

    def exhausted(self, *, age: timedelta) -> bool:
        return self.give_up_after is not None and age >= self.give_up_after
