"""Effects: what left the database because of a release, and what did not get through."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from series.admin import states
from series.admin.acts.retry_effect import RetryEffect
from series.models import Effect
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


@admin.register(Effect)
class EffectAdmin(OnlyLookedAt):
    acts: ClassVar[tuple[Act, ...]] = (RetryEffect(),)
    list_display = ["kind", "target", "state_shown", "attempts", "release", "error", "done"]
    list_filter = ["state", "kind"]
    list_select_related = ["release"]
    change_form_outer_before_template = "admin/desk/effect.html"
    fields = ["kind", "target", "state", "attempts", "release", "error", "next_try", "done"]

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["effect_buttons"] = buttons(self, request, context["original"], self.acts)
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("state"), ordering="state", label=states.EFFECT)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("next try"))
    def next_try(self, obj: Any) -> str:
        return in_utc(obj.next_at)

    @display(description=_("done at"), ordering="done_at")
    def done(self, obj: Any) -> str:
        return in_utc(obj.done_at)
