"""From a Site to the text of its nginx.conf."""

import re
from pathlib import Path

from sparks.nginx import counting, locations, types
from sparks.nginx.headers import headers, policy, text
from sparks.nginx.site import Site

TEMPLATE = Path(__file__).with_name("nginx.conf.template")
SLOT = re.compile(r"^( *)(.*?)@@([A-Z_]+)(?: (\w+))?@@", re.MULTILINE)


def render(site: Site) -> str:
    """The whole nginx.conf of `site`.

    Raises ValueError, with a sentence, for a path that nginx could misread.
    """
    for path in (site.pages_root, site.static_root, site.run_folder, site.public_media_root or ""):
        refuse_unwritable(str(path))
    once = values(site)
    by_kind = {
        "HEADERS": headers,
        "DOCUMENT": locations.document,
        "FILE": locations.file,
        "ERROR": locations.error,
        "TEXT": locations.text_error,
    }

    def fill(found: re.Match[str]) -> str:
        indent, before, name, kind = found.groups()
        lines = by_kind[name](kind, site) if kind else once[name]
        return indent + before + f"\n{indent}".join(lines)

    result = TEMPLATE.read_text()
    while SLOT.search(result):
        result = SLOT.sub(fill, result)
    return result


def values(site: Site) -> dict[str, list[str]]:
    target = "$django" if site.resolver else "django"
    return {
        "USER": [f"user {site.user};"] if site.user else [],
        "WORKERS": [site.workers],
        "RUN": [str(site.run_folder)],
        "ERROR_LOG": [site.error_log],
        "ACCESS_LOG": ["off" if site.access_log == "off" else f"{text(site.access_log)} without_address"],
        "NAMES": ["|".join(map(re.escape, types.NAMES))],
        "EXTENSIONS": ["|".join(types.EXTENSIONS)],
        "TYPES": [f"{ending} {text(kind)};" for ending, kind in types.rules().items()],
        "POLICY": [text(policy("page", site))],
        "COUNTING": counting.zones(site),
        "UPSTREAM": upstream(site),
        "LISTEN": [f"listen {address} default_server;" for address in site.listen],
        "DYNAMIC_UPSTREAM": [f"set $django {text(site.upstream)};"] if site.resolver else [],
        "PROXY_TARGET": [target],
        "SCHEME": [site.scheme],
        "PAGES": [str(site.pages_root)],
        "STATIC": [str(site.static_root)],
        "MEDIA": locations.media(site),
        "DJANGO": locations.django(target),
        "PLAIN": locations.plain(site),
    }


def refuse_unwritable(path: str) -> None:
    if set(path) & set('$"\\\n'):
        raise ValueError(
            f"nginx cannot use the path {path!r}: it holds a dollar sign, a quote or a backslash."
        )


def upstream(site: Site) -> list[str]:
    """Where Django is: asked for again and again by name, if there is a resolver to ask."""
    if site.resolver:
        return [f"resolver {site.resolver} valid=5s ipv6=off;"]
    return [f"upstream django {{ server {text(site.upstream)} max_fails=0; keepalive 8; }}"]
