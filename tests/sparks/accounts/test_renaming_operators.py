"""Installations from before have operators: they are administrators now, and nobody loses their role over it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from series import roles
from tests.factories import people

pytestmark = pytest.mark.django_db

migration = import_module("sparks.accounts.migrations.0002_signin")
HERE = SimpleNamespace(connection=SimpleNamespace(alias="default"))


@pytest.mark.parametrize("both", [False, True])
def test_operators_become_administrators_with_their_members(both):
    if not both:
        Group.objects.filter(name="Administrator").delete()
    old = Group.objects.create(name="Operator")
    eli = people.person("otto", role=None)
    eli.groups.add(old)
    for _ in range(2):
        migration.operators_become_administrators(apps, HERE)
        roles.ensure()
    assert not Group.objects.filter(name="Operator").exists()
    assert [group.name for group in eli.groups.all()] == ["Administrator"]
    assert eli.has_perm("series.retry_effect")
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.ROLES)
