from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from creators.models import Cause
from series.addresses import slug_of
from series.contents.back import Back, captions_of, causes_of, chosen_slug, file_of, row_of, rows_of
from series.contents.files import Renditions, file_set, renditions_of
from series.models import Asset, Episode, EpisodeCaption, Resource
from series.models.subject import subjects_of, subjects_of_each


def read_along(episodes: Sequence[Episode]) -> None:
    """Read what these stand on and their captions, for `build`: one query each, however many episodes."""
    prefetch_related_objects(
        episodes,
        *(Prefetch(name, model.objects.select_related(deep)) for name, (model, deep) in _ALONG.items()),
    )


# Each with what `build` looks at of it.
_ALONG: dict[str, tuple[Any, str]] = {
    "captions": (EpisodeCaption, "asset"),
    "causes": (Cause, "subject"),
    "resources": (Resource, "subject"),
}


def _along(episode: Episode, name: str) -> list[Any]:
    """As read along before, else read now and kept nowhere: what it stands on may change before it is asked again."""
    rows = getattr(episode, name)
    known = name in getattr(episode, "_prefetched_objects_cache", {})
    return list(rows.all() if known else rows.select_related(_ALONG[name][1]))


def build(episode: Episode) -> dict[str, Any]:
    captions = _along(episode, "captions")
    files = renditions_of([episode.video, episode.poster, *(caption.asset for caption in captions)])
    [series, creator] = subjects_of_each([episode.series, episode.creator])
    return {
        "series": series.pk,
        "series_slug": slug_of(episode.series),
        "number": episode.number,
        "title": episode.title,
        "slug": slug_of(episode),
        "creator": creator.pk,
        "creator_name": episode.creator.name,
        "causes": sorted(subject.pk for subject in subjects_of(_along(episode, "causes"))),
        "summary": episode.summary,
        "story": episode.story,
        "byline": episode.byline,
        "credits": [_credit(line) for line in _lines(episode.credits)],
        "sources": _lines(episode.sources),
        "hashtags": episode.hashtags,
        "mention": episode.mention,
        "sound_credit": episode.sound_credit,
        "post_url": episode.post_url,
        "language": episode.language,
        "video": _with_facts(episode.video, files, "duration_ms", "width", "height"),
        "poster": _poster(episode, files),
        "captions": _captions(captions, files),
        "transcript": episode.transcript or _spoken(captions, language=episode.language),
        **_resources(episode),
    }


def _resources(episode: Episode) -> dict[str, list[int]]:
    """Only where there are any: episodes that were approved before there were resources still say the same."""
    subjects = sorted(subject.pk for subject in subjects_of(_along(episode, "resources")))
    return {"resources": subjects} if subjects else {}


PLAIN = (
    *("number", "title", "summary", "story", "byline"),
    *("hashtags", "mention", "sound_credit", "post_url", "language"),
)


def back(episode: Episode, content: Mapping[str, Any]) -> Back:
    found = Back({name: content[name] for name in PLAIN})
    poster = content["poster"]
    found.fields |= {
        "series": row_of(content["series"], what="series"),
        "creator": row_of(content["creator"], what="featured creator"),
        "slug": chosen_slug(episode, slug=content["slug"], name=content["title"]),
        "credits": "\n".join(_credit_line(one) for one in content["credits"]),
        "sources": "\n".join(content["sources"]),
        "video": file_of(content["video"], what="film", back=found),
        "poster": file_of(poster, what="poster", back=found),
        "poster_alt": poster["alt"] if poster else "",
    }
    causes_of(content["causes"], found)
    rows_of("resources", content.get("resources", []), found)
    captions_of(content["captions"], found)
    # A transcript that the captions make is not typed in: it goes on following them.
    made = (found.captions or {}).get(content["language"])
    spoken = str(made.facts.get("transcript", "")) if made else ""
    found.fields["transcript"] = "" if content["transcript"] == spoken else content["transcript"]
    return found


def _credit_line(one: Mapping[str, str]) -> str:
    return f"{one['role']}: {one['name']}" if one["role"] else one["name"]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _credit(line: str) -> dict[str, str]:
    role, colon, name = line.partition(":")
    return {"role": role.strip(), "name": name.strip()} if colon else {"role": "", "name": line}


def _with_facts(asset: Asset | None, among: Renditions, *facts: str) -> dict[str, Any] | None:
    files = file_set(asset, among=among)
    if files is None or asset is None:
        return None
    return {**files, **{fact: asset.facts.get(fact) for fact in facts}}


def _poster(episode: Episode, among: Renditions) -> dict[str, Any] | None:
    poster = _with_facts(episode.poster, among, "width", "height", "colour")
    return {**poster, "alt": episode.poster_alt} if poster else None


def _captions(captions: Iterable[EpisodeCaption], among: Renditions) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for caption in captions:
        files = file_set(caption.asset, among=among)
        spoken = {"language": caption.language, "label": caption.language}
        found.extend({**file, **spoken} for file in (files["files"] if files else []))
    return found


def _spoken(captions: Iterable[EpisodeCaption], *, language: str) -> str:
    """The transcript that the captions in the episode's own language make."""
    for caption in captions:
        if caption.language == language:
            return str(caption.asset.facts.get("transcript", ""))
    return ""
