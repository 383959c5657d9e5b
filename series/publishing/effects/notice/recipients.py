"""Which of the staff hear of a release: who scheduled it, who approved it, and the chief editors."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from series.models import Release

CHIEF_EDITORS = "Chief editor"


def recipients(release: Release) -> list[str]:
    """Their addresses, each once, of people who may still sign in."""
    approvers = release.items.values("revision__review__decided_by")
    people = get_user_model().objects.filter(is_active=True).exclude(email="")
    chosen = people.filter(
        Q(pk=release.scheduled_by_id) | Q(pk__in=approvers) | Q(groups__name=CHIEF_EDITORS)
    )
    return sorted({email.lower() for email in chosen.values_list("email", flat=True)})
