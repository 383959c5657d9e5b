"""What an entry holds of a live revision: its words by weight, and when each is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from series.models import LiveRevision, Rendition

# Kinds with a page of their own, and teasers, which stand at their episode's.
KINDS = frozenset({"series", "episode", "teaser", "creator", "cause", "legal", "resource"})
# Of one text; a vector of the database holds a megabyte.
LONGEST = 100_000

# [milliseconds, words]
Cue = list[int | str]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`title` weighs most, then `names`, `text` and what is `spoken`."""

    live: LiveRevision
    language: str
    title: str
    names: str = ""
    text: str = ""
    spoken: str = ""
    cues: tuple[Cue, ...] = ()


def entries_of(rows: Iterable[LiveRevision]) -> list[Entry]:
    """One for each language of each row; one question for the captions of all."""
    rows = [row for row in rows if row.kind in KINDS]
    heard = _heard(rows)
    return [entry for row in rows for entry in _entries(row, heard)]


def _entries(row: LiveRevision, heard: Mapping[str, list[Cue]]) -> list[Entry]:
    content = row.revision.content
    own = content.get("language") or "en"
    title, names, text = _TEXTS[row.kind](content)
    tracks: dict[str, list[Cue]] = {}
    for caption in content.get("captions", []):
        tracks.setdefault(caption["language"], heard.get(caption["key"], []))
    spoken = content.get("transcript") or _words(tracks.get(own, []))
    found = [
        _entry(row, own, title=title, names=names, text=text, spoken=spoken, cues=tuple(tracks.pop(own, ())))
    ]
    # Captions in other languages: the same film, found by what they say.
    found += [
        _entry(row, language, title=title, names=names, spoken=_words(cues), cues=tuple(cues))
        for language, cues in tracks.items()
        if cues
    ]
    return found


def _entry(row: LiveRevision, language: str, *, cues: tuple[Cue, ...], **texts: str) -> Entry:
    return Entry(
        live=row, language=language, cues=cues, **{name: text[:LONGEST] for name, text in texts.items()}
    )


def _words(cues: Iterable[Cue]) -> str:
    return " ".join(str(words) for _at, words in cues)


def _heard(rows: Iterable[LiveRevision]) -> dict[str, list[Cue]]:
    """What is said in each file of captions, by its public key."""
    keys = [caption["key"] for row in rows for caption in row.revision.content.get("captions", [])]
    if not keys:
        return {}
    made = Rendition.objects.filter(public_key__in=keys)
    return {key: said or [] for key, said in made.values_list("public_key", "source__facts__said")}


def _joined(*parts: object) -> str:
    return "\n".join(str(part) for part in parts if part)


def _episode(content: Mapping[str, Any]) -> tuple[str, str, str]:
    people = [credit["name"] for credit in content["credits"]]
    names = _joined(content["creator_name"], content["mention"], *content["hashtags"])
    return (
        content["title"],
        names,
        _joined(content["summary"], content["story"], content["byline"], content["sound_credit"], *people),
    )


def _teaser(content: Mapping[str, Any]) -> tuple[str, str, str]:
    """What was announced: a name and a line."""
    return content["name"], "", content["line"]


def _creator(content: Mapping[str, Any]) -> tuple[str, str, str]:
    names = _joined(content["handle"], content["initiative"], content["place"], content["category"])
    return content["name"], names, _joined(content["biography"], content["quote"])


def _series(content: Mapping[str, Any]) -> tuple[str, str, str]:
    return content["title"], content["hashtag"], _joined(content["promise"], content["introduction"])


def _cause(content: Mapping[str, Any]) -> tuple[str, str, str]:
    return content["name"], "", content["summary"]


def _resource(content: Mapping[str, Any]) -> tuple[str, str, str]:
    return content["title"], "", _joined(content["summary"], content["body"])


def _legal(content: Mapping[str, Any]) -> tuple[str, str, str]:
    return content["title"], "", content["body"]


_TEXTS = {
    "episode": _episode,
    "teaser": _teaser,
    "creator": _creator,
    "series": _series,
    "cause": _cause,
    "resource": _resource,
    "legal": _legal,
}
