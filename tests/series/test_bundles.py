"""Several subjects in one release: one instant, all or none. A18, A19, E5."""

from datetime import UTC

import pytest
from django.db import IntegrityError, transaction

from creators import consent
from series import reviews, scheduling
from series.bundles import mains, title
from series.locks import lock_of
from series.models import Effect, LiveRevision, Release, ReleaseItem, Season, Slot, Subject, WebhookEndpoint
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.publishing.effects.webhook.body import body_of
from series.publishing.tick import run_due
from series.scheduling import NotPossible
from series.scheduling.pinning import paths_of
from tests.factories import subjects
from tests.factories.people import ana, ben

pytestmark = pytest.mark.django_db(transaction=True)


def approved_subject(thing) -> Subject:
    return subjects.approved(thing).subject


def pair() -> list[Subject]:
    return [approved_subject(subjects.make_episode()) for _ in range(2)]


def bundle(chosen: list[Subject], *, seconds: float = 3600) -> Release:
    return scheduling.release_together(
        subjects=chosen, by=ana(), wall=subjects.wall_in(seconds), zone="UTC"
    ).release


def make_due(release: Release) -> None:
    instant = database_now().replace(microsecond=0)
    Release.objects.filter(pk=release.pk).update(instant=instant)


def test_A19_two_new_episodes_and_an_update_go_out_at_one_instant():
    legal = subjects.make_legal()
    subjects.published(legal)
    legal.body = "Somebody else answers now."
    legal.save()
    chosen = [*pair(), approved_subject(legal)]
    outcome = scheduling.release_together(subjects=chosen, by=ana(), zone="UTC")
    assert outcome.sentence.startswith("Bundle of 3: ")
    assert f"/{legal.slug}/" in " ".join(outcome.paths)
    kinds = list(outcome.release.items.filter(role="main").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["publish", "publish", "update"]
    assert run_due() == 1
    live = LiveRevision.objects.filter(subject__in=chosen)
    assert {row.release_id for row in live} == {outcome.release.pk}
    assert LiveRevision.objects.get(kind="legal").revision.content["body"] == "Somebody else answers now."


def test_A18_when_one_of_them_can_not_go_none_goes_and_it_is_named():
    chosen = pair()
    release = bundle(chosen)
    chosen[0].episode.creator.consents.all().delete()
    make_due(release)
    assert run_due() == 0
    release.refresh_from_db()
    assert release.state == "held"
    assert f"{chosen[0]}: The featured creator has no consent" in release.hold_reason
    assert str(chosen[1]) not in release.hold_reason
    assert not LiveRevision.objects.filter(subject__in=chosen).exists()


def test_a_bundle_holds_two_at_least_and_nothing_unapproved():
    [one, other] = pair()
    with pytest.raises(NotPossible, match="at least two"):
        scheduling.release_together(subjects=[one, one], by=ana())
    draft = subject_of(subjects.make_episode())
    with pytest.raises(NotPossible, match="Nothing of it is approved yet"):
        scheduling.release_together(subjects=[one, other, draft], by=ana())
    assert not Release.objects.exists()


def test_E5_an_unapproved_item_does_not_come_into_a_scheduled_bundle():
    release = bundle(pair())
    before = list(release.items.order_by("pk").values_list("subject", "revision"))
    draft = subject_of(subjects.make_episode())
    with pytest.raises(NotPossible, match="Nothing of it is approved yet"):
        scheduling.add(release_id=release.pk, subject=draft, by=ana())
    release.refresh_from_db()
    assert release.state == "scheduled"
    assert list(release.items.order_by("pk").values_list("subject", "revision")) == before


def test_E5_the_database_takes_nothing_into_a_scheduled_bundle_either():
    release = bundle(pair())
    with pytest.raises(IntegrityError, match="can take no other items"), transaction.atomic():
        ReleaseItem.objects.create(release=release, subject=subject_of(subjects.make_legal()))


def test_what_joins_a_scheduled_bundle_leaves_what_is_pinned_as_it_was():
    chosen = pair()
    waiting = chosen[0].episode
    waiting.title = "Sent before the bundle, approved after it"
    waiting.save()
    review = reviews.submit(subjects=[chosen[0]], by=ben())
    release = bundle(chosen)
    pinned = release.items.get(subject=chosen[0]).revision_id
    reviews.approve(review_id=review.pk, by=ana())
    third = approved_subject(subjects.make_legal())
    outcome = scheduling.add(release_id=release.pk, subject=third, by=ana())
    release.refresh_from_db()
    assert (release.state, len(mains(release))) == ("scheduled", 3)
    assert release.items.get(subject=chosen[0]).revision_id == pinned
    assert "goes out with" in outcome.sentence
    assert lock_of(third) == release


def test_a_withdrawal_shares_with_nothing():
    episode = subjects.make_episode()
    subjects.published(episode)
    gone = scheduling.withdraw(
        subject=subject_of(episode), by=ana(), notice="Gone.", wall=subjects.wall_in(3600), zone="UTC"
    ).release
    with pytest.raises(NotPossible, match="goes alone"):
        scheduling.add(release_id=gone.pk, subject=approved_subject(subjects.make_legal()), by=ana())
    planned = subjects.planned(subjects.make_episode())
    with pytest.raises(IntegrityError, match="shares"), transaction.atomic():
        ReleaseItem.objects.create(release=planned, subject=subject_of(episode), kind="withdraw")


def test_one_is_taken_out_and_the_rest_stays_scheduled():
    chosen = pair()
    release = bundle(chosen)
    scheduling.take_out(release_id=release.pk, subject=chosen[0], by=ana(), reason="not yet")
    release.refresh_from_db()
    assert (release.state, mains(release)) == ("scheduled", [chosen[1]])
    assert lock_of(chosen[0]) is None
    own = {subject_of(chosen[1].episode.creator).pk, subject_of(chosen[1].episode.series).pk}
    assert set(release.items.filter(role="companion").values_list("subject", flat=True)) == own
    with pytest.raises(NotPossible, match="all that is left"):
        scheduling.take_out(release_id=release.pk, subject=chosen[1], by=ana())
    make_due(release)
    assert run_due() == 1


def test_what_others_of_the_bundle_need_stays_as_a_companion_when_it_is_taken_out():
    episode = subjects.make_episode()
    first = approved_subject(episode)
    series = subject_of(episode.series)
    release = bundle([first, series])
    pinned = release.items.get(subject=series).revision
    scheduling.take_out(release_id=release.pk, subject=series, by=ana())
    item = release.items.get(subject=series)
    assert (item.role, item.revision) == ("companion", pinned)


def test_a_bundle_is_split_into_releases_at_the_same_time_with_what_was_pinned():
    chosen = pair()
    release = bundle(chosen)
    pinned = dict(release.items.values_list("subject", "revision"))
    scheduling.split(release_id=release.pk, by=ana())
    release.refresh_from_db()
    assert release.state == "cancelled"
    singles = Release.objects.filter(state="scheduled")
    assert [mains(single)[0] for single in singles] == chosen
    assert {single.instant for single in singles} == {release.instant}
    for single in singles:
        assert {item.subject_id: item.revision_id for item in single.items.all()}.items() <= pinned.items()
    for single in singles:
        make_due(single)
    assert run_due() == 2


def test_a_bundle_is_moved_taken_off_and_cancelled_as_one():
    chosen = pair()
    release = bundle(chosen)
    scheduling.reschedule(release_id=release.pk, wall=subjects.wall_in(7200), zone="UTC", by=ana())
    assert {lock_of(one) for one in chosen} == {release}
    scheduling.unschedule(release_id=release.pk, by=ana())
    assert [lock_of(one) for one in chosen] == [None, None]
    scheduling.cancel(release_id=release.pk, by=ana())
    assert run_due() == 0


def test_single_releases_that_they_had_are_cancelled_for_the_bundle_and_the_slot_is_kept():
    first, second = subjects.make_episode(), subjects.make_episode()
    subjects.approved(second)
    season = Season.objects.create(series=first.series)
    wall = subjects.wall_in(3600)
    slot = Slot.objects.create(
        season=season, position=1, wall=wall.isoformat(), zone="UTC", instant=wall.replace(tzinfo=UTC)
    )
    subjects.approved(first)
    single = scheduling.plan(subject=subject_of(first), wall=wall, zone="UTC", by=ana(), slot=slot).release
    release = scheduling.plan_together(
        subjects=[subject_of(first), subject_of(second)], wall=wall, zone="UTC", by=ana()
    ).release
    single.refresh_from_db()
    assert (single.state, single.slot, release.slot, release.state) == ("cancelled", None, slot, "planned")


def test_what_waits_in_another_bundle_is_not_taken_from_it():
    chosen = pair()
    bundle(chosen)
    with pytest.raises(NotPossible, match="waits already"):
        scheduling.release_together(subjects=[chosen[0], approved_subject(subjects.make_legal())], by=ana())


def test_one_of_a_bundle_is_not_published_alone_but_the_bundle_is_released_now():
    chosen = pair()
    release = bundle(chosen)
    with pytest.raises(NotPossible, match="goes out with others"):
        scheduling.publish_now(subject=chosen[0], by=ana())
    scheduling.release_now(release_id=release.pk, by=ana())
    assert run_due() == 1
    assert LiveRevision.objects.filter(subject__in=chosen).count() == 2


def test_a_withdrawal_of_one_holds_the_bundle_with_the_reason_and_cancels_what_waits_alone():
    legal = subjects.make_legal()
    subjects.published(legal)
    legal.body = "Anew."
    legal.save()
    subjects.approved(legal)
    wall = subjects.wall_in(3600)
    page = subject_of(legal)
    scheduling.withdraw(subject=page, by=ana(), notice="Gone.", wall=wall, zone="UTC")
    alone = scheduling.update(subject=page, by=ana(), wall=wall, zone="UTC").release
    release = scheduling.release_together(
        subjects=[page, approved_subject(subjects.make_episode())], by=ana(), wall=wall, zone="UTC"
    ).release
    instant = database_now().replace(microsecond=0)
    Release.objects.filter(state="scheduled").update(instant=instant)
    assert run_due() == 1, "the withdrawal"
    release.refresh_from_db()
    alone.refresh_from_db()
    assert (release.state, alone.state) == ("held", "cancelled")
    assert f"{page} was withdrawn. Take it out of the bundle" in release.hold_reason


def test_a_consent_withdrawn_holds_the_whole_bundle():
    chosen = pair()
    release = bundle(chosen)
    signed = chosen[0].episode.creator.consents.get()
    consent.withdraw(consent_id=signed.pk, reason="by phone")
    release.refresh_from_db()
    assert release.state == "held"
    assert signed.creator.name in release.hold_reason


def test_a_bundle_tells_receivers_of_each_of_its_subjects():
    legal = subjects.make_legal()
    subjects.published(legal)
    legal.body = "Anew."
    legal.save()
    WebhookEndpoint.objects.create(url="https://example.org/hook", secret="s" * 32)
    chosen = [approved_subject(subjects.make_episode()), approved_subject(legal)]
    release = scheduling.release_together(subjects=chosen, by=ana()).release
    run_due()
    import json

    body = json.loads(body_of(Effect.objects.get(release=release, kind="webhook")))
    told = {one["id"]: one["change"] for one in body["subjects"] if one["role"] == "main"}
    assert told == {chosen[0].pk: "publish", chosen[1].pk: "update"}


def test_the_name_of_a_bundle_is_bounded():
    many = [subject_of(subjects.make_legal()) for _ in range(5)]
    assert title(many[:1]) == str(many[0])
    assert title(many) == f"Bundle of 5: {many[0]}, {many[1]}, {many[2]} and 2 more"
    assert title([]) == "–"


def test_the_pages_of_all_are_named_before():
    chosen = pair()
    outcome = scheduling.plan_together(subjects=chosen, wall=subjects.wall_in(60), zone="UTC", by=ana())
    scheduling.schedule(release_id=outcome.release.pk, by=ana())
    paths = paths_of(outcome.release).paths
    for subject in chosen:
        assert any(subject.revisions.first().content["slug"] in path for path in paths)
