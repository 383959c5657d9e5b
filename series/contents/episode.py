from typing import Any

from series.addresses import slug_of
from series.contents.files import file_set
from series.models import Asset, Episode
from series.models.subject import subject_ids, subject_of


def build(episode: Episode) -> dict[str, Any]:
    return {
        "series": subject_of(episode.series).pk,
        "series_slug": slug_of(episode.series),
        "number": episode.number,
        "title": episode.title,
        "slug": slug_of(episode),
        "creator": subject_of(episode.creator).pk,
        "creator_name": episode.creator.name,
        "causes": subject_ids(episode.causes.all()),
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
        "video": _with_facts(episode.video, "duration_ms", "width", "height"),
        "poster": _poster(episode),
        "captions": _captions(episode),
        "transcript": episode.transcript or _spoken(episode),
        **_resources(episode),
    }


def _resources(episode: Episode) -> dict[str, list[int]]:
    """Only where there are any: episodes that were approved before there were resources still say the same."""
    subjects = sorted(subject_of(resource).pk for resource in episode.resources.all())
    return {"resources": subjects} if subjects else {}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _credit(line: str) -> dict[str, str]:
    role, colon, name = line.partition(":")
    return {"role": role.strip(), "name": name.strip()} if colon else {"role": "", "name": line}


def _with_facts(asset: Asset | None, *facts: str) -> dict[str, Any] | None:
    files = file_set(asset)
    if files is None or asset is None:
        return None
    return {**files, **{fact: asset.facts.get(fact) for fact in facts}}


def _poster(episode: Episode) -> dict[str, Any] | None:
    poster = _with_facts(episode.poster, "width", "height", "colour")
    return {**poster, "alt": episode.poster_alt} if poster else None


def _captions(episode: Episode) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for caption in episode.captions.select_related("asset").order_by("language"):
        files = file_set(caption.asset)
        spoken = {"language": caption.language, "label": caption.language}
        found.extend({**file, **spoken} for file in (files["files"] if files else []))
    return found


def _spoken(episode: Episode) -> str:
    """The transcript that the captions in the episode's own language make."""
    for caption in episode.captions.select_related("asset"):
        if caption.language == episode.language:
            return str(caption.asset.facts.get("transcript", ""))
    return ""
