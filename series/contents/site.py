from typing import Any

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
