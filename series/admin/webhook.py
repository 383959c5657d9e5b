from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from series.models import WebhookEndpoint
from series.publishing.effects.webhook import target
from sparks.desk.history_page import HistoryPage


class WebhookForm(forms.ModelForm):
    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            target.find(url)
        except target.Refused as refused:
            raise ValidationError(str(refused)) from refused
        except target.Unknown:
            # A receiver that is not set up yet, or a look-up that fails now: each call asks again anyway.
            return url
        return url


@admin.register(WebhookEndpoint)
class WebhookAdmin(HistoryPage, ModelAdmin):
    form = WebhookForm
    list_display = ["url", "active"]
    actions = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Whoever may only look has no use for the secret.
        secret = ["secret"] if self.has_change_permission(request, obj) else []
        return ["url", "active", *secret]
