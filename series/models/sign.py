from django.db import models


class Sign(models.Model):
    """When something that works beside the desk was last at it: the watcher, a backup. See series.health.signs."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
