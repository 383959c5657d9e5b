"""What the address of the page says: which days, and perhaps one episode."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from series.models import LiveRevision, Subject
from series.pages.live import LiveSet
from series.pages.shown.names import headline
from series.statistics.days import today
from series.statistics.periods import Period, period_of
from series.statistics.reading import Reading

SEE = "series.view_audience"


@dataclass(frozen=True)
class Asked:
    """`episode` is the episode's own number, `subject` its subject's; both None where all are looked at."""

    period: Period
    zone: str
    episode: int | None = None
    subject: int | None = None

    @property
    def reading(self) -> Reading:
        return Reading(self.period, self.subject)

    def query(self, *, period: str = "", episode: int | None = None) -> str:
        said = {"period": period or self.period.key}
        return "?" + urlencode(said | ({"episode": str(episode)} if episode else {}))

    def address(self, *, period: str = "", episode: int | None = None) -> str:
        return reverse("desk-audience") + self.query(period=period, episode=episode)


def asked(request: HttpRequest) -> Asked:
    """An episode that there is not shows nothing; a period that nobody knows is the usual one."""
    zone = LiveSet().site().content.get("zone") or "UTC"
    period = period_of(request.GET.get("period", ""), today=today(zone))
    said = request.GET.get("episode", "")
    if not said:
        return Asked(period, zone)
    episode = int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0
    subject = Subject.objects.filter(episode=episode).values_list("pk", flat=True).first()
    return Asked(period, zone, episode, subject or 0)


def names(subjects: Iterable[int]) -> dict[int, tuple[str, int | None]]:
    """By subject, the name that visitors know a film by, and its episode's number: what is counted was public."""
    rows = LiveRevision.objects.filter(subject__in=[*subjects], kind="episode")
    return {
        subject: (headline({"title": title, "creator_name": name}), episode)
        for subject, title, name, episode in rows.values_list(
            "subject", "revision__content__title", "revision__content__creator_name", "subject__episode"
        )
    }
