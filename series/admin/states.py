"""How states look at the desk: a word, and a colour only where a person is needed."""

from series.states import EffectState, ReleaseState, ReviewState

RELEASE = {
    ReleaseState.PLANNED: "",
    ReleaseState.SCHEDULED: "info",
    ReleaseState.PUBLISHED: "success",
    ReleaseState.HELD: "danger",
    ReleaseState.CANCELLED: "",
}
REVIEW = {
    ReviewState.IN_REVIEW: "warning",
    ReviewState.CHANGES_ASKED: "",
    ReviewState.APPROVED: "success",
    ReviewState.SUPERSEDED: "",
    ReviewState.TAKEN_BACK: "",
}
EFFECT = {
    EffectState.WAITING: "",
    EffectState.SENDING: "info",
    EffectState.DONE: "success",
    EffectState.UNCERTAIN: "warning",
    EffectState.PARKED: "danger",
}
