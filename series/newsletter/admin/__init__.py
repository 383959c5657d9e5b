"""The newsletter at the desk: who is written to, with addresses masked; what went, and what did not."""

from series.newsletter.admin import delivery, issue, look, subscriber, suppression

__all__ = ["delivery", "issue", "look", "subscriber", "suppression"]
