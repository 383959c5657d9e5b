"""Applying: all of it or nothing, once, by whoever comes first, and only what was shown."""

import pytest

from series import scheduling
from series.lineup import acts, work
from series.models import Episode, LineupImport, Notice, Release, Subject
from sparks.desk.history import events_of
from sparks.states import IllegalMove
from tests.factories import subjects
from tests.factories.people import ana, ben
from tests.races.together import together
from tests.series.lineup.tables import applied, imported

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series():
    subjects.make_creator(name="Wilma Hargrove")
    subjects.make_cause(name="Education")
    return subjects.make_series(title="Small sparks", zone="America/New_York", language="es")


def rows(count: int = 3, **cells: str) -> list[dict[str, str]]:
    return [
        {
            "series": "Small sparks",
            "number": str(n),
            "title": f"Minute {n}",
            "creator": "Wilma Hargrove",
            **cells,
        }
        for n in range(1, count + 1)
    ]


def test_new_rows_become_episodes_causes_and_pencilled_releases(series):
    lineup = applied(imported(rows(causes="education", hashtags="#a #b", planned="2031-03-06 09:00")))
    assert lineup.state == "applied"
    assert lineup.applied_at is not None
    episode = Episode.objects.get(number=2)
    assert (episode.title, episode.hashtags, episode.language) == ("Minute 2", ["#a", "#b"], "es")
    assert [cause.name for cause in episode.causes.all()] == ["Education"]
    release = Release.objects.get(items__subject__episode=episode)
    assert (release.state, release.wall, release.zone) == (
        "planned",
        "2031-03-06T09:00:00",
        "America/New_York",
    )
    assert release.created_by == ana()
    assert Subject.objects.get(episode=episode).editors == [ana().pk]


def test_changed_rows_change_what_they_name_and_count_as_an_edit(series):
    applied(imported(rows(1, summary="First", sources="A book", planned="2031-03-06 09:00")))
    before = Episode.objects.get()
    applied(imported(rows(1, summary="Second", planned="2031-03-13 09:00")))
    after = Episode.objects.get()
    assert (after.pk, after.summary, after.sources) == (before.pk, "Second", "A book")
    assert after.edit_version == before.edit_version + 1
    assert Release.objects.get().wall == "2031-03-13T09:00:00"
    assert imported(rows(1, summary="Second", planned="2031-03-13 09:00")).counts["same"] == 1


def test_whoever_imports_it_can_not_approve_it(series):
    from series import reviews
    from series.models.subject import subject_of

    applied(imported(rows(1)))
    review = reviews.submit(subjects=[subject_of(Episode.objects.get())], by=ben())
    with pytest.raises(reviews.OwnWork):
        reviews.approve(review_id=review.pk, by=ana())


def test_A30_the_history_names_who_the_import_and_why(series):
    lineup = applied(imported(rows(1, causes="Education", planned="2031-03-06 09:00")))
    episode = Episode.objects.get()
    for model, where in ((Episode, {"pgh_obj_id": episode.pk}), (Release, {}), (Episode.causes.through, {})):
        event = events_of(model, **where).first()
        assert event is not None, model
        assert event.pgh_context.metadata["user"] == ana().pk
        assert event.pgh_context.metadata["act"] == "import"
        assert event.pgh_context.metadata["lineup"] == lineup.pk
        assert event.pgh_context.metadata["reason"] == "The season is fixed."


def test_a_wrong_row_holds_everything_until_it_is_mended_or_left_out(series):
    lineup = imported([*rows(2), {**rows(1)[0], "number": "nine"}])
    with pytest.raises(IllegalMove, match="1 rows are wrong"):
        acts.apply(lineup_id=lineup.pk, by=ana())
    acts.mend(lineup_id=lineup.pk, line=4, values={"number": "2"})
    lineup.refresh_from_db()
    assert lineup.counts["wrong"] == 2  # now two rows mean episode 2
    acts.mend(lineup_id=lineup.pk, line=4, values={"number": "9"})
    lineup.refresh_from_db()
    assert lineup.counts == {"new": 3, "changed": 0, "same": 0, "wrong": 0, "left_out": 0}
    acts.leave_out(lineup_id=lineup.pk, line=2)
    assert applied(lineup).state == "applied"
    assert sorted(Episode.objects.values_list("number", flat=True)) == [2, 9]


def test_leaving_one_of_two_out_makes_the_other_right(series):
    lineup = imported([rows(1)[0], {**rows(1)[0], "title": "Bread"}])
    acts.leave_out(lineup_id=lineup.pk, line=2)
    lineup.refresh_from_db()
    assert lineup.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0, "left_out": 1}
    assert applied(lineup).state == "applied"
    assert Episode.objects.get().title == "Bread"


def test_what_changed_since_the_dry_run_is_shown_again_and_nothing_is_written(series):
    applied(imported(rows(2)))
    lineup = imported([*rows(3, summary="New")])
    Episode.objects.filter(number=2).update(summary="Somebody else's")
    assert applied(lineup).state == "checked"
    assert "Something changed" in lineup.trouble
    assert not Episode.objects.filter(number=3).exists()
    assert Episode.objects.get(number=1).summary == ""
    row = lineup.rows.get(line=3)
    assert row.changes == [["summary", "Somebody else's", "New"]]
    assert applied(lineup).state == "applied"


def test_an_episode_scheduled_since_the_dry_run_is_not_changed(series):
    episode = subjects.make_episode(
        series=series, creator=subjects.make_creator(name="Bo"), number=1, title="Minute 1"
    )
    lineup = imported([{**rows(1)[0], "creator": "Bo", "summary": "Other"}])
    subjects.scheduled(episode)
    assert applied(lineup).state == "checked"
    assert lineup.counts["wrong"] == 1
    assert "locked" in lineup.rows.get().problems["number"][0]


def test_the_people_are_told_once_for_each_end(series):
    applied(imported(rows(1)))
    sentences = list(Notice.objects.order_by("pk").values_list("sentence", flat=True))
    assert sentences == [
        "Your line-up season.csv is checked: 1 new.",
        "The line-up season.csv is applied: 1 new.",
    ]
    work.work()
    assert Notice.objects.count() == 2


@pytest.mark.race
def test_two_workers_apply_an_import_once(series):
    lineup = imported(rows(50, planned="2031-03-06 09:00"))
    acts.apply(lineup_id=lineup.pk, by=ana())
    results = together(work.work, work.work, work.work)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert Episode.objects.count() == 50
    assert Release.objects.count() == 50
    assert events_of(LineupImport, pgh_obj_id=lineup.pk, state="applied").count() == 1


@pytest.mark.race
def test_an_import_and_an_editor_at_one_episode_lose_nothing(series):
    """Whoever is second sees the first: the import shows its rows again, or the edit came after it."""
    applied(imported(rows(1)))
    lineup = imported(rows(1, summary="From the table"))
    acts.apply(lineup_id=lineup.pk, by=ana())
    episode = Episode.objects.get()

    def plan() -> object:
        return scheduling.plan(
            subject=Subject.objects.get(episode=episode), wall=subjects.wall_in(3600), zone="UTC", by=ben()
        )

    results = together(work.work, plan)
    assert not [one for one in results if isinstance(one, Exception)], results
    lineup.refresh_from_db()
    assert lineup.state == "applied"
    assert Release.objects.count() == 1


def test_a_worker_killed_half_way_leaves_nothing_and_the_next_one_does_it(series, monkeypatch):
    lineup = imported(rows(4, planned="2031-03-06 09:00"))
    acts.apply(lineup_id=lineup.pk, by=ana())

    class Killed(BaseException):
        """As kill -9: nothing of ours runs after it."""

    real = work.write

    def die(found, **named):
        real(found, **named)
        raise Killed

    monkeypatch.setattr(work, "write", die)
    with pytest.raises(Killed):
        work.work()
    assert not Episode.objects.exists()
    lineup.refresh_from_db()
    assert lineup.state == "applying"
    monkeypatch.setattr(work, "write", real)
    work.work()
    assert Episode.objects.count() == 4
    work.work()
    assert Episode.objects.count() == 4


def test_a_fault_of_ours_breaks_it_off_and_says_so(series, monkeypatch):
    lineup = imported(rows(1))
    acts.apply(lineup_id=lineup.pk, by=ana())
    monkeypatch.setattr(work, "write", lambda *_rows, **_named: 1 / 0)
    work.work()
    lineup.refresh_from_db()
    assert lineup.state == "failed"
    assert "broke off" in lineup.trouble
    assert not Episode.objects.exists()
