from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class BulkResult(models.Model):
    """What became of each thing that a person chose for one act. Hers to come back to for a while."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_results"
    )
    # The label of the act, as it was pressed.
    act = models.CharField(max_length=80)
    # [{"what": name, "url": path at the desk, "done": bool, "sentence": text}], in the order chosen.
    rows = models.JSONField(default=list)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("result of a bulk act")
        indexes = [models.Index(fields=["person", "-id"])]

    def __str__(self) -> str:
        return f"{self.act} · {len(self.rows)}"
