"""History is kept by the database: forms, bulk updates and raw SQL alike, with who and why."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection, transaction

from series import scheduling
from series.models import Episode, Release
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def _events(thing, model: str):
    return apps.get_model("series", model).objects.filter(pgh_obj_id=thing.pk).order_by("pgh_id")


def test_E17_a_bulk_update_is_recorded():
    episode = subjects.make_episode(complete=False)
    Episode.objects.filter(pk=episode.pk).update(title="Bulk")
    assert _events(episode, "EpisodeEvent").last().title == "Bulk"


def test_E17_raw_sql_is_recorded():
    episode = subjects.make_episode(complete=False)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE series_episode SET title = 'Raw' WHERE id = %s", [episode.pk])
    assert [event.title for event in _events(episode, "EpisodeEvent")][-1] == "Raw"


def test_a_deletion_is_recorded():
    legal = subjects.make_legal()
    key = legal.pk
    legal.delete()
    last = apps.get_model("series", "LegalPageEvent").objects.filter(pgh_obj_id=key).order_by("pgh_id").last()
    assert last.pgh_label == "delete"


def test_an_act_is_recorded_with_who_and_why():
    release = subjects.planned(subjects.make_episode(complete=False))
    editor = ana()
    scheduling.cancel(release_id=release.pk, by=editor, reason="The family asked.")
    event = _events(release, "ReleaseEvent").last()
    assert event.state == "cancelled"
    assert event.pgh_context.metadata["user"] == editor.pk
    assert event.pgh_context.metadata["reason"] == "The family asked."
    assert event.pgh_context.metadata["act"] == "cancel"


def test_what_the_engine_did_is_recorded_as_the_engines():
    release = subjects.due(subjects.make_episode())
    run_due()
    event = _events(release, "ReleaseEvent").last()
    assert event.state == "published"
    assert event.pgh_context.metadata == {"act": "release", "release": release.pk}


def test_a_rollback_leaves_no_trace_of_what_did_not_happen():
    release = subjects.planned(subjects.make_episode(complete=False))
    before = _events(release, "ReleaseEvent").count()
    with pghistory.context(act="test"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(notice="never")
        transaction.set_rollback(True)
    assert _events(release, "ReleaseEvent").count() == before


def test_E17_links_to_causes_are_recorded_whoever_makes_them():
    episode, cause = subjects.make_episode(complete=False), subjects.make_cause()
    episode.causes.add(cause)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM series_episode_causes WHERE episode_id = %s", [episode.pk])
    events = apps.get_model("series", "EpisodeCausesEvent").objects.filter(episode=episode).order_by("pgh_id")
    assert [(event.pgh_label, event.cause_id) for event in events] == [
        ("insert", cause.pk),
        ("delete", cause.pk),
    ]
    episode.creator.causes.add(cause)
    assert apps.get_model("creators", "CreatorCausesEvent").objects.get().cause_id == cause.pk


def test_front_figures_and_resources_are_in_it_with_what_they_name():
    figure, resource = subjects.make_figure(), subjects.make_resource()
    episode, teaser = subjects.make_episode(complete=False), subjects.make_teaser()
    front = subjects.make_front()
    episode.resources.add(resource)
    front.teasers.add(teaser)
    resource.causes.add(subjects.make_cause())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE series_impactfigure SET value = 7 WHERE id = %s", [figure.pk])
        cursor.execute("UPDATE series_resource SET link = '' WHERE id = %s", [resource.pk])
        cursor.execute("UPDATE series_front SET text = 'Raw' WHERE id = %s", [front.pk])
    assert _events(figure, "ImpactFigureEvent").last().value == 7
    assert _events(resource, "ResourceEvent").last().link == ""
    assert _events(front, "FrontEvent").last().text == "Raw"
    for model, of in (
        ("EpisodeResourceEvent", {"episode_id": episode.pk}),
        ("FrontTeaserEvent", {"front_id": front.pk}),
        ("ResourceCauseEvent", {"resource_id": resource.pk}),
    ):
        rows = apps.get_model("series", model).objects.filter(**of)
        assert [row.pgh_label for row in rows] == ["insert"], model
