from django.db import models

from series.models.page import Page


class Moment(models.Model):
    """An instant at which a page changes by itself (a teaser reaching zero). Run by the same tick as releases."""

    instant = models.DateTimeField(db_index=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="moments")
    why = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "why", "instant"], name="moment_once")]

    def __str__(self) -> str:
        return f"{self.instant:%Y-%m-%d %H:%M:%S} UTC · {self.why}"
