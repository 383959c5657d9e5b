"""Open Graph and card tags: what a link to a page looks like elsewhere."""

from series.pages.live import LiveSubject
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.film import main_file, seconds
from series.pages.shown.names import headline, shortened
from series.pages.shown.stills import best_jpeg, file_picture
from series.templatetags.pages import iso

type Tags = list[tuple[str, object]]


def page_card(*, title: str, description: str, page: str, kind: str = "website") -> Tags:
    return [
        ("og:type", kind),
        ("og:title", title),
        ("og:description", shortened(description, to=200)),
        ("og:url", page),
    ]


def episode_card(episode: LiveSubject, *, series: LiveSubject | None) -> Tags:
    content = episode.content
    tags = page_card(
        title=headline(content),
        description=content.get("summary") or headline(content),
        page=absolute(episode.path),
        kind="video.episode",
    )
    tags += _picture(episode) + _film(episode)
    if series is not None and series.path:
        tags.append(("video:series", absolute(series.path)))
    tags += [("video:tag", tag.lstrip("#")) for tag in content.get("hashtags", [])]
    return tags


def _picture(episode: LiveSubject) -> Tags:
    poster = episode.content.get("poster")
    file = best_jpeg(poster)
    return file_picture(file, alt=(poster or {}).get("alt") or "") if file is not None else []


def _film(episode: LiveSubject) -> Tags:
    video = episode.content.get("video")
    file = main_file(video)
    if video is None or file is None or episode.published_at is None:
        return []
    address = file_address(file)
    tags: Tags = [("og:video", address)]
    if address.startswith("https://"):
        tags.append(("og:video:secure_url", address))
    return [
        *tags,
        ("og:video:type", file["type"]),
        ("og:video:width", file.get("width") or video["width"]),
        ("og:video:height", file.get("height") or video["height"]),
        ("video:duration", seconds(video)),
        ("video:release_date", iso(episode.published_at)),
    ]
