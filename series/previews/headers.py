"""What every answer about a preview carries: for nobody's cache, no search engine and no other site's log."""

from django.conf import settings
from django.http import HttpResponseBase

from sparks.nginx import policies

# Same origin, so that captions load and a session is known; no script, and links in windows of their own.
SANDBOX = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
# The outsider's own pages: our stylesheet, the preview in a frame, and a form that answers us.
OUTSIDE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)


def keep_private[R: HttpResponseBase](response: R) -> R:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_page[R: HttpResponseBase](response: R, *, kind: str) -> R:
    """The policy of the public page plus a sandbox; and it may stand in a frame of ours, nobody else's."""
    https = settings.PUBLIC_URL.startswith("https://")
    public = policies.content_security(kind, media_origin=settings.MEDIA_ORIGIN, https=https)
    framed = public.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response["Content-Security-Policy"] = f"{framed}; {SANDBOX}"
    response["Permissions-Policy"] = policies.permissions(kind)
    return keep_private(response)


def policy_kind(page_kind: str) -> str:
    return "watch" if page_kind == "episode" else "page"
