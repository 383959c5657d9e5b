"""Finding things by what somebody remembers of them: part of a title or name, a handle, a number, in any order.

Small letters and accents don't matter. Each word must be found somewhere; for an episode also in its series' or
creator's name. The number of queries is the same for every question.
"""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, ExpressionWrapper, IntegerField, Q, QuerySet, Value, When

from creators.models import Creator
from series.models import Episode, Release, Review, Season, Series
from series.models.release import ItemRole
from series.states import UNFINISHED, ReviewState
from sparks.desk.plain import Plain

MOST = 8
MOST_WORDS = 6
# People or series of one word beyond these make a word that says nothing.
MOST_NAMED = 300


@dataclass(frozen=True)
class Found:
    episodes: list[Episode] = field(default_factory=list)
    creators: list[Creator] = field(default_factory=list)
    series: list[Series] = field(default_factory=list)
    seasons: list[Season] = field(default_factory=list)
    # What waits of the episodes found.
    releases: list[Release] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


def words_of(text: str) -> list[str]:
    return [word for word in text.replace("\0", "")[:200].replace("#", " ").split() if word][:MOST_WORDS]


def find(text: str) -> Found:
    words = words_of(text)
    if not words:
        return Found()
    episodes = list(_episodes(words))
    return Found(
        episodes=episodes,
        creators=list(_creators(words)[:MOST]),
        series=list(_all_in(Series.objects.all(), words, "title").order_by("title", "pk")[:MOST]),
        seasons=list(_seasons(words)),
        releases=_releases(episodes),
        reviews=_reviews(episodes),
    )


def _part(field: str, word: str) -> Q:
    return Q(**{f"plain_{field}__contains": Plain(Value(word))})


def _plain[Rows: QuerySet](rows: Rows, *fields: str) -> Rows:
    return rows.alias(**{f"plain_{name}": Plain(name) for name in fields})


def _all_in[Rows: QuerySet](rows: Rows, words: list[str], *fields: str) -> Rows:
    """Every word stands in one of these fields."""
    rows = _plain(rows, *fields)
    for word in words:
        one = Q()
        for name in fields:
            one |= _part(name, word)
        rows = rows.filter(one)
    return rows


def _creators(words: list[str]) -> QuerySet[Creator]:
    return _all_in(Creator.objects.all(), words, "name", "handle", "initiative").order_by("name", "pk")


def _seasons(words: list[str]) -> QuerySet[Season]:
    rows = Season.objects.select_related("series").alias(
        plain_title=Plain("title"), plain_series=Plain("series__title")
    )
    for word in words:
        one = _part("title", word) | _part("series", word)
        rows = rows.filter(one | Q(number=int(word)) if _number(word) else one)
    return rows.order_by("series__title", "number")[:MOST]


def _episodes(words: list[str]) -> QuerySet[Episode]:
    rows = _plain(Episode.objects.select_related("series", "creator", "subject"), "title")
    exact = Q()
    # Names first, by their own indexes: a join with a choice between tables could use none.
    people = _named(Creator.objects.all(), words, "name", "handle")
    shown = _named(Series.objects.all(), words, "title")
    for word in words:
        one = _part("title", word)
        if people[word]:
            one |= Q(creator__in=people[word])
        if shown[word]:
            one |= Q(series__in=shown[word])
        if _number(word):
            one |= Q(number=int(word))
            exact |= Q(number=int(word))
        rows = rows.filter(one)
    first = Case(When(exact, then=0), default=1, output_field=IntegerField()) if exact else Value(0)
    return rows.order_by(first, "-number", "pk")[:MOST]


def _named(rows: QuerySet, words: list[str], *fields: str) -> dict[str, list[int]]:
    """By word, whose names it stands in: one query for all words."""
    rows, every = _plain(rows, *fields), Q()
    for place, word in enumerate(words):
        one = Q()
        for name in fields:
            one |= _part(name, word)
        rows = rows.annotate(**{f"word{place}": ExpressionWrapper(one, output_field=BooleanField())})
        every |= one
    marks = [f"word{place}" for place in range(len(words))]
    found = list(rows.filter(every).order_by("pk").values_list("pk", *marks)[:MOST_NAMED])
    return {word: [row[0] for row in found if row[place]] for place, word in enumerate(words, 1)}


def _number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 9


def _releases(episodes: list[Episode]) -> list[Release]:
    rows = Release.objects.filter(
        items__subject__episode__in=episodes, items__role=ItemRole.MAIN, state__in=UNFINISHED
    )
    return list(rows.distinct().order_by("instant", "pk")[:MOST])


def _reviews(episodes: list[Episode]) -> list[Review]:
    rows = Review.objects.filter(
        revisions__subject__episode__in=episodes, state=ReviewState.IN_REVIEW
    ).distinct()
    return list(rows.order_by("submitted_at", "pk")[:MOST])
