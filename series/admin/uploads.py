"""Files in forms: taken in at once, refused at their field, and kept when another field has to be mended."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminFileFieldWidget

from series.admin.working_copy import WorkingCopyForm
from series.models import Asset, Rendition
from series.states import AssetState
from series.video import upload
from sparks.accounts.models import User
from sparks.desk.merging.conflict import Raw, Shape


class AssetUpload(forms.FileField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", UnfoldAdminFileFieldWidget())
        super().__init__(**options)


class KeptAsset(forms.Select):
    """The file that is there, in words, with the choice of taking it away. A file just uploaded is among them."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "desk-select"})


def describe(asset: Asset | None) -> str:
    if asset is None:
        return "–"
    facts = asset.facts or {}
    parts = [asset.original_name]
    if facts.get("duration_ms"):
        parts.append(f"{facts['duration_ms'] / 1000:.1f} s")
    if facts.get("width"):
        parts.append(f"{facts['width']} × {facts['height']}")
    if facts.get("cues"):
        parts.append(f"{facts['cues']} cues")
    if facts.get("trouble"):
        parts.append(str(facts["trouble"]))
    return " · ".join(parts)


class AssetChoice(ModelChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Asset.objects.none(), required=False, widget=KeptAsset(), empty_label="none", **options
        )

    def label_from_instance(self, obj: Any) -> str:
        return describe(obj)


class UploadForm(WorkingCopyForm):
    """`uploads` names the fields that hold a file and their kind; each has a file input NAME_file beside it."""

    uploads: ClassVar[Mapping[str, str]] = {}
    # Set by the admin for each request.
    by: ClassVar[User | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.uploads.items():
            if name in self.fields:
                there = [getattr(self.instance, f"{name}_id"), self._sent(name)]
                self.fields[name] = AssetChoice(label=self.fields[name].label)
                self.fields[name].queryset = Asset.objects.filter(
                    pk__in=[pk for pk in there if pk], kind=kind, state=AssetState.READY
                )

    def _sent(self, name: str) -> int | None:
        value = str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""
        return int(value) if value.isdigit() else None

    def _shape(self, name: str) -> Shape:
        return Shape.FILE if name in self.uploads else super()._shape(name)

    def addresses(self, name: str, raw: Raw) -> dict[str, str]:
        """By which staff, and nobody else, can look at a file that is not public yet."""
        if name not in self.uploads or not raw[0]:
            return {}
        seen, kind = ("film", "video/mp4") if self.uploads[name] == "video" else ("picture", "image/jpeg")
        made = Rendition.objects.filter(source=raw[0], content_type=kind).order_by("width", "pk").first()
        return {seen: reverse("desk-file", args=[made.pk])} if made else {}

    def _clean_fields(self) -> None:
        """Files first, one by one: what is taken in stays chosen, whatever else has to be mended."""
        super()._clean_fields()
        for name, kind in self.uploads.items():
            sent = self.cleaned_data.get(f"{name}_file")
            if not sent:
                continue
            asset = upload.receive(file=sent, kind=kind, by=self.by)
            if asset.state != AssetState.READY:
                self.add_error(f"{name}_file", ValidationError(asset.refusal.split("\n")))
                continue
            self.cleaned_data[name] = asset
            self.fields[name].queryset = Asset.objects.filter(pk__in=[asset.pk])
            self.show(name, asset.pk)


def as_words(asset: Asset | None) -> str:
    return format_html("{}", describe(asset))
