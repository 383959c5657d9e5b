"""Promise 5: each line of the role table holds for each role, by address, by form, by bulk action, in menu and buttons.

What a role is refused must also leave nothing behind: no row of any history is written meanwhile.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pghistory.models
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

from series import reviews
from series.models import Asset, Effect, Rendition, Season, WebhookEndpoint
from series.models.subject import subject_of
from series.newsletter.models import AddressLook, Delivery, Issue, Suppression
from series.roles import ROLES as WRITTEN
from sparks.accounts import invitations
from tests.factories import live, people, previews, subjects
from tests.factories.readers import make_reader, planned
from tests.series import role_table
from tests.series.admin.pages import act_url, add, change, desk, history, listing
from tests.series.role_table import ROLES, Line

pytestmark = pytest.mark.django_db

CAST = {role: name for name, role in people.ROLES.items()}
# Told apart from “no such page”: a role that may not look is told that it may not.
REFUSED = {403}


@pytest.fixture
def clients() -> dict[str, Client]:
    return {role: desk(people.person(CAST[role])) for role in ROLES}


@pytest.fixture
def page_of() -> Callable[[Client, str], str]:
    """A page as it was before anything was tried, looked at once for each role."""
    pages: dict[tuple[Client, str], str] = {}

    def page_of(client: Client, url: str) -> str:
        if (client, url) not in pages:
            pages[client, url] = client.get(url, follow=True).content.decode()
        return pages[client, url]

    return page_of


def newsletters() -> list[Any]:
    """One of everything that the newsletter shows at the desk."""
    episode = live.make_live_episode()
    reader = make_reader()
    planned(episode)
    look = AddressLook.objects.create(
        subscriber=reader, person=people.person("looker", role=None), reason="Asked."
    )
    suppressed = Suppression.objects.create(address_key="a" * 64, why="left")
    return [reader, Issue.objects.get(), Delivery.objects.get(), suppressed, look]


@pytest.fixture
def world() -> dict[str, Any]:
    """One of everything that has a page, made by somebody who is none of the seven."""
    author = people.person("author", role=None)
    author.is_superuser = True
    author.save()
    episode = subjects.make_episode(complete=False)
    planned, sent, live = (subjects.make_episode(complete=False) for _ in range(3))
    season = Season.objects.create(series=episode.series)
    release = subjects.planned(planned)
    withdrawal = subjects.planned(live)
    withdrawal.kind = "withdraw"
    withdrawal.save()
    target = people.person("target", role=None)
    TOTP.activate(target, "JBSWY3DPEHPK3PXP")
    things = [
        *(episode, episode.series, episode.creator, season, release),
        subjects.make_teaser(subjects.make_episode(complete=False)),
        *(subjects.make_cause(), subjects.make_site(), subjects.make_legal()),
        *(subjects.make_front(), subjects.make_figure(), subjects.make_resource()),
        previews.shared(previews.submitted(subjects.make_episode(complete=False)))[0],
        episode.creator.consents.get(),
        reviews.submit(subjects=[subject_of(sent)], by=author),
        Effect.objects.create(release=release, kind="notice", target="x@example.org", state="parked"),
        WebhookEndpoint.objects.create(url="https://hooks.example.org/"),
        *(target, Group.objects.get(name="Producer")),
        *newsletters(),
        invitations.invite(email="new@example.org", roles=["Producer"], zone="UTC", by=None).invitation,
    ]
    looker = desk(author)
    for one in things:
        # What is made when somebody first looks at a page is there, then, no matter who looks next.
        looker.get(change(one))
    asset = Asset.objects.create(kind="film", original_name="a.mp4")
    film = Rendition.objects.create(
        source=asset,
        recipe="r",
        sha256="b" * 64,
        private_key="nowhere",
        public_key="p",
        bytes=1,
        content_type="video/mp4",
    )
    return {**{one._meta.label_lower: one for one in things}, "withdrawal": withdrawal, "film": film}


def written() -> int:
    """How many rows all histories hold, in one question."""
    tables = [
        model._meta.db_table for model in apps.get_models() if issubclass(model, pghistory.models.Event)
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " + ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return cursor.fetchone()[0]


def model_of(line: Line) -> type[models.Model]:
    return apps.get_model(line.thing)


def disagreements(lines: list[Line], clients: dict[str, Client], tried: Any) -> Iterator[str]:
    """Each place where what happened is not what is written. Whatever was done is undone before the next try."""
    for line in lines:
        for role in ROLES:
            may = role in line.allowed
            with transaction.atomic():
                before = 0 if may else written()
                for path, was in tried(line, clients[role]):
                    if was != may:
                        yield f"{role}: {line.kind} {line.thing} {line.name} by {path} is {was}, written {may}"
                if not may and written() != before:
                    yield f"{role}: {line.kind} {line.thing} {line.name} was refused and left something behind"
                transaction.set_rollback(True)


def agree(lines: list[Line], clients: dict[str, Client], tried: Any) -> None:
    found = [*disagreements(lines, clients, tried)]
    assert not found, "\n".join(found)


def opens(client: Client, url: str) -> bool:
    """Whether it is there for this role; everything but yes and no is a fault of its own."""
    status = client.get(url).status_code
    assert status in {200, 302, *REFUSED}, (url, status)
    return status not in REFUSED


def takes(client: Client, url: str, typed: dict[str, Any] | None = None) -> bool:
    status = client.post(url, typed or {}).status_code
    assert status in {200, 302, 422, *REFUSED}, (url, status)
    return status not in REFUSED


def test_pages_lists_and_histories(clients, world):
    def tried(line: Line, client: Client):
        if line.kind == "page":
            yield "address", opens(client, reverse(line.thing))
        elif line.kind == "app":
            status = client.get(reverse("admin:app_list", args=[line.thing])).status_code
            yield "address", status == 200
        elif line.kind == "file":
            status = client.get(reverse("desk-file", args=[world["film"].pk])).status_code
            # The row is there and the file is not: who may see it hears that, nobody else.
            yield "address", status == 404
        elif line.kind == "find":
            app, model = line.thing.split(".")
            query = {"app_label": app, "model_name": model, "field_name": line.name, "term": "a"}
            yield "autocomplete", client.get(reverse("admin:autocomplete"), query).status_code == 200
        else:
            thing = world[line.thing]
            yield "address", opens(client, listing(type(thing)))
            yield "its own page", opens(client, change(thing))
            yield "history", opens(client, history(thing))
            yield "a search", opens(client, listing(type(thing)) + "?q=a")

    kinds = ("page", "app", "file", "find", "list")
    agree(role_table.lines(*kinds), clients, tried)


def test_the_menu_leads_to_what_may_be_opened_and_to_nothing_else(clients):
    menus = {role: client.get(reverse("admin:index")).content.decode() for role, client in clients.items()}
    for line in role_table.lines("list"):
        shown = {role for role in ROLES if f'href="{listing(model_of(line))}"' in menus[role]}
        assert shown == line.allowed, line


def test_adding_changing_and_deleting(clients, world, page_of):
    def tried(line: Line, client: Client):
        thing = world[line.thing]
        if line.kind == "add":
            page = page_of(client, listing(type(thing)))
            yield "address", opens(client, add(type(thing)))
            yield "form", takes(client, add(type(thing)))
            yield "button", f'href="{add(type(thing))}' in page
        elif line.kind == "change":
            page = page_of(client, change(thing))
            yield "form", takes(client, change(thing))
            yield "button", 'name="_save"' in page
        elif line.kind == "password":
            url = reverse("admin:auth_user_password_change", args=[thing.pk])
            yield "address", opens(client, url)
            yield "form", takes(client, url)
        else:
            url = change(thing).replace("/change/", "/delete/")
            page = page_of(client, change(thing))
            yield "button", f'href="{url}' in page
            yield "address", opens(client, url)
            yield "form", takes(client, url, {"post": "yes"})

    kinds = ("add", "change", "password", "delete")
    agree(role_table.lines(*kinds), clients, tried)


def test_X6_no_bulk_act_deletes_and_none_is_offered_to_who_may_not(clients, world):
    for line in role_table.lines("list"):
        thing = world[line.thing]
        for role, client in clients.items():
            before = written()
            typed = {
                "action": "delete_selected",
                "_selected_action": [str(thing.pk)],
                "post": "yes",
                "index": "0",
            }
            client.post(listing(type(thing)), typed)
            assert type(thing)._base_manager.filter(pk=thing.pk).exists(), (role, line)
            assert written() == before, (role, line)
            page = client.get(listing(type(thing)), follow=True).content.decode()
            assert "delete_selected" not in page, (role, line)
            if line.thing not in role_table.BULK or role not in role_table.IN_BULK:
                assert 'name="action"' not in page, (role, line)


def test_acts(clients, world, page_of):
    def tried(line: Line, client: Client):
        thing = world[line.thing]
        url = act_url(thing, line.name)
        acts = {act.name: act for act in admin.site._registry[type(thing)].acts}
        shown = f'href="{url}"' in page_of(client, change(thing))
        if acts[line.name].offered(thing) or shown:
            yield "button", shown
        yield "address", opens(client, url)
        yield "form", takes(client, url, {"seen": "", "reason": ""})

    agree(role_table.lines("act"), clients, tried)


def test_every_page_and_every_act_of_the_desk_has_its_line():
    labels = {model._meta.label_lower for model in admin.site._registry}
    for kind in ("list", "add", "change", "delete"):
        assert {line.thing for line in role_table.lines(kind)} == labels, kind
    acts = {
        (model._meta.label_lower, act.name)
        for model, model_admin in admin.site._registry.items()
        for act in getattr(model_admin, "acts", ())
    }
    shared = {act for label, act in acts if label == role_table.SUBJECTS[0]}
    for label in role_table.SUBJECTS:
        assert {act for one, act in acts if one == label} == shared, label
    acts = {
        (label, act) for label, act in acts if label not in role_table.SUBJECTS or label in role_table.ACTED
    }
    withdrawals = {("withdrawal", name) for label, name in acts if label == "series.release"}
    assert {(line.thing, line.name) for line in role_table.lines("act")} == acts | withdrawals
    fields = {
        (model._meta.label_lower, name)
        for model, model_admin in admin.site._registry.items()
        for name in model_admin.autocomplete_fields
    }
    assert {(line.thing, line.name) for line in role_table.lines("find")} == fields
    assert set(WRITTEN) == set(ROLES)
