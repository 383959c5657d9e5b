"""What is typed and not saved is kept for whoever typed it, offered when they come back, and gone when it is saved."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from series import drafts
from series.models import Draft, Episode
from series.models.subject import subject_of
from series.publishing.due import database_now
from tests.factories import people, subjects
from tests.series.admin.pages import change, desk, form_of, inputs, listing

pytestmark = pytest.mark.django_db


def door(thing) -> str:
    return reverse("desk-draft", args=[subject_of(thing).pk])


def keep(client: Client, thing, *, page: str = "tab", step: int = 1, version: int = 0, **typed):
    """As the script of a page sends it: all fields of the form, with what was typed in them."""
    fields = {name: value if isinstance(value, list) else [str(value)] for name, value in typed.items()}
    sent = {"page": page, "step": step, "seen_version": version, "seen_related": {}, "fields": fields}
    return client.post(door(thing), json.dumps(sent), content_type="application/json")


def test_what_is_typed_is_kept_and_the_working_copy_stays_as_it_is():
    episode = subjects.make_episode(complete=False, title="Old", summary="As it was, and as it stays.")
    client = desk(people.ben())
    answer = keep(client, episode, title="New", summary="As it was, and as it stays.")
    assert answer.status_code == 200
    assert answer.json()["kept"].endswith("UTC")
    draft = Draft.objects.get()
    assert draft.typed == {"title": ["New"]}, "only what differs"
    episode.refresh_from_db()
    assert (episode.title, episode.edit_version, subject_of(episode).editors) == ("Old", 0, [])


def test_on_coming_back_it_is_offered_as_a_diff_and_taken_back_without_script():
    cause = subjects.make_cause(name="Education")
    episode = subjects.make_episode(complete=False, title="The soap")
    client = desk(people.ben())
    keep(client, episode, title="The bread", causes=[str(cause.pk)])
    page = client.get(change(episode))
    text = page.content.decode()
    assert "and did not save it" in text
    assert "The <del>soap</del><ins>bread</ins>" in text
    assert "Education" in text
    draft = Draft.objects.get()
    taken = client.get(f"{change(episode)}?draft={draft.pk}")
    form = taken.context["adminform"].form
    assert (form["title"].value(), form["causes"].value()) == ("The bread", [str(cause.pk)])
    assert "It is not saved yet" in taken.content.decode()
    typed = {**form_of(client, f"{change(episode)}?draft={draft.pk}")}
    typed |= {name: inputs(taken)[name][0] for name in ("draft_page", "draft_taken")}
    assert client.post(f"{change(episode)}?draft={draft.pk}", typed).status_code == 302
    episode.refresh_from_db()
    assert (episode.title, list(episode.causes.all())) == ("The bread", [cause])
    assert not Draft.objects.exists(), "it is saved"


def test_it_can_be_thrown_away():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    keep(client, episode, title="New")
    address = reverse("desk-draft-throw-away", args=[Draft.objects.get().pk])
    assert address in client.get(change(episode)).content.decode()
    assert client.get(address).status_code == 405
    assert client.post(address).url == change(episode)
    assert not Draft.objects.exists()


def test_a_draft_is_for_the_person_who_typed_it_alone():
    episode = subjects.make_episode(complete=False)
    keep(desk(people.ben()), episode, title="Ben's secret")
    draft = Draft.objects.get()
    ana = desk(people.ana())
    assert "Ben's secret" not in ana.get(change(episode)).content.decode()
    page = ana.get(f"{change(episode)}?draft={draft.pk}").content.decode()
    assert "Ben&#x27;s secret" not in page
    assert ana.post(reverse("desk-draft-throw-away", args=[draft.pk])).status_code == 404
    assert Draft.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("dov", 403), ("eli", 403)])
def test_whoever_may_not_change_it_keeps_no_draft(person, status):
    episode = subjects.make_episode(complete=False)
    assert keep(desk(people.person(person)), episode, title="New").status_code == status
    assert not Draft.objects.exists()


def test_a_producer_keeps_no_draft_of_the_site():
    assert keep(desk(people.ben()), subjects.make_site(), name="Mine").status_code == 403


def test_whoever_is_signed_out_is_told_so_and_a_page_gets_a_fresh_token_after_signing_in():
    episode = subjects.make_episode(complete=False)
    answer = keep(Client(), episode, title="New")
    assert (answer.status_code, answer.json()) == (401, {"signed_in": False})
    assert desk(people.ben()).get(door(episode)).json()["token"]


def test_without_a_token_nothing_is_kept():
    episode = subjects.make_episode(complete=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.ben())
    assert keep(client, episode, title="New").status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"page": 3, "fields": {"title": "x"}}', '{"page": "", "fields": {}}', "\xff"]
)
def test_a_message_that_is_no_draft_is_refused_without_a_fault(body):
    answer = desk(people.ben()).post(
        door(subjects.make_episode(complete=False)), body, content_type="application/json"
    )
    assert answer.status_code in {200, 400}
    assert not Draft.objects.exists()


def test_unknown_and_hidden_fields_and_files_are_no_part_of_a_draft():
    episode = subjects.make_episode()
    keep(desk(people.ben()), episode, nothing="x", seen_version="9", video="", edit_version="7", title="New")
    assert Draft.objects.get().typed == {"title": ["New"]}


def test_a_book_is_too_long_for_a_draft():
    episode = subjects.make_episode(complete=False)
    answer = keep(desk(people.ben()), episode, story="word " * 50_000)
    assert answer.status_code == 413
    assert "Save it" in answer.json()["why"]


def test_E10_two_tabs_of_one_person_are_two_drafts_and_neither_overwrites_the_other():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    keep(client, episode, page="one", title="From one")
    keep(client, episode, page="two", title="From two")
    typed = {**form_of(client, change(episode)), "title": "From two", "draft_page": "two"}
    assert client.post(change(episode), typed).status_code == 302
    assert [draft.typed for draft in Draft.objects.all()] == [{"title": ["From one"]}]
    assert "From" in client.get(change(episode)).content.decode()


def test_E10_a_message_that_comes_late_changes_nothing():
    episode = subjects.make_episode(complete=False, title="Old")
    client = desk(people.ben())
    keep(client, episode, step=5, title="Newest")
    keep(client, episode, step=4, title="Older")
    assert Draft.objects.get().typed == {"title": ["Newest"]}
    typed = {**form_of(client, change(episode)), "title": "Newest", "draft_page": "tab"}
    assert client.post(change(episode), typed).status_code == 302
    keep(client, episode, step=6, title="Newest")
    assert not Draft.objects.exists(), "it was saved, so there is nothing to keep"


def test_typing_it_all_back_leaves_no_draft():
    episode = subjects.make_episode(complete=False, title="Old")
    client = desk(people.ben())
    keep(client, episode, step=1, title="New")
    assert keep(client, episode, step=2, title="Old").json() == {"kept": ""}
    assert not Draft.objects.exists()


def test_a_draft_taken_back_in_a_second_tab_survives_when_the_first_goes_on_typing():
    episode = subjects.make_episode(complete=False, title="Old")
    client = desk(people.ben())
    keep(client, episode, page="one", step=1, title="New")
    draft = Draft.objects.get()
    taken = client.get(f"{change(episode)}?draft={draft.pk}")
    keep(client, episode, page="one", step=2, title="New and newer")
    typed = form_of(client, f"{change(episode)}?draft={draft.pk}") | {
        "title": "New",
        **{name: inputs(taken)[name][0] for name in ("draft_page", "draft_taken")},
    }
    client.post(change(episode), typed)
    assert Draft.objects.get().typed == {"title": ["New and newer"]}


def test_A31_a_draft_taken_back_meets_what_was_saved_since():
    episode = subjects.make_episode(complete=False, title="Old")
    client = desk(people.ben())
    keep(client, episode, title="Ben's")
    ana = desk(people.ana())
    assert ana.post(change(episode), {**form_of(ana, change(episode)), "title": "Ana's"}).status_code == 302
    address = f"{change(episode)}?draft={Draft.objects.get().pk}"
    assert client.post(address, form_of(client, address)).status_code == 409


def test_what_was_typed_when_the_lock_fell_is_a_draft_and_offered_though_the_page_is_locked():
    episode = subjects.make_episode()
    ben = desk(people.ben())
    typed = {**form_of(ben, change(episode)), "summary": "Typed in vain?"}
    subjects.scheduled(episode)
    assert keep(ben, episode, summary="Typed in vain?").status_code == 200
    assert ben.post(change(episode), typed).status_code == 200
    page = ben.get(change(episode)).content.decode()
    assert "Typed in vain?" in page or "vain" in page
    assert "It can be taken back when this is off the schedule" in page


def test_drafts_are_forgotten_after_thirty_days():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    keep(client, episode, page="old", title="Old draft")
    keep(client, episode, page="new", title="New draft")
    Draft.objects.filter(page="old").update(kept_at=database_now() - timedelta(days=31))
    assert drafts.prune() == 1
    assert Draft.objects.get().page == "new"


def test_a_working_copy_with_a_draft_can_still_be_deleted():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ana())
    keep(client, episode, title="New")
    client.post(reverse("admin:series_episode_delete", args=[episode.pk]), {"post": "yes"})
    assert not Episode.objects.exists()
    assert client.get(listing(Episode)).status_code == 200
