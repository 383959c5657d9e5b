class Refused(Exception):
    """The message is a sentence for the person. Nothing was changed."""
