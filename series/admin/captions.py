"""Captions in the episode's form: a language and a file, checked against the film's length."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from series.admin.uploads import AssetChoice, AssetUpload
from series.models import Asset, EpisodeCaption
from series.states import AssetState
from series.video import upload
from sparks.accounts.models import User


class CaptionForm(forms.ModelForm):
    by: ClassVar[User | None] = None
    asset = AssetChoice(label=_("File"))
    asset_file = AssetUpload(label=_("New file"), required=False)

    class Meta:
        model = EpisodeCaption
        fields = ["language", "asset"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = str(self.data.get(self.add_prefix("asset"), "")) if self.is_bound else ""
        there = [self.instance.asset_id, int(sent) if sent.isdigit() else None]
        self.fields["asset"].queryset = Asset.objects.filter(
            pk__in=[pk for pk in there if pk], kind="captions", state=AssetState.READY
        )

    def has_changed(self) -> bool:
        # A language alone, as it stands in an empty row, is not a wish for captions.
        return bool(set(self.changed_data) - {"language"}) or (
            self.instance.pk is not None and super().has_changed()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sent = cleaned.get("asset_file")
        if sent:
            asset = upload.receive(file=sent, kind="captions", by=self.by)
            if asset.state != AssetState.READY:
                self.add_error("asset_file", ValidationError(asset.refusal.split("\n")))
                return cleaned
            cleaned["asset"] = asset
            self.fields["asset"].queryset = Asset.objects.filter(pk=asset.pk)
            self.data = self.data.copy()
            self.data[self.add_prefix("asset")] = str(asset.pk)
        if not cleaned.get("asset") and "asset_file" not in self.errors:
            self.add_error("asset_file", ValidationError(_("Choose a WebVTT or SubRip file.")))
        return cleaned
