"""What could be in a bundle: approved, and not public as it was approved."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from series.admin.items import SUBJECT_THINGS
from series.models import Revision, Subject
from series.states import ReviewState

MOST = 300


def candidates(*, chosen: list[int] = ()) -> QuerySet[Subject]:
    """The newest approvals first. Those already chosen are always among them, whatever became of them."""
    newer = Revision.objects.filter(review__state=ReviewState.APPROVED).filter(
        Q(subject__live=None) | Q(number__gt=F("subject__live__revision__number"))
    )
    recent = newer.order_by("-pk").values_list("subject_id", flat=True)[:MOST]
    newest = Revision.objects.filter(subject=OuterRef("pk"), review__state=ReviewState.APPROVED)
    found = Subject.objects.filter(pk__in=[*set(recent), *chosen])
    return (
        found.annotate(approved_number=Subquery(newest.order_by("-number").values("number")[:1]))
        .select_related(*SUBJECT_THINGS, "live")
        .order_by("kind", "pk")
    )
