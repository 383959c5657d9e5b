"""Public addresses, as the world sees them."""

from django.conf import settings
from django.utils.encoding import iri_to_uri


def absolute(path: str) -> str:
    """The whole address of a path of the hub, escaped as a cache's key and a receiver expect it."""
    return settings.PUBLIC_URL + iri_to_uri(path)
