"""How a delivery can fail. The message is a sentence that the desk shows."""


class Transient(Exception):
    """It did not go, and may go later."""


class Permanent(Exception):
    """It did not go, and never will as it stands. A person may mend the cause and have it tried again."""


class Uncertain(Exception):
    """Nobody can say whether it went."""
