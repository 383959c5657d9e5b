"""Two people changed one thing: what each did is brought together, and only what clashes is asked."""

from sparks.desk.merging.choices import resolved, undecided
from sparks.desk.merging.conflict import Conflict, FieldMerge, Version

__all__ = ["Conflict", "FieldMerge", "Version", "resolved", "undecided"]
