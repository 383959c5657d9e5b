from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Left, Length

from series.models.live import LiveRevision


class SearchEntry(models.Model):
    """What visitors find something by: one row a live subject and language, made of its live revision alone.

    Written by series.search.write in the transaction that changes the live revision. What is not live can't be
    here: the database itself deletes the row with it.
    """

    # The migration ties it to the live revision with ON DELETE CASCADE, which Django has no word for here.
    live = models.ForeignKey(
        LiveRevision, on_delete=models.DO_NOTHING, db_constraint=False, related_name="found_by"
    )
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    # Which revision it was made of.
    revision = models.BigIntegerField()
    published_at = models.DateTimeField()
    # Plain, to see how near a question comes to the whole of it.
    title = models.TextField()
    names = SearchVectorField()
    everything = SearchVectorField()
    # As they are written, in small letters and without accents: what typing errors are measured against.
    words = ArrayField(models.TextField())
    # [[milliseconds, what is said from there on], …]
    cues = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["live", "language"], name="search_entry_once_a_language")
        ]
        indexes = [
            GinIndex(fields=["names"], name="search_names"),
            GinIndex(fields=["everything"], name="search_everything"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.language}"


class SearchWord(models.Model):
    """A word that stands in at least one entry; for finding the nearest to one that was mistyped."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [
            GinIndex(OpClass(models.F("word"), name="gin_trgm_ops"), name="search_word_like"),
            # Short words have too few parts in common when one letter is wrong.
            models.Index(Left("word", 1), Length("word"), name="search_word_short"),
        ]

    def __str__(self) -> str:
        return self.word
