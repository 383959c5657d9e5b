"""The episode's page: words, film, poster, captions, all in one form."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from series.admin import caption_merge
from series.admin.bulk.actions import BulkActions
from series.admin.bundling.action import Together
from series.admin.captions import CaptionForm
from series.admin.saved_filters import ListTools
from series.admin.subject import SubjectAdmin
from series.admin.uploads import AssetUpload, UploadForm, describe
from series.admin.words import WordsField
from series.contents.episode import read_along
from series.models import Episode, EpisodeCaption, LiveRevision
from series.statistics.reading import of_episode


class EpisodeForm(UploadForm):
    uploads = {"video": "video", "poster": "image"}
    video_file = AssetUpload(
        label=_("New film"),
        required=False,
        help_text=_("MP4, upright, at most a minute. It is measured at once."),
    )
    poster_file = AssetUpload(
        label=_("New poster"), required=False, help_text=_("JPEG, PNG or WebP, upright.")
    )
    hashtags = WordsField(label=_("Hashtags"), required=False, help_text=_("With spaces between."))
    below = (caption_merge.PREFIX,)
    _captions: dict[str, int] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        episode = kwargs.get("instance")
        if episode is not None and episode.pk is not None and not args and "data" not in kwargs:
            read_along([episode])
        super().__init__(*args, **kwargs)

    def related(self, row: Any) -> dict[str, Any]:
        return {**super().related(row), "captions": caption_merge.files_of(row)}

    def whole(self) -> bool:
        self._captions = caption_merge.typed(data=self.data, files=self.files, by=self.by)
        return self._captions is not None

    def merge_related(self, *, now: Any, seen: dict[str, Any]) -> Any:
        merge = caption_merge.CaptionMerge(
            episode=now, seen=seen.get("captions"), yours=self._captions or {}, said=describe
        )
        return merge.fields, merge.sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("poster") and not (cleaned.get("poster_alt") or "").strip():
            self.add_error("poster_alt", ValidationError(_("Say in words what the poster shows.")))
        return cleaned


class CaptionInline(TabularInline):
    model = EpisodeCaption
    form = CaptionForm
    extra = 1
    fields = ["language", "asset", "asset_file"]
    verbose_name = _("captions")
    verbose_name_plural = _("captions, one file a language")
    # The tab it stands on: the name of a group of fields.
    on_tab = _("Captions")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("episode")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["form"] = type("CaptionForm", (self.form,), {"by": request.user})
        return super().get_formset(request, obj, **kwargs)


def _looks_at_one(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "series_episode_change"


@admin.register(Episode)
class EpisodeAdmin(Together, BulkActions, ListTools, SubjectAdmin):
    form = EpisodeForm
    actions = ()
    inlines = [CaptionInline]
    list_display = ["title", "number", "series", "creator", "film_shown", "public"]
    list_filter = ["series"]
    search_fields = ["title", "creator__name", "series__title"]
    autocomplete_fields = ["creator", "series", "causes", "resources"]
    fieldsets = [
        (
            _("Words"),
            {
                "fields": [
                    *("series", "number", "title", "slug", "summary", "story", "language"),
                    *("hashtags", "mention", "post_url"),
                ]
            },
        ),
        (
            _("Film and pictures"),
            {"fields": ["video", "video_file", "poster", "poster_file", "poster_alt"]},
        ),
        (_("Captions"), {"fields": ["transcript"]}),
        (_("People and causes"), {"fields": ["creator", "causes", "resources"]}),
        (_("Sources and credits"), {"fields": ["sources", "byline", "credits", "sound_credit"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        live = LiveRevision.objects.filter(subject__episode=OuterRef("pk"))
        rows = super().get_queryset(request).annotate(is_public=Exists(live))
        if _looks_at_one(request) and request.user.has_perm("series.view_audience"):
            # With the episode itself: its page asks no more often for it.
            rows = rows.annotate(counted=of_episode(days=28))
        return rows.select_related("series", "creator", "video", "poster", "subject")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("EpisodeForm", (form,), {"by": request.user})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The next free number, when the page is opened from a series."""
        initial = super().get_changeform_initial_data(request)
        series = initial.get("series")
        if series and "number" not in initial and str(series).isdigit():
            last = Episode.objects.filter(series=series).order_by("-number").first()
            initial["number"] = last.number + 1 if last else 1
        return initial

    @admin.display(description=_("film"))
    def film_shown(self, obj: Any) -> str:
        length = (obj.video.facts or {}).get("duration_ms") if obj.video else None
        return f"{length / 1000:.1f} s" if length else "–"

    @admin.display(description=_("public"), boolean=True)
    def public(self, obj: Any) -> bool:
        return obj.is_public
