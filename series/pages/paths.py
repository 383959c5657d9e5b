"""The one table of public paths. A path, once public, is fixed for life: change nothing here, only add."""

import re
import unicodedata

# First segments that are never a series' address: pages of the hub's own, and what nginx gives to Django.
RESERVED = frozenset(
    [
        *("accounts", "admin", "api", "archive", "causes", "embed", "errors", "healthz", "legal", "look.css"),
        *(
            "media",
            "oembed",
            "pages",
            "people",
            "places",
            "preview",
            "readyz",
            "search",
            "sitemap",
            "static",
            "style",
        ),
        *("newsletter", "resources", "subscribe", "upcoming", "well-known", "en", "es", "ar"),
        *("corrections", "press"),
        *("count", "how-we-count"),
    ]
)
# A path segment must stay under 180 bytes in UTF-8, so that file systems and proxies take it with its siblings.
SEGMENT_BYTES = 150

# Pages for readers that stand from the first day on, whatever is published.
READ_FROM_THE_START = (
    *("home", "upcoming", "archive", "people", "places", "causes", "resources", "subscribe"),
    *("corrections", "press", "how_we_count"),
)

TABLE: dict[str, str] = {
    "home": "/",
    "upcoming": "/upcoming/",
    "archive": "/archive/",
    "archive_part": "/archive/{key}/",
    # A year and not the part of that number, which would begin after two hundred thousand episodes.
    "archive_year": "/archive/{key}/",
    "archive_year_part": "/archive/{key}/",
    "people": "/people/",
    "people_part": "/people/{key}/",
    "places": "/places/",
    "places_part": "/places/{key}/",
    "causes": "/causes/",
    "resources": "/resources/",
    "subscribe": "/subscribe/",
    "corrections": "/corrections/",
    "corrections_part": "/corrections/{key}/",
    "press": "/press/",
    "security": "/.well-known/security.txt",
    "how_we_count": "/how-we-count/",
    "series": "/{slug}/",
    "series_part": "/{slug}/all/{key}/",
    "series_feed": "/{slug}/feed.xml",
    "series_json_feed": "/{slug}/feed.json",
    "series_calendar": "/{slug}/calendar.ics",
    "series_style": "/{slug}/look.css",
    "episode": "/{series}/{number}-{slug}/",
    "embed": "/embed/{subject}/",
    "creator": "/people/{slug}/",
    "cause": "/causes/{slug}/",
    "cause_part": "/causes/{slug}/{key}/",
    "legal": "/legal/{slug}/",
    "resource": "/resources/{slug}/",
    "feed": "/feed.xml",
    "json_feed": "/feed.json",
    "calendar": "/calendar.ics",
    "sitemap": "/sitemap.xml",
    "sitemap_part": "/sitemap/{key}.xml",
    "robots": "/robots.txt",
    "site_style": "/look.css",
    "api_index": "/api/index.json",
    "api_latest": "/api/episodes.json",
    "api_part": "/api/episodes/{key}.json",
    "api_series": "/api/series/{slug}.json",
    "error_404": "/errors/404.html",
    "error_410": "/errors/410.html",
    "error_503": "/errors/503.html",
}


def path_for(kind: str, *, language: str | None = None, **parts: object) -> str:
    """The path of a page. `language` is given for translations only; the original has no prefix."""
    path = TABLE[kind].format(**parts)
    return f"/{language}{path}" if language else path


def slugify(text: str, *, fallback: str) -> str:
    """A path segment in the text's own letters (RFC 3987), at most SEGMENT_BYTES bytes, never cut inside a letter.

    A text without a single letter or digit (only emoji, say) gives `fallback`.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"[^\w\s-]", "", text.replace("_", " "))
    text = re.sub(r"[\s-]+", "-", text).strip("-")
    if not any(character.isalnum() for character in text):
        return fallback
    return text.encode()[:SEGMENT_BYTES].decode(errors="ignore").rstrip("-")
