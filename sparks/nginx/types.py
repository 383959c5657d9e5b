"""Content types by the end of the file's name.

nginx's own table goes by the last extension, which is "br" for feed.xml.br, so ours is a map.
"""

NAMES = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "manifest.json": "application/manifest+json",
}
EXTENSIONS = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "ics": "text/calendar; charset=utf-8",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mjs": "text/javascript; charset=utf-8",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ts": "video/mp2t",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}
UNKNOWN = "application/octet-stream"
# For what we send from a file under its own address; nginx names the type of the few words it says itself.
SENT = (200, 206)


def rules() -> dict[str, str]:
    """From "status:ending" to the type, where the ending is a name or an extension of the tables above."""
    known = {**NAMES, **EXTENSIONS, "other": UNKNOWN}
    return {f"{status}:{ending}": kind for status in SENT for ending, kind in known.items()}
