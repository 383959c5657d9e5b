"""Where the desk mends what a check found: the address of a field, a page or an act, by the name the check gives."""

from collections.abc import Callable

from django.urls import reverse

from series.models import Subject
from series.readiness import Finding, Level
from sparks.desk.page_of import change_page

Place = Callable[[Subject, Finding], str]

# Fields that are mended at another one of the form: a file is sent beside the one that is there.
_BESIDE = {"video": "#id_video_file", "poster": "#id_poster_file", "captions": "#captions-group"}


def register(name: str, place: Place) -> None:
    """Add a place: `place(subject, finding) -> address`. An installation's own checks come with their own."""
    _PLACES[name] = place


def address(subject: Subject, finding: Finding) -> str:
    """Where this is mended; a bare `#…` is on the form of the subject itself. Empty where nobody said."""
    if finding.place:
        place = _PLACES.get(finding.place)
        return place(subject, finding) if place else ""
    if finding.field:
        return _BESIDE.get(finding.field, f"#id_{finding.field}")
    return ""


def from_elsewhere(subject: Subject, finding: Finding) -> str:
    """The same for a page that is not the subject's own: the calendar or the list of what is missing, say."""
    found = address(subject, finding)
    return change_page(subject.thing) + found if found.startswith("#") else found


def _consents(subject: Subject, finding: Finding) -> str:
    if finding.level == Level.STOP:
        return f"{reverse('admin:creators_consent_add')}?creator={finding.which}"
    return f"{reverse('admin:creators_consent_changelist')}?creator__id__exact={finding.which}"


def _review(subject: Subject, finding: Finding) -> str:
    return reverse("admin:series_review_change", args=[finding.which])


def _submit(subject: Subject, finding: Finding) -> str:
    opts = subject.thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[subject.thing.pk, "submit"])


def _creator(subject: Subject, finding: Finding) -> str:
    return reverse("admin:creators_creator_change", args=[finding.which])


_PLACES: dict[str, Place] = {
    "consents": _consents,
    "review": _review,
    "submit": _submit,
    "creator": _creator,
}
