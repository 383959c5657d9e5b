class StackError(Exception):
    """What keeps the stack from running, as one sentence that also says what to do about it."""
