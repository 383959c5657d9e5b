"""A colour only where a person is needed."""

from series.newsletter.states import MailState, SubscriberState

MAIL = {
    MailState.QUEUED: "",
    MailState.SENDING: "info",
    MailState.SENT: "success",
    MailState.BOUNCED: "danger",
    MailState.UNCERTAIN: "warning",
    MailState.SUPPRESSED: "",
    MailState.DROPPED: "danger",
}
SUBSCRIBER = {
    SubscriberState.PENDING: "",
    SubscriberState.CONFIRMED: "success",
    SubscriberState.LEFT: "",
    SubscriberState.SUPPRESSED: "danger",
}
