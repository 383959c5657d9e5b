"""The security headers of each kind of public file.

page: a document; watch: an episode's page, which may frame the platform's post; embed: a document made to
be framed; media and asset: hashed files; data: feeds, calendar, sitemap, API.
"""

PLATFORM = "https://www.tiktok.com"
KINDS = ("page", "watch", "embed", "media", "asset", "data")
BARE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
OFF = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def content_security(kind: str, *, media_origin: str = "", https: bool = False) -> str:
    """The Content-Security-Policy of a kind of file, as one line."""
    if kind == "media":
        return f"{BARE}; img-src 'self'; media-src 'self'; sandbox"
    if kind in {"asset", "data"}:
        return f"{BARE}; sandbox" if kind == "data" else BARE
    media = " ".join(filter(None, ["'self'", media_origin]))
    ancestors = "*" if kind == "embed" else "'none'"
    rules = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src {media}",
        f"media-src {media}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {ancestors}",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
    ]
    if kind == "watch":
        rules.append(f"frame-src {PLATFORM}")
    if https:
        rules.append("upgrade-insecure-requests")
    return "; ".join(rules)


def permissions(kind: str) -> str:
    allowed = '(self "https://www.tiktok.com")' if kind == "watch" else "(self)"
    shared = ["web-share", "encrypted-media"]
    on = ["fullscreen", "picture-in-picture", *(shared if kind != "embed" else [])]
    off = [*OFF, *(shared if kind == "embed" else [])]
    return ", ".join([*(f"{name}={allowed}" for name in on), *(f"{name}=()" for name in off)])


def opener(kind: str) -> str:
    return "unsafe-none" if kind == "embed" else "same-origin"


def resource(kind: str) -> str:
    return "cross-origin" if kind in {"media", "data", "embed"} else "same-origin"


def cross_origin_reading(kind: str) -> str:
    """Feeds and API may be read by any site's script: they carry nothing that is not public."""
    return "*" if kind == "data" else ""
