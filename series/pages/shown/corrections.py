"""Lines of the log of corrections, as its pages show them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from series.models.correction import CorrectionKind
from series.pages.correction_lines import Line
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import link
from series.pages.shown.names import headline


def correction_lines(lines: Iterable[Line], *, live: LiveSet) -> list[dict[str, object]]:
    """Each named and linked while it is public; one question for all of them.

    Of what was withdrawn nothing is told but that, and what was said then: an earlier correction of it may have named
    somebody who wanted to be gone.
    """
    lines = list(lines)
    public = live.many({line.subject for line in lines})
    return [_shown(line, public.get(line.subject)) for line in lines]


def _shown(line: Line, subject: LiveSubject | None) -> dict[str, object]:
    withdrawal = line.kind == CorrectionKind.WITHDRAWN
    return {
        "place": line.place,
        "at": line.at,
        "withdrawal": withdrawal,
        "name": _name(subject) if subject else _unnamed(line.subject_kind),
        "language": (subject.content.get("language") or "") if subject else "",
        "path": link(subject.path or "/") if subject else link(line.gone),
        "notice": line.notice if subject or withdrawal else "",
        "back": withdrawal and subject is not None,
    }


def _name(subject: LiveSubject) -> str:
    content = subject.content
    if subject.kind == "episode":
        return headline(content)
    if subject.kind == "front":
        return _("The front page")
    return str(content.get("title") or content.get("name") or content.get("label") or "")


def _unnamed(kind: str) -> str:
    names = {
        "episode": _("A film"),
        "teaser": _("An announcement"),
        "creator": _("A person’s page"),
        "series": _("A series"),
        "cause": _("A cause"),
        "resource": _("A resource"),
    }
    return names.get(kind, _("A page"))
