"""Who keeps whose account: nobody gives away more than they have, and nobody changes their own."""

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from sparks.accounts.models import User

GIVES_ALL = "accounts.give_roles"


def may_manage(manager: User, user: User) -> bool:
    """A superuser everybody; whoever may give roles everybody but superusers; others those who may do less."""
    if manager.is_superuser:
        return True
    if user.is_superuser or user.pk == manager.pk:
        return False
    return manager.has_perm(GIVES_ALL) or user.get_all_permissions() < manager.get_all_permissions()


def roles_to_give(manager: User) -> QuerySet[Group]:
    """The roles that this person may give to somebody else."""
    groups = Group.objects.order_by("name")
    if manager.is_superuser or manager.has_perm(GIVES_ALL):
        return groups
    mine = manager.get_all_permissions()
    named = groups.prefetch_related("permissions__content_type")
    return groups.filter(pk__in=[group.pk for group in named if _names(group) < mine])


def _names(group: Group) -> set[str]:
    return {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
