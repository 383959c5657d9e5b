"""Promise 5, of the desk's pages of their own: each line holds by address, form, script, palette, menu and link.

What a role is refused leaves nothing behind, in the histories and in the tables that have none.
"""

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from series.admin.bulk.acts import ACTS
from series.calendar import addresses as calendar_addresses
from series.calendar import edits, make
from series.lineup.export import EXPORTS
from series.models import SavedFilter, ScheduleChange
from series.models.subject import subject_of
from series.reviewing import comments
from series.saved_filters import LISTINGS
from tests.factories import people, previews, subjects
from tests.series import role_table_pages
from tests.series.admin.pages import act_url, change, desk
from tests.series.calendar import stage
from tests.series.lineup.tables import as_csv, imported
from tests.series.role_table import ROLES, Line

pytestmark = pytest.mark.django_db

CAST = {role: name for name, role in people.ROLES.items()}
WORD = "Quincetree"
# What is written by looking: it says who was here, and is no act.
BY_LOOKING = {"django_session"}


@pytest.fixture
def clients() -> dict[str, Client]:
    return {role: desk(people.person(CAST[role])) for role in ROLES}


@pytest.fixture
def things() -> dict[str, Any]:
    """Made by somebody who is none of the seven."""
    author = people.person("author", role=None)
    author.groups.add(Group.objects.get(name="Chief editor"))
    subjects.make_site()
    series = subjects.make_series(title=f"{WORD} films", zone=stage.ZONE)
    season = stage.season(weeks=3, series=series)
    first, second, free = stage.slots(season)
    one, two = (subjects.make_episode(series=series, complete=False) for _ in range(2))
    release, other = stage.put(subject_of(one), first), stage.put(subject_of(two), second)
    live = subjects.planned(subjects.make_episode(series=series, complete=False))
    live.kind = "withdraw"
    live.save()
    reserve = subjects.make_episode(series=series, complete=False)
    subjects.approved(reserve)
    sent = previews.submitted(subjects.make_episode(series=series, complete=False))
    thread = comments.begin(revision_id=sent.pk, by=author, text="Shorter, please.")
    creator = subjects.make_creator(name=f"{WORD} Hargrove")
    alone = subjects.make_episode(series=series, creator=creator, complete=False, title=f"{WORD} jam")
    pencilled = subjects.planned(subjects.make_episode(series=series, complete=False, title=f"{WORD} bread"))
    return {
        "author": author,
        "series": series,
        "season": season,
        "first": first,
        "free": free,
        "release": release,
        "other": other,
        "withdrawal": live,
        "reserve": subject_of(reserve),
        "sent": sent,
        "comment": thread,
        "thread": thread.thread,
        "creator": creator,
        "episode": alone,
        "pencilled": pencilled,
        "subject": subject_of(alone),
        "lineup": imported(as_csv([{"series": series.title, "number": "9", "title": "", "creator": ""}])),
    }


@pytest.fixture
def addresses(things) -> dict[tuple[str, str], str]:
    """Where each thing of the table is."""
    at = {name: [things[name].pk] for name in things}
    calendar = {
        "month": ("", []),
        "agenda": ("", []),
        "release": ("-release", at["release"]),
        "slot": ("-slot", at["free"]),
        "reserve": ("-reserve", at["reserve"]),
        "addresses": ("-addresses", []),
        "move": ("-move", at["release"]),
        "swap": ("-swap", at["release"]),
        "seat": ("-seat", at["free"]),
        "pull": ("-pull", at["first"]),
        "undo": ("-undo", [1]),
        "move-withdrawal": ("-move", at["withdrawal"]),
        "swap-withdrawal": ("-swap", at["withdrawal"]),
    }
    preview = {
        "revision": ("", at["sent"]),
        "page": ("-page", at["sent"]),
        "look": ("-look", at["sent"]),
        "draft": ("-draft", at["subject"]),
        "draft-page": ("-draft-page", at["subject"]),
        "share": ("-share", at["sent"]),
    }
    lineup = {
        "look": ("", at["lineup"]),
        "progress": ("-progress", at["lineup"]),
        "upload": ("s", []),
        "reasons": ("-reasons", at["lineup"]),
        "row": ("-row", [*at["lineup"], 2]),
        "apply": ("-apply", at["lineup"]),
        "template": ("-template", ["csv"]),
        **{name: ("-act", [*at["lineup"], name]) for name in ("again", "leave-out", "drop")},
    }
    named = {
        **{("calendar", name): (f"desk-calendar{tail}", args) for name, (tail, args) in calendar.items()},
        **{("preview", name): (f"desk-preview{tail}", args) for name, (tail, args) in preview.items()},
        **{("lineup", name): (f"desk-lineup{tail}", args) for name, (tail, args) in lineup.items()},
        **{("export", name): ("desk-export", [name, "csv"]) for name in EXPORTS},
        **{("bulk", name): ("desk-bulk", [name]) for name in ACTS},
        **{("filter", f"{label.split('.')[1]}s"): ("desk-filter-save", [label]) for label in LISTINGS},
        ("compare", "sides"): ("desk-compare", at["subject"]),
        ("working", "draft"): ("desk-draft", at["subject"]),
        ("working", "presence"): ("desk-presence", at["subject"]),
        ("comment", "begin"): ("desk-comment", [things["sent"].review_id]),
        ("comment", "answer"): ("desk-answer", at["thread"]),
        ("comment", "resolve"): ("desk-settle", [*at["thread"], "resolve"]),
        ("comment", "take-back"): ("desk-take-back", at["comment"]),
        ("comment", "correct"): ("desk-correct", at["comment"]),
        ("comment", "people"): ("desk-review-people", []),
        ("audience", "page"): ("desk-audience", []),
        ("audience", "pages-table"): ("desk-audience-pages", []),
        ("audience", "sites-table"): ("desk-audience-sites", []),
        ("history", "all"): ("desk-history", []),
        ("history", "of-one"): ("desk-history-of", ["series.episode", *at["episode"]]),
        ("bundle", "together"): ("desk-bundle", []),
        ("legal", "begin"): ("admin:series_legalpage_begin", ["contact"]),
        ("notice", "list"): ("desk-notices", []),
        ("notice", "choices"): ("desk-notice-choices", []),
        ("notice", "mark"): ("desk-notices-mark", []),
        ("find", "page"): ("desk-find", []),
        ("find", "palette"): ("admin:search", []),
    }
    found = {key: reverse(name, args=args) for key, (name, args) in named.items()}
    found["calendar", "agenda"] += "?view=agenda"
    found["find", "page"] += "?q=soap"
    return found


def held() -> int:
    """How many rows there are in all tables, in one question."""
    models = apps.get_models(include_auto_created=True)
    there = set(connection.introspection.table_names()) - BY_LOOKING
    tables = {model._meta.db_table for model in models} & there
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + " + ".join(f'(SELECT count(*) FROM "{table}")' for table in sorted(tables))
        )
        return cursor.fetchone()[0]


def allowed(response: Any) -> bool:
    assert response.status_code in {200, 302, 400, 403, 409, 422}, response.status_code
    return response.status_code != 403


def typed(line: Line) -> dict[str, Any]:
    if line.name == "upload":
        return {"file": SimpleUploadedFile("season.csv", b"series,number,title,creator\n")}
    if line.thing == "filter":
        query = "o=1" if line.name != "episodes" else "q=soap"
        return {"name": "Mine", "query": query, "shared": "1" if line.kind == "share" else ""}
    return {}


def tried(line: Line, client: Client, address: str):
    if line.kind in {"look", "do"}:
        yield "address", allowed(client.get(address))
    if line.kind in {"do", "post"}:
        yield "form", allowed(client.post(address, typed(line)))
    if line.kind == "share":
        client.post(address, typed(line))
        yield "form", SavedFilter.objects.filter(shared=True).exists()
    if line.kind == "script":
        yield "script", allowed(client.post(address, {"page": "p", "fields": {}}, "application/json"))


def test_each_page_form_and_script_is_for_whom_the_table_says(clients, addresses):
    found = []
    for line in role_table_pages.lines("look", "do", "post", "share", "script"):
        for role in ROLES:
            may = role in line.allowed
            with transaction.atomic():
                before = 0 if may else held()
                for path, was in tried(line, clients[role], addresses[line.thing, line.name]):
                    if was != may:
                        found.append(f"{role}: {line.thing} {line.name} by {path} is {was}, written {may}")
                if not may and held() != before:
                    found.append(f"{role}: {line.thing} {line.name} was refused and left something behind")
                transaction.set_rollback(True)
    assert not found, "\n".join(found)


def test_who_is_not_signed_in_gets_none_of_it(addresses):
    nobody = Client()
    for key, address in addresses.items():
        response = nobody.get(address)
        assert response.status_code in {302, 401, 405}, (key, response.status_code)
        if response.status_code == 302:
            assert "login" in response.url, key
    before = held()
    for address in addresses.values():
        assert nobody.post(address).status_code in {302, 401, 405}
    assert held() == before


def test_the_palette_and_its_page_find_what_may_be_opened_and_nothing_else(clients, things):
    thing = {
        **{name: change(things[name]) for name in ("episode", "creator", "series", "season")},
        "release": change(things["pencilled"]),
    }
    act = {
        "submit": act_url(things["episode"], "submit"),
        "plan": act_url(things["episode"], "plan"),
        "cancel": act_url(things["pencilled"], "cancel"),
    }
    asked = {"submit": f"send {WORD} jam", "plan": f"plan {WORD} jam", "cancel": f"cancel {WORD} bread"}
    answers: dict[tuple[str, str, str], str] = {}
    for line in role_table_pages.lines("palette"):
        link = (thing if line.thing == "thing" else act)[line.name]
        words = WORD if line.thing == "thing" else asked[line.name]
        for role, client in clients.items():
            for name, key in (("admin:search", "s"), ("desk-find", "q")):
                page = (
                    answers.get((role, name, words))
                    or client.get(reverse(name), {key: words}).content.decode()
                )
                answers[role, name, words] = page
                assert (f'href="{link}"' in page) == (role in line.allowed), (role, line, name)


def test_the_menu_has_the_pages_that_may_be_opened(clients, addresses):
    menus = {role: client.get(reverse("admin:index")).content.decode() for role, client in clients.items()}
    for line in role_table_pages.lines("menu"):
        address = addresses[line.thing, line.name].partition("?")[0]
        shown = {role for role in ROLES if f'href="{address}"' in menus[role]}
        assert shown == line.allowed, line


def links_on(client: Client, page: str) -> set[str]:
    response = client.get(page)
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return set()
    return set(re.findall(r'<a [^>]*?href="(/admin/[^"#?]*)', response.content.decode()))


def test_no_page_leads_where_it_is_refused(clients, addresses):
    """Every link on each page that a role may look at is open to that role; the menu has tests of its own."""
    closed: set[tuple[str, str, str]] = set()
    looks = [line for line in role_table_pages.lines("look", "do") if line.thing not in {"export", "notice"}]
    for role, client in clients.items():
        seen = links_on(client, addresses["notice", "list"])
        pages = [addresses[line.thing, line.name] for line in looks if role in line.allowed]
        for page in [reverse("admin:index"), *pages]:
            for link in sorted(links_on(client, page)):
                # One history is as open as any other.
                known = re.sub(r"\w+\.\w+/\d+", "", link) if link.startswith("/admin/history/") else link
                if known in seen:
                    continue
                seen.add(known)
                if client.get(link).status_code == 403:
                    closed.add((role, page, link))
    assert not closed, "\n".join(map(str, sorted(closed)))


def test_a_private_calendar_address_is_as_open_as_its_owner_and_dies_with_the_permission(things):
    for role in ROLES:
        person = people.person(CAST[role])
        _made, token = calendar_addresses.make(person=person, name="phone")
        feed = reverse("calendar-feed", args=[f"{token}.ics"])
        assert Client().get(feed).status_code == 200, role
        person.groups.clear()
        assert Client().get(feed).status_code == 404, role


def test_an_undo_is_of_ones_own_act_and_of_nobody_elses(clients, things):
    edit = edits.swap(first=things["release"], second=things["other"])
    seen = make.rehearse(edit=edit, by=things["author"]).mark
    change_made = make.make(edit=edit, by=things["author"], seen=seen)
    for role, client in clients.items():
        client.post(reverse("desk-calendar-undo", args=[change_made.pk]))
        assert ScheduleChange.objects.get(pk=change_made.pk).undone_at is None, role


def test_every_page_of_its_own_has_its_line(addresses):
    written = {(line.thing, line.name) for line in role_table_pages.lines("look", "do", "post", "script")}
    assert set(addresses) == written
