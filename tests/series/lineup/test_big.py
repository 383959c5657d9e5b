"""Five thousand rows, two hundred of them bad: progress, each explained, nothing half imported, in bounded time."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.lineup import acts, work
from series.lineup.progress import Progress
from series.models import Episode, Release
from tests.factories import subjects
from tests.factories.people import ana
from tests.series.lineup import tables

pytestmark = pytest.mark.django_db(transaction=True)

ROWS, BAD = 5000, 200


def sheet() -> list[dict[str, str]]:
    found = []
    for number in range(1, ROWS + 1):
        bad = number % (ROWS // BAD) == 0
        found.append(
            {
                "series": "Small sparks",
                "number": str(number),
                "title": "" if bad else f"Minute {number}",
                "creator": f"Person {number % 40}",
                "causes": "Education",
                "planned": f"2031-{1 + number % 12:02}-01 09:{number % 60:02}",
            }
        )
    return found


def test_promise_9_five_thousand_rows_with_two_hundred_bad_ones(monkeypatch):
    subjects.make_series(title="Small sparks")
    subjects.make_cause(name="Education")
    for number in range(40):
        subjects.make_creator(name=f"Person {number}", consent=False)
    told: list[tuple[str, int, int]] = []
    real = Progress.tell

    def tell(self, *, step, done, total):
        told.append((step, done, total))
        real(self, step=step, done=done, total=total)

    monkeypatch.setattr(Progress, "tell", tell)
    begun = time.monotonic()
    lineup = tables.imported(sheet())
    assert lineup.counts == {"new": 4800, "changed": 0, "same": 0, "wrong": BAD, "left_out": 0}
    assert told[0] == ("check", 0, ROWS)
    assert told[-1] == ("check", ROWS, ROWS)
    assert len(told) == 1 + ROWS // 500
    for row in lineup.rows.filter(verdict="wrong"):
        assert row.problems == {"title": ["Say what the episode is called."]}, row.line
    assert not Episode.objects.exists()

    acts.leave_out_wrong(lineup_id=lineup.pk)
    acts.apply(lineup_id=lineup.pk, by=ana())
    with CaptureQueriesContext(connection) as captured:
        work.work()
    lineup.refresh_from_db()
    assert lineup.state == "applied"
    assert Episode.objects.count() == Release.objects.count() == 4800
    # Some twenty for each five hundred rows, and not some for each row.
    assert len(captured) < 350, len(captured)
    lineup.progress.refresh_from_db()
    assert (lineup.progress.step, lineup.progress.done) == ("write", 4800)
    # Seconds on an idle machine; this only catches what grows with the square of the rows.
    assert time.monotonic() - begun < 200
