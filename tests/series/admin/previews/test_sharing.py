"""Making and revoking links at the desk, and who may."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import PreviewLink
from series.previews import links, tokens
from tests.factories import people, previews, subjects
from tests.series.admin.pages import act, act_url, change, desk, history, listing, said

pytestmark = pytest.mark.django_db
SHARERS = {"ben", "ana", "chi"}


@pytest.fixture
def revision():
    return previews.submitted(subjects.make_episode(title="The soap"))


def sharing(revision) -> str:
    return reverse("desk-preview-share", args=[revision.pk])


def typed(**fields) -> dict:
    return {
        "recipient": "Wilma Hargrove",
        "purpose": "approve",
        "shows": "pinned",
        "days": "7",
        "form_key": str(uuid.uuid4()),
        **fields,
    }


def token_on(page: str) -> str:
    return re.search(r"http://hub\.test/preview/([\w-]{43})/", page)[1]


def test_the_address_is_shown_once_and_opens(revision):
    client = desk(people.ben())
    assert client.get(sharing(revision)).status_code == 200
    response = client.post(sharing(revision), typed())
    page = response.content.decode()
    token = token_on(page)
    link = PreviewLink.objects.get()
    assert link.token_hash == tokens.hashed(token)
    assert (link.revision, link.purpose, link.made_by) == (revision, "approve", people.ben())
    assert response["Cache-Control"].startswith("private, no-store")
    assert "mailto:?subject=" in page
    assert Client().get(previews.door(token)).status_code == 200
    for address in (
        change(link),
        listing(PreviewLink),
        history(link),
        reverse("desk-preview", args=[revision.pk]),
    ):
        assert token not in client.get(address).content.decode(), address


def test_a_form_sent_twice_says_so_and_makes_no_second_link(revision):
    client = desk(people.ben())
    sent = typed()
    client.post(sharing(revision), sent)
    again = client.post(sharing(revision), sent)
    assert again.status_code == 422
    assert "made already" in again.content.decode()
    assert PreviewLink.objects.count() == 1


def test_a_following_link_is_made(revision):
    desk(people.ben()).post(sharing(revision), typed(shows="newest"))
    assert PreviewLink.objects.get().revision is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient": " "},
        {"recipient": "x" * 201},
        {"days": "0"},
        {"days": "61"},
        {"days": "soon"},
        {"purpose": "publish"},
        {"shows": ""},
        {"form_key": "no key"},
    ],
)
def test_bad_input_is_said_and_kept_and_makes_nothing(revision, wrong):
    response = desk(people.ben()).post(sharing(revision), typed(**wrong))
    assert response.status_code == 422
    assert not PreviewLink.objects.exists()
    if "recipient" not in wrong:
        assert 'value="Wilma Hargrove"' in response.content.decode()


def test_sharing_and_revoking_are_open_to_their_roles_and_closed_to_all_others(revision):
    for name in ("ben", "ana", "chi", "dov", "eli"):
        link, _token = previews.shared(revision)
        client = desk(people.person(name))
        allowed = name in SHARERS
        assert (client.get(sharing(revision)).status_code == 200) == allowed, name
        assert (client.post(sharing(revision), typed()).status_code == 200) == allowed, name
        assert (client.get(act_url(link, "revoke")).status_code == 200) == allowed, name
        if not allowed:
            assert client.post(act_url(link, "revoke"), {"seen": "", "reason": ""}).status_code == 403
            link.refresh_from_db()
            assert link.revoked_at is None
    assert desk(people.dov()).get(listing(PreviewLink)).status_code == 200
    assert desk(people.eli()).get(listing(PreviewLink)).status_code == 403


def test_the_auditor_looks_and_is_offered_nothing(revision):
    link, _token = previews.shared(revision)
    client = desk(people.dov())
    assert act_url(link, "revoke") not in client.get(change(link)).content.decode()
    assert sharing(revision) not in client.get(reverse("desk-preview", args=[revision.pk])).content.decode()


def test_revoking_is_confirmed_and_closes_the_address(revision):
    link, token = previews.shared(revision)
    client = desk(people.ana())
    response = act(client, link, "revoke", reason="It was passed on.")
    assert said(client, response) == ["The link for Wilma Hargrove is revoked."]
    assert Client().get(previews.door(token)).status_code == 404
    page = client.get(history(link)).content.decode()
    assert "It was passed on." in page
    assert act_url(link, "revoke") not in client.get(change(link)).content.decode()


def test_the_list_is_kept_to_a_state_and_to_a_subject(revision):
    first, _token = previews.shared(revision, recipient="Wilma One")
    second, _other = previews.shared(previews.submitted(subjects.make_episode()), recipient="Jon Two")
    links.revoke(link_id=second.pk, by=people.ana())
    client = desk(people.dov())

    def shown(query: str) -> list[str]:
        page = client.get(f"{listing(PreviewLink)}?{query}").content.decode()
        return [name for name in ("Wilma One", "Jon Two") if name in page]

    assert shown("") == ["Wilma One", "Jon Two"]
    assert shown("state=open") == ["Wilma One"]
    assert shown("state=revoked") == ["Jon Two"]
    assert shown("state=over") == []
    assert shown(f"subject__id__exact={first.subject_id}") == ["Wilma One"]


def test_a_link_whose_maker_has_left_is_marked(revision):
    previews.shared(revision)
    ben = people.ben()
    ben.is_active = False
    ben.save()
    assert "account closed" in desk(people.ana()).get(listing(PreviewLink)).content.decode()


def test_the_list_costs_the_same_for_one_and_thirty_links(revision):
    client = desk(people.dov())
    previews.shared(revision)
    client.get(listing(PreviewLink))
    before = queries(client, listing(PreviewLink))
    for _ in range(29):
        previews.shared(previews.submitted(subjects.make_episode(complete=False)), follow=True)
    assert queries(client, listing(PreviewLink)) == before
    assert before <= 15


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
