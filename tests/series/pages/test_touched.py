"""Which pages a change touches: all that show it, and no more however large the archive is."""

import pytest

from series import scheduling
from series.models import Listing, LiveRevision, Mark, Page, Release, subject_of
from series.pages import touched
from series.pages.listings import parts_touched
from series.pages.live import PART_SIZE
from series.publishing.run import run
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("place", "parts"), [(1, ["1"]), (PART_SIZE, ["1"]), (PART_SIZE + 1, ["2", "1"]), (PART_SIZE + 2, ["2"])]
)
def test_the_first_place_of_a_part_touches_the_part_before_it_too(place, parts):
    assert parts_touched(place) == parts


def test_the_answer_does_not_grow_with_the_archive():
    series = subjects.make_series()
    creator = subjects.make_creator()
    counts = []
    for _ in range(4):
        episode = subjects.make_episode(series=series, creator=creator)
        subjects.published(episode)
        row = LiveRevision.objects.get(subject=subject_of(episode))
        places = dict(Listing.objects.filter(subject=row.subject_id).values_list("key", "position"))
        counts.append(len(touched.by_live(row, places=places, before=None).list_refs))
    assert len(set(counts[1:])) == 1


def test_a_renamed_series_reaches_every_page_that_carries_its_name_at_the_lowest_rank():
    episode = subjects.make_episode()
    subjects.published(episode)
    Mark.objects.all().delete()
    episode.series.title = "Another name"
    episode.series.save()
    subjects.published(episode.series)
    assert Mark.objects.filter(page__subject=subject_of(episode), rank=9).exists()


def test_a_changed_promise_does_not_reach_old_episodes():
    episode = subjects.make_episode()
    subjects.published(episode)
    Mark.objects.all().delete()
    episode.series.promise = "Another promise."
    episode.series.save()
    subjects.published(episode.series)
    assert not Mark.objects.filter(page__subject=subject_of(episode)).exists()


def announced_and_marked(thing) -> tuple[set[str], set[str]]:
    """What an editor is told before the act, and what the act then marks."""
    revision = subjects.approved(thing)
    told = touched.before_the_act([(subject_of(thing), revision)])
    Mark.objects.all().delete()
    if LiveRevision.objects.filter(subject=subject_of(thing)).exists():
        scheduling.update(subject=subject_of(thing), by=ana())
    else:
        scheduling.publish_now(subject=subject_of(thing), by=ana())
    run(Release.objects.latest("pk").pk)
    return {*told.own, *told.lists, *told.left}, set(Mark.objects.values_list("page__path", flat=True))


def test_a_resource_is_announced_and_marked_where_it_shows_and_nowhere_else():
    series, cause = subjects.make_series(), subjects.make_cause()
    subjects.published(series)
    subjects.published(cause)
    resource = subjects.make_resource(title="Crash course", slug="crash-course", series=series)
    resource.causes.set([cause])
    episode, other = subjects.make_episode(series=series), subjects.make_episode(series=series)
    episode.resources.set([resource])
    subjects.published(episode)
    subjects.published(other)
    told, marked = announced_and_marked(resource)
    watch = {page.path: page.subject_id for page in Page.objects.filter(kind="episode")}
    assert told == marked
    assert {"/", "/resources/", "/resources/crash-course/", "/api/index.json"} < marked
    assert subject_of(episode).pk in {watch.get(path) for path in marked}
    assert subject_of(other).pk not in {watch.get(path) for path in marked}

    other_series = subjects.make_series()
    subjects.published(other_series)
    resource.slug, resource.series = "short-course", other_series
    resource.save()
    resource.causes.clear()
    told, marked = announced_and_marked(resource)
    assert told == marked
    assert {"/resources/crash-course/", "/resources/short-course/"} < marked
    pages = {page.path: page for page in Page.objects.filter(path__in=marked)}
    assert {page.subject_id for page in pages.values() if page.kind == "series"} == {
        subject_of(series).pk,
        subject_of(other_series).pk,
    }
    assert [page.subject_id for page in pages.values() if page.kind == "cause"] == [subject_of(cause).pk]
    assert pages["/resources/crash-course/"].state == "moved"


def test_a_figure_and_the_front_are_announced_and_marked_at_the_front():
    series = subjects.make_series()
    subjects.published(series)
    own = Page.objects.get(kind="series", subject=subject_of(series)).path
    told, marked = announced_and_marked(subjects.make_figure(series=series))
    assert told == marked == {"/", "/press/", own}
    front = subjects.make_front(text="Hello.")
    told, marked = announced_and_marked(front)
    assert told == marked == {"/"}
    front.text = "Hello again."
    front.save()
    told, marked = announced_and_marked(front)
    assert told == marked == {"/"}


def test_what_is_withdrawn_from_the_front_leaves_the_front_itself_up():
    figure, front = subjects.make_figure(), subjects.make_front()
    for thing in (figure, front):
        subjects.published(thing)
        Mark.objects.all().delete()
        scheduling.withdraw(subject=subject_of(thing), by=ana(), notice="Taken off.")
        run(Release.objects.latest("pk").pk)
        lists = {"/", "/press/"} if thing is figure else {"/"}
        assert set(Mark.objects.values_list("page__path", flat=True)) == lists
        assert Page.objects.get(path="/").state == "up"


def test_a_resource_that_every_film_leads_to_marks_the_newest_at_once_and_the_rest_without_haste(monkeypatch):
    monkeypatch.setattr(touched, "LISTERS", 2)
    series, creator, resource = subjects.make_series(), subjects.make_creator(), subjects.make_resource()
    subjects.published(resource)
    for _ in range(4):
        episode = subjects.make_episode(series=series, creator=creator)
        episode.resources.set([resource])
        subjects.published(episode)
    row = LiveRevision.objects.get(subject=subject_of(resource))
    assert len([ref for ref in touched.by_window(row).list_refs if ref.kind == "episode"]) == 2
    resource.summary = "Seven evenings."
    resource.save()
    subjects.approved(resource)
    Mark.objects.all().delete()
    scheduling.update(subject=subject_of(resource), by=ana())
    run(Release.objects.latest("pk").pk)
    watch = Mark.objects.filter(page__kind="episode")
    assert watch.exclude(rank=9).values("page").distinct().count() == 2
    assert watch.values("page").distinct().count() == 4


def test_a_film_that_leads_to_a_resource_marks_no_more_than_one_that_does_not():
    resource = subjects.make_resource()
    subjects.published(resource)
    series, creator = subjects.make_series(), subjects.make_creator()
    subjects.published(subjects.make_episode(series=series, creator=creator))
    counts = []
    for leads in ([], [resource], [resource]):
        episode = subjects.make_episode(series=series, creator=creator)
        episode.resources.set(leads)
        _told, marked = announced_and_marked(episode)
        counts.append(len(marked))
    assert len(set(counts)) == 1
