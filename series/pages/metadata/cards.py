"""Open Graph and card tags: what a link to a page looks like elsewhere."""

from series.pages.live import LiveSubject
from series.pages.shown.addresses import File, absolute, file_address
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
    picture = picture_of(episode)
    tags += (file_picture(picture[0], alt=picture[1]) if picture else []) + _film(episode)
    if series is not None and series.path:
        tags.append(("video:series", absolute(series.path)))
    tags += [("video:tag", tag.lstrip("#")) for tag in content.get("hashtags", [])]
    return tags


def picture_of(subject: LiveSubject) -> tuple[File, str] | None:
    """What stands for the subject elsewhere, and that in words: its card; before it had one, its poster."""
    content = subject.content
    card, poster = content.get("card"), content.get("poster")
    seen = (poster or {}).get("alt") or ""
    if card:
        words = [card["drawn"].get(name) for name in ("name", "line", "label")]
        return card, " · ".join(word for word in [*words, seen] if word)
    file = best_jpeg(poster)
    return (file, seen) if file is not None else None


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
