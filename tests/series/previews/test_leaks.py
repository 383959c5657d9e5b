"""Nothing of a preview is in anything public: no token, no private key, no recipient, no word of what is ahead."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from series.models import Asset, Rendition
from series.pages.bake import bake_marked
from series.pages.marks import mark_all
from tests.factories import people, previews, subjects
from tests.series.admin.pages import desk

pytestmark = pytest.mark.django_db(transaction=True)


def public_bytes() -> dict[str, bytes]:
    files = [*settings.PAGES_ROOT.rglob("*"), *Path(settings.PUBLIC_MEDIA_ROOT).rglob("*")]
    return {str(one): one.read_bytes() for one in files if one.is_file() and one.suffix not in {".br", ".gz"}}


def test_X1_no_token_and_no_private_key_is_in_a_public_file():
    series = subjects.make_series()
    subjects.published(subjects.make_episode(series=series))
    bake_marked()
    before = public_bytes()
    ahead = subjects.make_episode(
        series=series, title="Zebrafinch", video=subjects.film(seed=7), summary="Quokka at dawn."
    )
    revision = previews.submitted(ahead)
    link, token = previews.shared(revision, recipient="Marmoset Lindqvist", purpose="approve")
    visitor, client = Client(), desk(people.ana())
    for address in (previews.door(token), reverse("preview-page", args=[token])):
        assert visitor.get(address).status_code == 200
    for address in (
        reverse("desk-preview", args=[revision.pk]),
        reverse("desk-preview-page", args=[revision.pk]),
    ):
        assert client.get(address).status_code == 200
    mark_all(why="test")
    bake_marked()

    assert public_bytes() == before
    shared_files = {key for key in before if key.startswith(str(settings.PUBLIC_MEDIA_ROOT))}
    assert shared_files
    secrets = [token, link.token_hash, "Marmoset", "Zebrafinch", "Quokka", "/preview/"]
    secrets += Asset.objects.values_list("private_key", flat=True)
    secrets += Rendition.objects.values_list("private_key", flat=True)
    for name, data in before.items():
        assert not [secret for secret in secrets if secret in name or secret.encode() in data], name
