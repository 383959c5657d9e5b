"""How an episode is taken along: what is said of it and where, the code to embed it, the address that describes it."""

from urllib.parse import quote, urlencode

from django.utils.html import format_html
from django.utils.translation import gettext as _

from series.pages.live import LiveSubject
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.names import headline

WIDTH, HEIGHT = 325, 578
# Plain links, which send nothing before somebody follows them. {text} and {address} are already quoted.
WAYS = (
    ("WhatsApp", "https://wa.me/?text={text}%20{address}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={text}%20{address}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    ("X", "https://x.com/intent/post?text={text}&url={address}"),
)


def embed_code(episode: LiveSubject, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Plain text: the <iframe> that others paste, its attributes escaped."""
    return str(
        format_html(
            '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" allow="fullscreen; picture-in-picture"'
            ' referrerpolicy="strict-origin-when-cross-origin"'
            ' sandbox="allow-scripts allow-same-origin allow-popups"></iframe>',
            absolute(path_for("embed", subject=episode.id)),
            width,
            height,
            headline(episode.content),
        )
    )


def oembed_link(episode: LiveSubject) -> str:
    return absolute("/oembed") + "?" + urlencode({"url": absolute(episode.path), "format": "json"})


def share_text(episode: LiveSubject, *, series: LiveSubject | None) -> str:
    """What is said beside the address: who it is about, and the hashtag of the series."""
    hashtag = series.content.get("hashtag") if series is not None else ""
    return " ".join(filter(None, [headline(episode.content), hashtag]))


def share_ways(episode: LiveSubject, *, series: LiveSubject | None) -> list[dict[str, str]]:
    """By mail first; `host` is empty where nobody else hears of it."""
    text = quote(share_text(episode, series=series), safe="")
    address = quote(absolute(episode.path), safe="")
    mail = f"mailto:?subject={quote(headline(episode.content), safe='')}&body={text}%0A{address}"
    return [
        {"name": _("E-mail"), "address": mail, "host": ""},
        *(
            {"name": name, "address": way.format(text=text, address=address), "host": name}
            for name, way in WAYS
        ),
    ]
