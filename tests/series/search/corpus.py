"""The films of `queries` made live, with captions whose times are kept."""

from series.models import Asset, LiveRevision, Rendition
from series.search.write import write
from series.video import captions
from series.video.cues import Cue
from tests.factories import live as make
from tests.series.search.queries import FILMS, Film


def captioned(key: str, said, *, language: str) -> dict[str, str]:
    """Captions with these words at these seconds, as a revision names them."""
    cues = tuple(
        Cue(number=n, line=n, start=second * 1000, end=second * 1000 + 900, text=words)
        for n, (second, words) in enumerate(said, 1)
    )
    asset = Asset.objects.create(
        kind="captions",
        state="started",
        original_name=f"{key}.vtt",
        facts={"said": captions.said(cues), "transcript": captions.transcript(cues)},
    )
    public = f"cc/{key}-{language}.vtt"
    Rendition.objects.create(
        source=asset, recipe="captions", private_key=f"private-{public}", public_key=public, bytes=1
    )
    return {"language": language, "label": language, "key": public, "type": "text/vtt"}


def entered(*subjects) -> None:
    """As a release would, which the factories leave out."""
    rows = LiveRevision.objects.filter(pk__in=[subject.pk for subject in subjects])
    write(rows.select_related("revision"))


def make_film(film: Film, *, series, causes=()):
    """The person's subject and the film's."""
    person = make.make_live_creator(
        film.person,
        initiative=film.initiative,
        place=film.place,
        handle="",
        biography="",
        quote="",
        category="",
    )
    named = captioned(film.key, film.said, language=film.language)
    episode = make.make_live_episode(
        series=series,
        creator=person,
        causes=causes,
        title=film.title,
        summary=film.summary,
        story="",
        language=film.language,
        hashtags=["#SparksOfGood"],
        transcript=" ".join(words for _second, words in film.said),
        captions=[named],
    )
    entered(person, episode)
    return person, episode


def make_corpus() -> dict[str, int]:
    """Subjects by the names that `queries` has for them."""
    make.make_live_site()
    series, cause = make.make_live_series("Sparks of Good"), make.make_live_cause("Small business")
    entered(series, cause)
    named = {"series:Sparks of Good": series.pk, "cause:Small business": cause.pk}
    for film in FILMS:
        person, episode = make_film(film, series=series, causes=(cause,))
        named |= {film.key: episode.pk, f"person:{film.key}": person.pk}
    return named
