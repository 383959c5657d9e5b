from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin


class NotByForm:
    """Nobody adds, changes or deletes these by the admin's forms: acts do, or nobody. Stands before other bases."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OnlyLookedAt(NotByForm, ModelAdmin):
    """Rows that workers or visitors write; the desk looks at them."""

    actions = None
    show_full_result_count = False
    list_per_page = 50
    ordering = ["-id"]
