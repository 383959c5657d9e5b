"""From a Site to the text of its nginx.conf."""

import re
from collections.abc import Iterable
from pathlib import Path

from sparks.nginx import policies, types
from sparks.nginx.site import Site

TEMPLATE = Path(__file__).with_name("nginx.conf.template")
# What reaches Django; everything else is a file. A trailing slash means everything below, too.
DJANGO = ("/accounts/", "/search/", "/preview/", "/oembed", "/healthz", "/readyz")
HSTS = "max-age=63072000; includeSubDomains; preload"


def render(site: Site) -> str:
    """The whole nginx.conf of `site`.

    Raises ValueError, with a sentence, for a value that nginx could misread.
    """
    fill = {
        "USER": f"user {site.user};" if site.user else "",
        "WORKERS": site.workers,
        "RUN": path(site.run_folder),
        "ERROR_LOG": path(site.error_log),
        "ACCESS_LOG": access_log(site),
        "FROM_FILE": types.FROM_FILE,
        "TYPES": lines(f"{text(pattern)} {text(kind)};" for pattern, kind in types.rules()),
        "POLICIES": by_kind(
            {
                kind: policies.content_security(kind, media_origin=site.media_origin, https=site.https)
                for kind in policies.KINDS
            }
        ),
        "PERMISSIONS": by_kind({kind: policies.permissions(kind) for kind in policies.KINDS}),
        "OPENER": by_kind({kind: policies.opener(kind) for kind in policies.KINDS}),
        "RESOURCE": by_kind({kind: policies.resource(kind) for kind in policies.KINDS}),
        "CROSS": by_kind({kind: policies.cross_origin_reading(kind) for kind in policies.KINDS}),
        "UPSTREAM": upstream(site),
        "LISTEN": lines(f"listen {address} default_server;" for address in site.listen),
        "PROXY_TARGET": "$django" if site.resolver else "django",
        "DYNAMIC_UPSTREAM": f"set $django {text(site.upstream)};" if site.resolver else "",
        "SCHEME": site.scheme,
        "HSTS": text(HSTS if site.https else ""),
        "PAGES": path(site.pages_root),
        "STATIC": path(site.static_root),
        "MEDIA": media(site),
        "DJANGO": "admin$|" + "|".join(prefix_pattern(prefix) for prefix in DJANGO),
    }
    return re.sub(r"@@([A-Z_]+)@@", lambda found: fill[found.group(1)], TEMPLATE.read_text())


def path(place: Path | str) -> str:
    """A path as nginx reads it between quotes. nginx has no way to write a dollar sign."""
    value = str(place)
    if set(value) & set('$"\\\n'):
        raise ValueError(f"nginx cannot use the path {value!r}: it holds a dollar sign, quote or backslash.")
    return value


def text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def lines(items: Iterable[str]) -> str:
    return "\n        ".join(items)


def by_kind(values: dict[str, str]) -> str:
    return lines(f"{kind} {text(value)};" for kind, value in values.items())


def access_log(site: Site) -> str:
    return "off" if site.access_log == "off" else f"{text(path(site.access_log))} without_address"


def upstream(site: Site) -> str:
    if site.resolver:
        return f"resolver {site.resolver} valid=5s ipv6=off;"
    return f"upstream django {{ server {text(site.upstream)} max_fails=0; keepalive 8; }}"


def media(site: Site) -> str:
    if site.public_media_root is None:
        return ""
    return "\n        ".join(
        [
            "location ^~ /media/ {",
            "    rewrite ^/media(/.*)$ $1 break;",
            f"    root {text(path(site.public_media_root))};",
            "}",
        ]
    )


def prefix_pattern(prefix: str) -> str:
    name = re.escape(prefix.strip("/"))
    return f"{name}(?:/|$)" if prefix.endswith("/") else f"{name}/?$"
