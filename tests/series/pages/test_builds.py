"""Deploys: what an older build baked follows, and an older build never bakes over a newer one."""

import pytest

from series.models import Mark, Page
from series.pages import builds, files
from series.pages.bake import Baked, bake, bake_marked

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "20260101000000-aaa", "20260301000000-bbb"


@pytest.fixture
def home(settings) -> Page:
    settings.BUILD = OLD
    bake_marked()
    return Page.objects.get(path="/")


def test_a_newer_build_marks_every_page_once_at_the_lowest_rank(home, settings):
    settings.BUILD = NEW
    pages = Page.objects.filter(state="up").count()
    assert builds.mark_older() == pages
    assert builds.mark_older() == 0
    assert set(Mark.objects.values_list("rank", flat=True)) == {9}
    bake_marked()
    assert set(Page.objects.values_list("build", flat=True)) == {NEW}


def test_the_same_build_marks_nothing(home, settings):
    assert builds.mark_older() == 0


def test_O8_an_older_build_leaves_a_newer_ones_page_and_its_mark(home, settings):
    settings.BUILD = NEW
    Mark.objects.create(page=home, why="test")
    bake(home.pk)
    baked = files.page_file("/").stat().st_mtime_ns
    settings.BUILD = OLD
    mark = Mark.objects.create(page=home, why="late")
    assert bake(home.pk) == Baked.LEFT
    assert Mark.objects.filter(pk=mark.pk).exists()
    assert files.page_file("/").stat().st_mtime_ns == baked
    home.refresh_from_db()
    assert home.build == NEW
