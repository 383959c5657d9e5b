"""People, their causes and their consent at the desk. What publishing adds to these pages stands in series.admin."""

from creators.admin import cause, consent, creator

__all__ = ["cause", "consent", "creator"]
