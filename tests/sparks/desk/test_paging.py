"""The pages of a list hold each row once, in order, whatever else is read with it."""

import pytest
from django.db.models import Count

from creators.models import Cause
from sparks.desk.paging import RowsLast

pytestmark = pytest.mark.django_db


def test_pages_hold_every_row_once_and_in_order():
    Cause.objects.bulk_create(Cause(name=f"Cause {number:02}") for number in range(23))
    rows = Cause.objects.annotate(episodes_of_it=Count("episodes")).order_by("-name")
    pages = RowsLast(rows, 5, orphans=3)
    found = [row.name for number in pages.page_range for row in pages.page(number).object_list]
    assert pages.num_pages == 4
    assert found == [f"Cause {number:02}" for number in reversed(range(23))]


def test_a_page_costs_one_query(django_assert_num_queries):
    Cause.objects.bulk_create(Cause(name=f"Cause {number:02}") for number in range(23))
    pages = RowsLast(Cause.objects.order_by("name"), 5)
    assert pages.count == 23
    with django_assert_num_queries(1):
        assert len(pages.page(5).object_list) == 3


def test_rows_that_are_made_distinct_are_paged_too():
    Cause.objects.bulk_create(Cause(name=f"Cause {number:02}") for number in range(7))
    pages = RowsLast(Cause.objects.distinct().order_by("name"), 5)
    assert [row.name for row in pages.page(2).object_list] == ["Cause 05", "Cause 06"]
