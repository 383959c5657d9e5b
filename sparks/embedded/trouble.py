from pathlib import Path


class StackError(Exception):
    """What keeps the stack from running, as one sentence that also says what to do about it."""


def disk_full(folder: Path) -> str:
    return f"The disk that holds {folder} is full: free some space on it, then start again."
