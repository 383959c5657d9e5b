"""What another process is asked for. Nothing in this folder imports Django, which that process has not set up."""

from series.demo.media.film import film
from series.demo.media.poster import poster
from series.demo.media.scene import Look


def draw(look: Look) -> tuple[bytes, bytes]:
    """The film and the poster."""
    return film(look), poster(look)
