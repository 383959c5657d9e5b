from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sparks import history


@history.track
class SavedFilter(models.Model):
    """A list of the desk as somebody likes it: filters, search and order under a name."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    # Which list: a model's label, like series.episode.
    listing = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80)
    # A query string of that list and of nothing else: see series.saved_filters.
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(_("for all staff"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        permissions = [("share_filter", _("Can share saved filters with all staff"))]
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "listing", "name"],
                name="filter_name_once_a_list",
                violation_error_message=_(
                    "You have a filter of that name for this list. Choose another name."
                ),
            )
        ]
        indexes = [models.Index(fields=["listing"], condition=models.Q(shared=True), name="filter_shared")]

    def __str__(self) -> str:
        return self.name
