from datetime import datetime


class Refused(ValueError):
    """What was asked cannot be done; the text is a sentence that says why and how to mend it."""


class WallTimeGap(Refused):
    """The wall time does not exist in its zone.

    `before` is the last whole minute before the gap, `after` the first wall time behind it, both naive.
    """

    def __init__(self, sentence: str, *, before: datetime, after: datetime) -> None:
        super().__init__(sentence)
        self.before = before
        self.after = after
