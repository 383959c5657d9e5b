from django.db import models


class Knock(models.Model):
    """How often somewhere filled in the form within a while. `source` is a hash of a day; gone after an hour."""

    source = models.CharField(max_length=64, primary_key=True)
    begun_at = models.DateTimeField()
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.times}"
