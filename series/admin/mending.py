"""Where the desk mends what a check found: the address of a field, a page or an act, by the name the check gives."""

from collections.abc import Callable

from django.urls import reverse

from series.models import Subject
from series.readiness import Finding, Level
from sparks.accounts.models import User
from sparks.desk.page_of import change_page

Place = Callable[[Subject, Finding], str]

# Fields that are mended at another one of the form: a file is sent beside the one that is there.
_BESIDE = {"video": "#id_video_file", "poster": "#id_poster_file", "captions": "#captions-group"}


def register(name: str, place: Place, *, permission: str = "") -> None:
    """Add a place: `place(subject, finding) -> address`. An installation's own checks come with their own.

    With a permission, the way there is shown to those who have it.
    """
    _PLACES[name] = place
    _NEEDS[name] = permission


def address(subject: Subject, finding: Finding) -> str:
    """Where this is mended; a bare `#…` is on the form of the subject itself. Empty where nobody said."""
    if finding.place:
        place = _PLACES.get(finding.place)
        return place(subject, finding) if place else ""
    if finding.field:
        return _BESIDE.get(finding.field, f"#id_{finding.field}")
    return ""


def may_mend(finding: Finding, *, by: User, editable: bool) -> bool:
    """Whether this person gets in where it is mended. `editable` says whether the subject's form is open to them."""
    if not finding.place:
        return editable
    needed = _NEEDS.get(finding.place, "")
    if finding.place == "consents" and finding.level == Level.STOP:
        needed = "creators.add_consent"
    return not needed or by.has_perm(needed)


def from_elsewhere(subject: Subject, finding: Finding, *, by: User) -> str:
    """The same on a page that is not the subject's own, the list of what is missing say; empty for who may not."""
    thing = subject.thing
    opts = thing._meta
    editable = by.has_perm(f"{opts.app_label}.change_{opts.model_name}")
    if not may_mend(finding, by=by, editable=editable):
        return ""
    found = address(subject, finding)
    return found if found.startswith("/") else change_page(thing) + found


def _consents(subject: Subject, finding: Finding) -> str:
    if finding.level == Level.STOP:
        return f"{reverse('admin:creators_consent_add')}?creator={finding.which}"
    return f"{reverse('admin:creators_consent_changelist')}?creator__id__exact={finding.which}"


def _review(subject: Subject, finding: Finding) -> str:
    return reverse("admin:series_review_change", args=[finding.which])


def _submit(subject: Subject, finding: Finding) -> str:
    opts = subject.thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[subject.thing.pk, "submit"])


def _schedule(subject: Subject, finding: Finding) -> str:
    return reverse("admin:series_release_act", args=[finding.which, "schedule"])


def _creator(subject: Subject, finding: Finding) -> str:
    return reverse("admin:creators_creator_change", args=[finding.which])


_PLACES: dict[str, Place] = {
    "consents": _consents,
    "review": _review,
    "submit": _submit,
    "schedule": _schedule,
    "schedule-withdrawal": _schedule,
    "creator": _creator,
}
_NEEDS = {
    "consents": "creators.view_consent",
    "review": "series.view_review",
    "submit": "series.submit_review",
    "schedule": "series.schedule_release",
    "schedule-withdrawal": "series.withdraw_release",
    "creator": "creators.view_creator",
}
