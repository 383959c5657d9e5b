"""Each person chooses, by topic, what comes by mail, too."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from series.models.notice import Topic, Way
from series.notices import choices
from series.notices.post.morning import MORNING


class ChoicesForm(forms.Form):
    """A row of three for each topic; one that can't be chosen is shown as it is."""

    def __init__(self, *args: Any, chosen: dict[str, Way], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label,
                choices=Way.choices,
                initial=chosen[topic],
                widget=forms.RadioSelect,
                disabled=topic in choices.FIXED,
                error_messages={
                    "required": gettext_lazy("Choose one of the three."),
                    "invalid_choice": gettext_lazy("Choose one of the three."),
                },
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    form = ChoicesForm(request.POST or None, chosen=choices.choices_of(person))
    if request.method == "POST" and form.is_valid():
        choices.choose(person=person, wanted=form.cleaned_data)
        messages.success(request, _("Kept. It holds for notices from now on."))
        return HttpResponseRedirect(reverse("desk-notice-choices"))
    context = {
        **admin.site.each_context(request),
        "title": _("What is mailed to you"),
        "form": form,
        "address": person.email,
        "morning": f"{MORNING:%H:%M}",
        "zone": person.zone,
        "fixed": choices.FIXED,
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/notices/choices.html", context, status=status)
