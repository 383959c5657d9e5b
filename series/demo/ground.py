"""Where the demonstration may be made: in an empty database, or in one that is a demonstration already."""

from django.conf import settings

from creators.models import Creator
from series.demo.programmes import PROGRAMMES
from series.models import Release, Series
from series.publishing import seal


class NotHere(Exception):
    """The message says why no demonstration is made in this database."""


def claim() -> None:
    """Seal an empty database as a demonstration, before anything is written into it. Raises NotHere."""
    strangers = _strangers()
    if strangers:
        raise NotHere(
            f"This database holds work that is not the demonstration's ({strangers}), so no demonstration is made"
            " in it. Use another database."
        )
    if seal.is_demonstration():
        return
    if Series.objects.exists() or Creator.objects.exists() or Release.objects.exists():
        raise NotHere(
            "This database is not sealed as a demonstration and is not empty, so no demonstration is made in it."
            " Use another database."
        )
    try:
        state = seal.accept(environment=settings.ENVIRONMENT_ID, demonstration=True)
    except ValueError as error:
        raise NotHere(str(error)) from error
    if not state.open:
        raise NotHere(state.sentence)


def _strangers() -> str:
    ours = [programme.slug for programme in PROGRAMMES]
    people = [entry.person.name for programme in PROGRAMMES for entry in programme.entries]
    strange_series = Series.objects.exclude(slug__in=ours).first()
    strange_person = Creator.objects.exclude(name__in=people).first()
    return str(strange_series or strange_person or "")
