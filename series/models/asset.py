from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.states import ASSET_MOVES, AssetState
from sparks import history


class AssetKind(models.TextChoices):
    VIDEO = "video", _("film")
    IMAGE = "image", _("picture")
    CAPTIONS = "captions", _("captions")


@history.track
class Asset(models.Model):
    """An original, in the private store under an unguessable key. Never overwritten; unfinished is invalid."""

    kind = models.CharField(_("kind"), max_length=10, choices=AssetKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=AssetState.choices, default=AssetState.STARTED
    )
    original_name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, blank=True)
    private_key = models.CharField(max_length=200, blank=True)
    bytes = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    content_type = models.CharField(_("type"), max_length=100, blank=True)
    # What was measured: duration_ms, width, height, fps, warnings… for films; width, height, colour for pictures.
    facts = models.JSONField(_("measured"), default=dict)
    refusal = models.TextField(_("why it was refused"), blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-created_at"]
        triggers = [ASSET_MOVES.trigger()]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256"], condition=models.Q(state=AssetState.READY), name="asset_once"
            ),
            models.CheckConstraint(
                name="ready_asset_is_stored",
                condition=~models.Q(state=AssetState.READY)
                | (~models.Q(sha256="") & ~models.Q(private_key="")),
            ),
            models.CheckConstraint(
                name="refused_asset_says_why",
                condition=~models.Q(state=AssetState.REFUSED) | ~models.Q(refusal=""),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name


class Rendition(models.Model):
    """A file derived from an original, made once for each recipe. This is what a release makes public.

    A card has no one original: it is made of a revision's words and of other renditions (see series.cards).
    """

    source = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="renditions")
    recipe = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    private_key = models.CharField(max_length=200)
    public_key = models.CharField(max_length=200)
    bytes = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "recipe"], name="rendition_once_a_recipe"),
            models.UniqueConstraint(fields=["public_key"], condition=models.Q(source=None), name="card_once"),
        ]
        indexes = [models.Index(fields=["public_key"])]

    def __str__(self) -> str:
        return f"{self.source} · {self.recipe}" if self.source else self.recipe


class PublicFile(models.Model):
    """A key that is in the public store now. The row is written before the copy and deleted after the file."""

    key = models.CharField(max_length=200, unique=True)
    rendition = models.ForeignKey(Rendition, on_delete=models.PROTECT, related_name="+")
    # By the database's clock: a worker whose own is wrong must not hide its files from the sweep.
    promoted_at = models.DateTimeField(db_default=Now(), editable=False)
    verified_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
