"""Bakers that meet: one a page, no mark lost, nothing withdrawn comes back."""

import threading

import pytest

from series import scheduling
from series.models import Mark, Page, subject_of
from series.pages import bake as baking
from series.pages import files, recheck
from series.pages.bake import Baked, bake, bake_marked
from series.pages.verify import verify
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.people import ana
from tests.races.together import count, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def slow_render(monkeypatch):
    """A baker that stops after rendering, until it is let go on."""
    rendered, go_on = threading.Event(), threading.Event()
    real = baking.render

    def render(**arguments):
        monkeypatch.setattr(baking, "render", real)
        body = real(**arguments)
        rendered.set()
        go_on.wait(30)
        return body

    def arrange():
        monkeypatch.setattr(baking, "render", render)
        return rendered, go_on

    return arrange


def _episode_page(episode) -> Page:
    return Page.objects.get(subject=subject_of(episode), kind="episode")


def test_a_bake_that_was_under_way_does_not_bring_back_what_was_withdrawn(slow_render):
    episode = subjects.make_episode()
    subjects.published(episode)
    bake_marked()
    page = _episode_page(episode)
    Mark.objects.create(page=page, why="test", rank=0)
    rendered, go_on = slow_render()
    late = threading.Thread(target=lambda: together(lambda: bake(page.pk)))
    late.start()
    assert rendered.wait(30)

    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="The rights have ended.")
    run_due()
    # The late baker still holds the page, and the notice stands already.
    assert "The rights have ended." in files.notice_file(page.path).read_text()
    go_on.set()
    late.join(30)

    assert files.notice_file(page.path).exists()
    bake_marked()
    assert not files.page_file(page.path).exists()
    assert list(verify(deep=True)) == []


def test_a_mark_that_comes_while_a_page_is_baked_is_not_lost(slow_render):
    episode = subjects.make_episode()
    subjects.published(episode)
    bake_marked()
    home = Page.objects.get(path="/")
    Mark.objects.create(page=home, why="first")
    rendered, go_on = slow_render()
    late = threading.Thread(target=lambda: together(lambda: bake(home.pk)))
    late.start()
    assert rendered.wait(30)
    second = Mark.objects.create(page=home, why="second")
    go_on.set()
    late.join(30)
    assert list(Mark.objects.filter(page=home)) == [second]


def test_four_bakers_bake_each_page_and_leave_no_mark():
    for _ in range(3):
        subjects.due(subjects.make_episode())
    run_due()
    from series.pages.marks import mark_all

    marked = mark_all(why="test")
    results = together(*[bake_marked] * 4)
    assert sum(results) == marked
    assert not Mark.objects.exists()
    assert list(verify(deep=True)) == []


def test_one_page_is_baked_by_one_baker_at_a_time():
    page = Page.objects.get(path="/")
    Mark.objects.filter(page=page).delete()
    Mark.objects.create(page=page, why="test")
    results = together(*[lambda: bake(page.pk)] * 6)
    assert count(results, Baked.LEFT) == 5


def test_the_second_look_takes_away_what_came_back():
    episode = subjects.make_episode()
    subjects.published(episode)
    scheduling.withdraw(subject=subject_of(episode), by=ana(), notice="Gone.")
    run_due()
    bake_marked()
    page = _episode_page(episode)
    files.put(files.page_file(page.path), b"back again")
    Page.objects.filter(pk=page.pk).update(recheck_at="2020-01-01T00:00:00Z")
    recheck.recheck_due()
    assert not files.page_file(page.path).exists()
    page.refresh_from_db()
    assert page.recheck_at is None
