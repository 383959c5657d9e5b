class Refused(Exception):
    """The file can't be read as a line-up; the message says why and what to do."""
