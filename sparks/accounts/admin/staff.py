"""Staff. A chief editor keeps those of the lower roles; nobody gives away more than they have."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from sparks.accounts.admin.reset_factor import ResetFactor
from sparks.accounts.models import GivenRole, User
from sparks.accounts.rights import may_manage, roles_to_give
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history import Source, events_of
from sparks.desk.history_page import HistoryPage
from sparks.desk.times import in_utc

_OWN = (None, {"fields": ["username", "password"]})
_PERSON = (_("Person"), {"fields": ["first_name", "last_name", "email", "zone"]})
_ROLE = (_("Role"), {"fields": ["is_active", "groups"]})
_ALL = (_("Role"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]})
_NEW = (None, {"fields": ["username", "email", "first_name", "last_name", "zone", "password1", "password2"]})


@admin.register(User)
class UserAdmin(HistoryPage, DjangoUserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "email", "role", "is_active", "seen"]
    list_filter = ["groups", "is_active"]
    actions = None
    acts: ClassVar[tuple[Act, ...]] = (ResetFactor(),)
    change_form_outer_before_template = "admin/desk/staff.html"

    def get_urls(self) -> Any:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        person = context.get("original")
        if person is not None:
            context["staff_buttons"] = buttons(self, request, person, self.acts)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_sources(self, thing: models.Model) -> list[Source]:
        """The account's own rows, and each role as it came and went."""
        given = events_of(GivenRole, user_id=thing.pk)
        names = dict(Group.objects.values_list("pk", "name"))
        roles = [
            (f"role {names.get(pk, pk)}", events_of(GivenRole, user_id=thing.pk, group_id=pk))
            for pk in sorted(set(given.order_by().values_list("group_id", flat=True)))
        ]
        return [(str(_("account")), events_of(User, pgh_obj_id=thing.pk)), *roles]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        role = _ALL if request.user.is_superuser else _ROLE
        return [_OWN, _PERSON, role] if obj else [_NEW, role]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_manage(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # What a person did stays in the history under their name: an account is closed, not deleted.
        return False

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs["queryset"] = roles_to_give(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            # An account here is for the desk; visitors have none.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description=_("role"))
    def role(self, obj: Any) -> str:
        return ", ".join(group.name for group in obj.groups.all()) or "–"

    @admin.display(description=_("last seen"), ordering="last_login")
    def seen(self, obj: Any) -> str:
        return in_utc(obj.last_login)


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    actions = None
