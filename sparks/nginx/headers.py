"""The header lines of each location. A location that sets one header inherits none, so each gets them all."""

from sparks.nginx import policies
from sparks.nginx.site import Site

HSTS = "max-age=63072000; includeSubDomains; preload"
IMMUTABLE = "public, max-age=31536000, immutable"
UNPACKED = {"media"}


def headers(kind: str, site: Site) -> list[str]:
    """What every answer of this kind carries, whatever its status; long life only what succeeded."""
    lasting = kind in {"asset", "media"}
    always = {
        "Content-Security-Policy": policy(kind, site),
        "Permissions-Policy": policies.permissions(kind),
        "Cross-Origin-Opener-Policy": policies.opener(kind),
        "Cross-Origin-Resource-Policy": policies.resource(kind),
        "Access-Control-Allow-Origin": policies.cross_origin_reading(kind),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Strict-Transport-Security": HSTS if site.https else "",
        "Vary": "" if kind in UNPACKED else "Accept-Encoding",
        "Cache-Control": "" if lasting else "no-cache",
    }
    lines = [f"add_header {name} {text(value)} always;" for name, value in always.items() if value]
    # nginx's own header, from the file's time: our files' times are made up from their content.
    lines.append('add_header Last-Modified "";')
    return [*lines, f"add_header Cache-Control {text(IMMUTABLE)};"] if lasting else lines


def policy(kind: str, site: Site) -> str:
    return policies.content_security(kind, media_origin=site.media_origin, https=site.https)


def text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
