"""Where a notice leads: to a place inside the desk, and nowhere else."""

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def inside(path: str) -> str:
    """The path, if it is one of the desk's; else the notices' own page."""
    if path.startswith(reverse("admin:index")) and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return reverse("desk-notices")
