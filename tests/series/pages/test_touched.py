"""Which pages a change touches: all that show it, and no more however large the archive is."""

import pytest

from series.models import Listing, LiveRevision, Mark, subject_of
from series.pages import touched
from series.pages.listings import parts_touched
from series.pages.live import PART_SIZE
from tests.factories import subjects

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
