"""Who may do what at the desk: seven groups, written as a table. `ensure` makes the database agree with it."""

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS

PRODUCER, EDITOR, CHIEF = "Producer", "Editor", "Chief editor"
MODERATOR, PROGRAMME = "Moderator", "Programme manager"
AUDITOR, ADMINISTRATOR = "Auditor", "Administrator"

_LOOK = [
    *("series.view_series", "series.view_episode", "series.view_episodecaption", "series.view_teaser"),
    *("series.view_season", "series.view_slot", "series.view_release", "series.view_releaseitem"),
    *("series.view_review", "series.view_revision", "series.view_site", "series.view_legalpage"),
    *("series.view_asset", "series.view_effect", "series.view_previewlink", "series.view_previewanswer"),
    *("series.view_front", "series.view_impactfigure", "series.view_resource"),
    *("newsletter.view_issue", "series.view_audience"),
    *("creators.view_creator", "creators.view_cause", "creators.view_consent"),
]
_WRITE = [
    *("series.add_series", "series.change_series"),
    *("series.add_episode", "series.change_episode", "series.delete_episode"),
    *("series.add_episodecaption", "series.change_episodecaption", "series.delete_episodecaption"),
    *("series.add_teaser", "series.change_teaser", "series.delete_teaser"),
    *("series.change_front", "series.add_impactfigure", "series.change_impactfigure"),
    *("series.add_resource", "series.change_resource"),
    *("creators.add_creator", "creators.change_creator"),
    *("creators.add_cause", "creators.change_cause"),
    *("creators.add_consent", "creators.change_consent"),
    *("series.submit_review", "series.comment_review", "series.restore_revision", "series.share_preview"),
]
_EDIT = [
    *("series.delete_impactfigure", "series.delete_resource"),
    *("series.delete_series", "creators.delete_creator", "creators.delete_cause"),
    *("series.add_season", "series.change_season", "series.delete_season", "series.plan_season"),
    *("series.decide_review", "series.plan_release", "series.schedule_release", "series.publish_release"),
    "creators.withdraw_consent",
    *("series.import_lineup", "series.export_lineup", "series.share_filter"),
]
_LEAD = [
    "series.read_history",
    *("series.withdraw_release", "series.change_site"),
    *("series.add_legalpage", "series.change_legalpage", "series.delete_legalpage"),
    *("series.view_webhookendpoint", "series.add_webhookendpoint"),
    *("series.change_webhookendpoint", "series.delete_webhookendpoint"),
    *("accounts.view_user", "accounts.add_user", "accounts.change_user", "auth.view_group"),
    *("accounts.view_invitation", "accounts.add_invitation", "accounts.change_invitation"),
]
# Subscribers are shown with their addresses masked; a look at one has a permission of its own, and is told.
_READERS = [
    *("newsletter.view_subscriber", "newsletter.view_delivery", "newsletter.view_suppression"),
    "newsletter.view_addresslook",
]
_INSPECT = [
    *_READERS,
    *("series.view_webhookendpoint", "accounts.view_user", "accounts.view_invitation", "auth.view_group"),
    *("series.read_history", "series.export_lineup"),
]
# The machine and the accounts, nothing of the content. The seal is accepted at the terminal (`manage.py seal`).
_KEEP = [
    *("series.view_release", "series.view_releaseitem", "series.view_effect", "series.retry_effect"),
    *("newsletter.view_issue", "newsletter.view_delivery", "series.view_audience"),
    *("series.view_webhookendpoint", "series.add_webhookendpoint"),
    *("series.change_webhookendpoint", "series.delete_webhookendpoint"),
    *("accounts.view_user", "accounts.add_user", "accounts.change_user", "auth.view_group"),
    *("accounts.view_invitation", "accounts.add_invitation", "accounts.change_invitation"),
    # Whoever keeps the accounts gives roles that they do not hold themselves, and never changes their own.
    "accounts.give_roles",
]

ROLES: dict[str, list[str]] = {
    PRODUCER: [*_LOOK, *_WRITE],
    EDITOR: [*_LOOK, *_WRITE, *_EDIT],
    CHIEF: [
        *_LOOK,
        *_WRITE,
        *_EDIT,
        *_LEAD,
        *_READERS,
        "newsletter.reveal_address",
        "newsletter.lift_suppression",
    ],
    # These two look at what is on its way to the public; moderation, cohorts and grants add their own acts.
    MODERATOR: _LOOK,
    PROGRAMME: _LOOK,
    AUDITOR: [*_LOOK, *_INSPECT],
    ADMINISTRATOR: _KEEP,
}


def ensure(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the seven groups with exactly these permissions. Other groups are left alone. Twice is once.

    A permission that is not there yet, in a database on its way through the migrations, is left out.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, names in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in names if name in known])
