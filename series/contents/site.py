from collections.abc import Mapping
from typing import Any

from series.contents.back import Back, file_of
from series.contents.files import file_set
from series.models import Site


def build(site: Site) -> dict[str, Any]:
    return {
        "name": site.name,
        "tagline": site.tagline,
        "introduction": site.introduction,
        "publisher": site.publisher,
        "contact_email": site.contact_email,
        "logo": file_set(site.logo),
        "ember": site.ember,
        "zone": site.zone,
        "licence": site.licence,
        "comments_note": site.comments_note,
    }


PLAIN = (
    *("name", "tagline", "introduction", "publisher", "contact_email"),
    *("ember", "zone", "licence", "comments_note"),
)


def back(site: Site, content: Mapping[str, Any]) -> Back:
    found = Back({name: content[name] for name in PLAIN})
    found.fields["logo"] = file_of(content["logo"], what="logo", back=found)
    return found
