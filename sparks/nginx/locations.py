"""The bodies of the locations that come in several kinds."""

from sparks.nginx import counting, types
from sparks.nginx.headers import headers, text
from sparks.nginx.site import Site

HTML = 'default_type "text/html; charset=utf-8";'
# What reaches Django; everything else is a file. A trailing slash means everything below, too.
DJANGO = (
    *("/accounts/", "/preview/", "/style/", "/desk-calendar/", "/newsletter/", "/oembed"),
    *("/healthz", "/readyz"),
)
DOCUMENT_KINDS = ("page", "watch", "embed")
BIGGEST_UPLOAD = "1100m"
# A table; Django, which allows five, can say so in a sentence up to here.
BIGGEST_TABLE = "8m"


def document(kind: str, site: Site) -> list[str]:
    """A baked page. Its packed sibling is asked for by name, so no pattern has to find out what was sent."""
    return [
        f'if (-f "{site.pages_root}/notices${{asked}}index.html") {{ return 410; }}',
        f"try_files /pages${{uri}}index.html$packed @plain_{kind};",
        HTML,
        *headers(kind, site),
        "add_header Content-Encoding $packing;",
    ]


def plain(site: Site) -> list[str]:
    """A baked page without the packed sibling that the visitor would have liked."""
    lines = []
    for kind in DOCUMENT_KINDS:
        body = ["try_files /pages${uri}index.html @unknown;", HTML, *headers(kind, site)]
        lines += block(f"location @plain_{kind}", body)
    return lines


def file(kind: str, site: Site) -> list[str]:
    return [
        "if ($hidden) { rewrite ^ /hidden; return 404; }",
        f'if (-f "{site.pages_root}/notices$asked_index") {{ return 410; }}',
        f'if (-f "{site.pages_root}/notices$asked") {{ return 410; }}',
        "try_files /pages$uri$packed /pages$uri @unknown;",
        *headers(kind, site),
        "add_header Content-Type $file_type;",
        "add_header Content-Encoding $file_encoding;",
    ]


def error(kind: str, site: Site) -> list[str]:
    return stand_in(HTML, kind, site)


def text_error(kind: str, site: Site) -> list[str]:
    return stand_in('default_type "text/plain; charset=utf-8";', kind, site)


def stand_in(default_type: str, kind: str, site: Site) -> list[str]:
    """What stands at an address in place of what was asked for."""
    return [default_type, *headers(kind, site), "add_header Content-Encoding $file_encoding always;"]


def media(site: Site) -> list[str]:
    """Public media in a folder of ours; nothing when it lies in S3. Never packed, so nginx's types will do."""
    if site.public_media_root is None:
        return []
    body = [
        "if ($hidden) { return 404; }",
        "rewrite ^/media(/.*)$ $1 break;",
        f"root {text(str(site.public_media_root))};",
        "disable_symlinks on from=$document_root;",
        *block("types", [f"{text(kind)} {ending};" for ending, kind in types.EXTENSIONS.items()]),
        f"default_type {types.UNKNOWN};",
        *headers("media", site),
    ]
    return block("location ^~ /media/", body)


def django(target: str) -> list[str]:
    """The doors to Django. Prefixes, not a pattern: nginx finds those without looking at each."""
    pass_on = [
        f"proxy_pass http://{target};",
        "add_header Content-Security-Policy $policy_unless_django always;",
    ]
    patient = [
        f"client_max_body_size {BIGGEST_UPLOAD};",
        "proxy_read_timeout 300s;",
        "proxy_send_timeout 300s;",
    ]
    lines = block("location ^~ /admin/", [*patient, *pass_on]) + block("location = /admin", pass_on)
    lines += block("location ^~ /admin/lineup/", [f"client_max_body_size {BIGGEST_TABLE};", *pass_on])
    # However many search, the desk gets through; who comes too many is told to try again in a moment.
    searching = ["limit_conn search 16;", "limit_conn_status 503;", *pass_on]
    lines += block("location = /search/", searching) + block("location = /search.json", searching)
    lines += block("location = /search", pass_on)
    # Where password managers look for it.
    lines += block("location = /.well-known/change-password", ["return 302 /accounts/password/;"])
    lines += block("location = /count", [*counting.limits(), *pass_on])
    for path in DJANGO:
        lines += block(f"location = {path.rstrip('/')}", pass_on)
        lines += block(f"location ^~ {path.rstrip('/')}/", pass_on)
    return lines


def block(head: str, body: list[str]) -> list[str]:
    return [f"{head} {{", *(f"    {line}" for line in body), "}"]
