"""How an episode is taken along: the code to embed it, the address that describes it."""

from urllib.parse import urlencode

from django.utils.html import format_html

from series.pages.live import LiveSubject
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.names import headline

WIDTH, HEIGHT = 325, 578


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
