"""Who may do what: the table of roles, and each act asked for by each role, on looking and on doing."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from series import reviews, roles
from series.models import Effect, Release, Season
from series.models.subject import subject_of
from tests.factories import people, previews, subjects
from tests.series.admin.pages import act_url, add, change, desk

pytestmark = pytest.mark.django_db

CAST = {role: name for name, role in people.ROLES.items()}
EDITORS = {"Editor", "Chief editor"}
WRITERS = {"Producer", *EDITORS}
# act: the thing it is done to, and who may
ACTS = {
    "submit": ("episode", WRITERS),
    "plan": ("episode", EDITORS),
    "publish-now": ("episode", EDITORS),
    "update": ("episode", EDITORS),
    "withdraw": ("episode", {"Chief editor"}),
    "unlock": ("episode", EDITORS),
    "schedule": ("release", EDITORS),
    "unschedule": ("release", EDITORS),
    "move": ("release", EDITORS),
    "swap": ("release", EDITORS),
    "cancel": ("release", EDITORS),
    "release-now": ("release", EDITORS),
    "add": ("release", EDITORS),
    "take-out": ("release", EDITORS),
    "split": ("release", EDITORS),
    "bring-back": ("episode", {"Chief editor"}),
    "ask-reviewers": ("review", WRITERS),
    "take-back": ("review", set()),
    "approve": ("review", EDITORS),
    "ask-changes": ("review", EDITORS),
    "retry": ("effect", {"Administrator"}),
    "revoke": ("preview link", WRITERS),
    "assign": ("season", EDITORS),
    "pause": ("season", EDITORS),
    "pull-forward": ("season", EDITORS),
}


def thing_for(kind: str):
    episode = subjects.make_episode(complete=False)
    if kind == "release":
        return subjects.planned(episode)
    if kind == "review":
        return reviews.submit(subjects=[subject_of(episode)], by=people.person("writer"))
    if kind == "effect":
        release = subjects.planned(episode)
        return Effect.objects.create(release=release, kind="notice", target="x@example.org", state="parked")
    if kind == "preview link":
        return previews.shared(previews.submitted(episode))[0]
    if kind == "season":
        return Season.objects.create(series=episode.series)
    return episode


@pytest.mark.parametrize("name", ACTS)
def test_each_act_is_open_to_its_roles_and_closed_to_all_others(name):
    kind, allowed = ACTS[name]
    thing = thing_for(kind)
    before = list(Release.objects.values_list("pk", "state"))
    for role, person in CAST.items():
        client = desk(people.person(person))
        looked = client.get(act_url(thing, name)).status_code
        assert (looked == 200) == (role in allowed), (role, looked)
        if role not in allowed:
            assert looked == 403, role
            assert client.post(act_url(thing, name), {"seen": "", "reason": ""}).status_code == 403, role
    assert list(Release.objects.values_list("pk", "state")) == before


def test_the_groups_have_exactly_the_permissions_of_the_table():
    for role, names in roles.ROLES.items():
        group = Group.objects.get(name=role)
        held = {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
        assert held == set(names), role


def test_a_permission_given_by_hand_is_gone_after_the_next_migrate_and_other_groups_stay():
    group = Group.objects.get(name="Auditor")
    extra = Permission.objects.get(codename="withdraw_release")
    other = Group.objects.create(name="Friends")
    for one in (group, other):
        one.permissions.add(extra)
    roles.ensure()
    assert not group.permissions.filter(pk=extra.pk).exists()
    assert other.permissions.filter(pk=extra.pk).exists()


def test_the_auditor_changes_nothing():
    client = desk(people.dov())
    episode = subjects.make_episode(complete=False, title="As it was")
    assert client.post(change(episode), {"title": "Other"}).status_code == 403
    assert client.get(add(type(episode))).status_code == 403
    episode.refresh_from_db()
    assert episode.title == "As it was"


def test_the_administrator_sees_no_content():
    client = desk(people.eli())
    assert client.get(change(subjects.make_episode(complete=False))).status_code == 403
    assert client.get(change(subjects.make_creator())).status_code == 403
    assert client.get(reverse("admin:index")).status_code == 200


def test_only_a_chief_editor_changes_the_site_and_the_legal_pages():
    site, legal = subjects.make_site(), subjects.make_legal()
    for person, status in (("ben", 403), ("ana", 403)):
        client = desk(people.person(person))
        assert client.post(change(site), {"name": "Mine"}).status_code == status
        assert client.post(change(legal), {"title": "Mine"}).status_code == status
    assert b'name="_save"' in desk(people.chi()).get(change(site)).content


def test_the_menu_shows_only_what_may_be_opened():
    page = desk(people.eli()).get(reverse("admin:index")).content.decode()
    assert reverse("admin:series_effect_changelist") in page
    assert reverse("admin:series_episode_changelist") not in page
