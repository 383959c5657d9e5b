"""Whether a second person has approved what stands here. What is scheduled has been, by the database's own rule; this
is for the desk, which also looks at working copies.
"""

from collections.abc import Iterable

from series.models import Revision
from series.readiness.finding import Finding, Level
from series.states import ReviewState


def check(*, approved: Revision | None, revision: Revision | None) -> Iterable[Finding]:
    """Of one subject: its newest `approved` revision, and its newest of all when that says what the working copy
    says, else None.
    """
    if revision is not None:
        yield _of(revision)
    elif approved is None:
        yield Finding(
            "approval", Level.STOP, "Nothing of it is approved yet. Send it for review.", place="submit"
        )
    else:
        yield Finding(
            "approval",
            Level.WARN,
            f"Edited since revision {approved.number} was approved: that one would go out, not what stands here. "
            "Send it for review.",
            place="submit",
        )


def _of(revision: Revision) -> Finding:
    review, number = revision.review, revision.number
    if review.state == ReviewState.APPROVED:
        sentence = f"{review.decided_by} approved revision {number}, which is what stands here."
        return Finding("approval", Level.PASS, sentence, place="review", which=review.pk)
    if review.state == ReviewState.IN_REVIEW:
        sentence = f"Revision {number} waits for somebody who wrote none of it."
        return Finding("approval", Level.STOP, sentence, place="review", which=review.pk)
    sentence = f"Changes were asked for in revision {number}. Edit it and send it again."
    return Finding("approval", Level.STOP, sentence, place="review", which=review.pk)
