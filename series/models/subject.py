from collections.abc import Iterable, Sequence

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from creators.models import Cause, Creator
from series.models.episode import Episode, Teaser
from series.models.figure import ImpactFigure
from series.models.front import Front
from series.models.legal import LegalPage
from series.models.resource import Resource
from series.models.series import Series
from series.models.site import Site
from sparks import history


class SubjectKind(models.TextChoices):
    SITE = "site", _("site")
    SERIES = "series", _("series")
    EPISODE = "episode", _("episode")
    TEASER = "teaser", _("teaser")
    CREATOR = "creator", _("creator")
    CAUSE = "cause", _("cause")
    LEGAL = "legal", _("legal page")
    FRONT = "front", _("front page")
    FIGURE = "figure", _("impact figure")
    RESOURCE = "resource", _("resource page")


# For a query of rows that have a subject: what names it, and what it stands on.
THINGS = tuple(f"subject__{kind}" for kind in SubjectKind.values)
STANDS_ON = (
    "subject__episode__series__subject",
    "subject__episode__creator__subject",
    "subject__teaser__episode__series__subject",
)


def _exactly_its_own(kind: str) -> Q:
    others = {f"{other}__isnull": other != kind for other in SubjectKind.values}
    return Q(kind=kind, **others)


@history.track
class Subject(models.Model):
    """Anything that a public page shows: a working copy, its revisions, and an approval that pins one."""

    kind = models.CharField(_("kind"), max_length=10, choices=SubjectKind.choices)
    site = models.OneToOneField(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="subject")
    series = models.OneToOneField(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    episode = models.OneToOneField(
        Episode, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    teaser = models.OneToOneField(
        Teaser, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    creator = models.OneToOneField(
        Creator, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    cause = models.OneToOneField(
        Cause, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    legal = models.OneToOneField(
        LegalPage, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    front = models.OneToOneField(
        Front, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    figure = models.OneToOneField(
        ImpactFigure, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    resource = models.OneToOneField(
        Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    # Who has changed the working copy since it was last frozen: none of them may approve it.
    editors = ArrayField(models.BigIntegerField(), default=list)
    # Set by the first publish to that release's instant, and never again, whatever happens later.
    first_published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    # Where its event in calendars goes on counting when it comes back after a withdrawal.
    calendar_sequence = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        constraints = [
            models.CheckConstraint(
                name="subject_is_exactly_one_thing",
                condition=Q(*[_exactly_its_own(kind) for kind in SubjectKind.values], _connector=Q.OR),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} “{self.thing}”"

    @property
    def thing(self) -> models.Model:
        """The working copy. Reads a related row: may cost a query."""
        return getattr(self, self.kind)


# A working copy's model is named for its kind, but for these.
_OTHERWISE_NAMED = {"legalpage": "legal", "impactfigure": "figure"}


def _kind_of(thing: models.Model) -> str:
    name = str(thing._meta.model_name)
    return _OTHERWISE_NAMED.get(name, name)


def subjects_of(things: Iterable[models.Model]) -> list[Subject]:
    """The subjects of several working copies of one kind: one query for all that have theirs."""
    rows = list(things)
    if not rows:
        return []
    kind = _kind_of(rows[0])
    unread = [row.pk for row in rows if _read_along(row) is None]
    found = {
        getattr(subject, f"{kind}_id"): subject
        for subject in (Subject.objects.filter(**{f"{kind}__in": unread}) if unread else [])
    }
    return [found[row.pk] if row.pk in found else subject_of(row) for row in rows]


def subjects_of_each(things: Sequence[models.Model]) -> list[Subject]:
    """The subjects of working copies of several kinds, one of each kind: one query."""
    unread = [thing for thing in things if _read_along(thing) is None]
    wanted = Q(*[Q(**{_kind_of(thing): thing}) for thing in unread], _connector=Q.OR)
    found = {subject.kind: subject for subject in Subject.objects.filter(wanted)} if unread else {}
    return [found.get(_kind_of(thing)) or subject_of(thing) for thing in things]


KNOWN = "known_subject"


def _read_along(thing: models.Model) -> Subject | None:
    known: Subject | None = getattr(thing, KNOWN, None) or thing._state.fields_cache.get("subject")
    return known


def know_subject(thing: models.Model) -> Subject:
    """The subject, which `subject_of` then gives for this very object without asking again: for a page that only
    looks.
    """
    return know_subjects([thing])[0]


def know_subjects(things: Sequence[models.Model]) -> list[Subject]:
    """The same for several of one kind: one query for all that were not read along."""
    subjects = subjects_of(things)
    for thing, subject in zip(things, subjects, strict=True):
        setattr(subject, subject.kind, thing)
        setattr(thing, KNOWN, subject)
    return subjects


def subject_of(thing: models.Model) -> Subject:
    """The subject of a working copy, made the first time it is asked for; read no more where it was read along."""
    known = _read_along(thing)
    if known is not None:
        return known
    kind = _kind_of(thing)
    subject, created = Subject.objects.get_or_create(defaults={"kind": kind}, **{kind: thing})
    if created:
        # Not kept: what made it may be rolled back, and the working copy asked again.
        thing._state.fields_cache.pop("subject", None)
    return subject
