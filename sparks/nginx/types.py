"""Content types by the end of the file's name.

nginx's own table goes by the last extension, which is "br" for index.html.br, so ours is a map.
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
# A type is for what we send from a file; nginx names the type of the few words it says itself.
FROM_FILE = r"(?:20[06]:|(?:404|410|503):/(?:errors|notices)/)"
PACKED = r"(?:\.(?:br|gz))?"


def rules() -> list[tuple[str, str]]:
    """Pairs of a pattern on "status:uri" and the type, the first that fits counts."""
    names = [(rf"~^{FROM_FILE}.*/{name.replace('.', r'\.')}{PACKED}$", kind) for name, kind in NAMES.items()]
    endings = [(rf"~^{FROM_FILE}.*\.{end}{PACKED}$", kind) for end, kind in EXTENSIONS.items()]
    return [*names, *endings, (f"~^{FROM_FILE}", UNKNOWN)]
