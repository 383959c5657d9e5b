"""What a person chose on the merge screen, as the form it belongs to would have sent it."""

from django.http import QueryDict

CHOICE, MERGING = "merge-", "merging"
SOURCES = {"theirs": "theirs-", "yours": "yours-", "edit": "edit-"}
OPEN_VERSION, OPEN_RELATED = "open-version", "open-related"


def _clashes(post: QueryDict) -> list[str]:
    return [name for name in post.getlist(MERGING) if name]


def undecided(post: QueryDict) -> bool:
    return any(post.get(CHOICE + name) not in SOURCES for name in _clashes(post))


def resolved(post: QueryDict) -> QueryDict:
    """The answers in place of the choices. Where a clash was not decided, the form still has the version that was
    seen first, so that it is asked again.
    """
    data = post.copy()
    for name in _clashes(post):
        source = SOURCES.get(str(data.get(CHOICE + name, "")), SOURCES["yours"])
        data.setlist(name, [value for value in data.getlist(source + name) if value != ""] or [""])
    if undecided(post):
        data["seen_version"] = str(data.get(OPEN_VERSION, ""))
        data["seen_related"] = str(data.get(OPEN_RELATED, ""))
    for key in list(data):
        if key.startswith((CHOICE, *SOURCES.values())) or key in {MERGING, OPEN_VERSION, OPEN_RELATED}:
            del data[key]
    return data
