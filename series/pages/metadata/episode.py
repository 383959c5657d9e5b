"""JSON-LD of episodes and series. A VideoObject only where there is a film: never for an announced episode."""

from collections.abc import Iterable

from series.pages.live import LiveSubject
from series.pages.metadata.graph import Node
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.film import iso_duration, main_file
from series.pages.shown.names import headline
from series.pages.shown.stills import pictures
from series.templatetags.pages import iso


def series_node(series: LiveSubject, *, episodes: Iterable[str] = (), started: str | None = None) -> Node:
    page = absolute(series.path)
    return {
        "@type": "CreativeWorkSeries",
        "@id": f"{page}#series",
        "url": page,
        "name": series.content["title"],
        "description": series.content.get("promise"),
        "inLanguage": series.content.get("language"),
        "keywords": series.content.get("hashtag"),
        "startDate": started,
        "hasPart": [{"@id": f"{episode}#episode"} for episode in episodes],
        "publisher": {"@id": absolute("/") + "#publisher"},
    }


def series_reference(series: LiveSubject | None) -> Node | None:
    if series is None or not series.path:
        return None
    page = absolute(series.path)
    return {
        "@type": "CreativeWorkSeries",
        "@id": f"{page}#series",
        "name": series.content["title"],
        "url": page,
    }


def episode_node(
    episode: LiveSubject,
    *,
    series: LiveSubject | None,
    creator: LiveSubject | None,
    causes: Iterable[LiveSubject],
    licence: str = "",
) -> Node:
    content, page = episode.content, absolute(episode.path)
    return {
        "@type": "Episode",
        "@id": f"{page}#episode",
        "url": page,
        "name": headline(content),
        "episodeNumber": content["number"],
        "description": content.get("summary"),
        "inLanguage": content.get("language"),
        "datePublished": iso(episode.published_at) if episode.published_at else None,
        "dateModified": iso(episode.updated_at) if episode.updated_at else None,
        "image": pictures(content.get("poster")),
        "partOfSeries": series_reference(series),
        "about": [person_reference(creator, name=content["creator_name"])],
        "author": content.get("byline"),
        "keywords": [*content.get("hashtags", []), *(cause.content["name"] for cause in causes)],
        "copyrightNotice": licence,
        "publisher": {"@id": absolute("/") + "#publisher"},
        "video": video_node(episode),
        "correction": [
            correction["notice"] for correction in episode.corrections if correction.get("notice")
        ],
    }


def video_node(episode: LiveSubject) -> Node | None:
    content, page = episode.content, absolute(episode.path)
    video, file = content.get("video"), main_file(content.get("video"))
    if video is None or file is None or episode.published_at is None:
        return None
    return {
        "@type": "VideoObject",
        "@id": f"{page}#video",
        "name": headline(content),
        "description": content.get("summary") or headline(content),
        "thumbnailUrl": pictures(content.get("poster")),
        "uploadDate": iso(episode.published_at),
        "duration": iso_duration(video),
        "contentUrl": file_address(file),
        "embedUrl": absolute(f"/embed/{episode.id}/"),
        "encodingFormat": file["type"],
        "width": file.get("width") or video["width"],
        "height": file.get("height") or video["height"],
        "inLanguage": content.get("language"),
        "transcript": content.get("transcript"),
        "creditText": content.get("sound_credit"),
        "accessibilityFeature": [
            *(["captions"] if content.get("captions") else []),
            *(["transcript"] if content.get("transcript") else []),
        ],
    }


def announced_node(teaser: LiveSubject, *, series: LiveSubject | None) -> Node:
    content, page = teaser.content, absolute(teaser.path)
    return {
        "@type": "Episode",
        "@id": f"{page}#episode",
        "url": page,
        "name": content["name"],
        "description": content.get("line"),
        "episodeNumber": content["number"],
        "partOfSeries": series_reference(series),
        "inLanguage": content.get("language"),
    }


def person_reference(creator: LiveSubject | None, *, name: str) -> Node:
    if creator is None or not creator.path:
        return {"@type": "Person", "name": name}
    page = absolute(creator.path)
    return {"@type": "Person", "@id": f"{page}#person", "name": creator.content["name"], "url": page}
