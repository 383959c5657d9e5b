"""Public at the instant and not before; gone after a withdrawal; never gone under a page that is live."""

import itertools
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError
from django.core.files.base import ContentFile
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from series.contents.files import file_set
from series.models import Asset, LegalPage, LiveRevision, PublicFile, Release, Rendition, Review, Revision
from series.models.subject import subject_of
from series.video import promotion, strays, upload
from series.video.usage import keys_in, used_by_live
from sparks.folder_store import FolderStore
from tests.factories import clips
from tests.factories.live import make_user
from tests.factories.stores import Stores

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
_count = itertools.count(1)


def poster(colour: str = "#c4521e") -> Asset:
    data = clips.picture(size=(400, 711), colour=colour, form="PNG")
    return upload.receive(file=ContentFile(data, name="p.png"), kind="image", by=None)


def revision_with(*assets: Asset) -> Revision:
    """A revision of a subject of its own, that shows these files."""
    number = next(_count)
    subject = subject_of(LegalPage.objects.create(title=f"Page {number}", slug=f"page-{number}"))
    author, editor = make_user(), make_user()
    review = Review.objects.create(state="approved", submitted_by=author, decided_by=editor, decided_at=NOON)
    return Revision.objects.create(
        subject=subject,
        number=1,
        content={"title": "x", "shown": [file_set(asset) for asset in assets]},
        content_hash="0" * 64,
        review=review,
        created_by=author,
    )


def go_live(revision: Revision) -> LiveRevision:
    release = Release.objects.create(
        kind="publish", state="published", instant=NOON, published_at=NOON, created_by=revision.created_by
    )
    return LiveRevision.objects.create(
        subject=revision.subject,
        revision=revision,
        release=release,
        kind="legal",
        published_at=NOON,
        updated_at=NOON,
    )


def keys_of(revision: Revision) -> set[str]:
    keys = set(keys_in(revision.content))
    assert len(keys) == 4
    return keys


def test_M5_nothing_is_public_before_and_everything_afterwards(stores: Stores) -> None:
    revision = revision_with(poster())
    for key in keys_of(revision):
        assert stores.anonymous(key) is None
    for private_key in Rendition.objects.values_list("private_key", flat=True):
        assert stores.anonymous_private(private_key) is None

    promotion.promote([revision.pk])

    for row in Rendition.objects.all():
        content = stores.anonymous(row.public_key)
        assert content is not None
        assert len(content) == row.bytes
    assert set(PublicFile.objects.exclude(verified_at=None).values_list("key", flat=True)) == keys_of(
        revision
    )


def test_M5_the_original_never_becomes_public(stores: Stores) -> None:
    asset = poster()
    promotion.promote([revision_with(asset).pk])

    assert asset.private_key not in {key for key, _ in stores.public.listed()}
    assert stores.anonymous_private(asset.private_key) is None


def test_promoting_twice_is_once_and_costs_six_queries_however_many_files(
    stores: Stores, django_assert_max_num_queries
) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    before = list(PublicFile.objects.order_by("key").values())

    with django_assert_max_num_queries(6):
        promotion.promote([revision.pk])

    assert list(PublicFile.objects.order_by("key").values()) == before


def test_a_public_file_that_somebody_deleted_is_put_back(stores: Stores) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    key = min(keys_of(revision))
    stores.public.remove(key)

    promotion.promote([revision.pk])

    assert stores.anonymous(key) is not None


def test_something_else_at_the_public_key_is_replaced_by_the_approved_file(
    stores: Stores, tmp_path: Path
) -> None:
    revision = revision_with(poster())
    row = Rendition.objects.order_by("public_key")[0]
    (tmp_path / "other").write_bytes(b"not what was approved")
    stores.public.put(row.public_key, tmp_path / "other", content_type=row.content_type)

    promotion.promote([revision.pk])

    assert stores.public.digest(row.public_key) == row.sha256


def test_a_file_gone_from_the_private_store_is_told_to_a_person(stores: Stores) -> None:
    revision = revision_with(poster())
    stores.private.remove(Rendition.objects.order_by("public_key")[0].private_key)

    with pytest.raises(promotion.FilesMissing, match="Upload it again"):
        promotion.promote([revision.pk])


def test_a_file_damaged_in_the_private_store_does_not_become_public(settings) -> None:
    revision = revision_with(poster())
    row = Rendition.objects.order_by("public_key")[0]
    store = FolderStore(root="PRIVATE_MEDIA_ROOT")
    Path(store.path(row.private_key)).write_bytes(b"rot")

    with pytest.raises(promotion.FilesMissing, match="not the file that was approved"):
        promotion.promote([revision.pk])
    assert not Path(FolderStore(root="PUBLIC_MEDIA_ROOT").path(row.public_key)).exists()


def test_a_revision_that_names_a_file_nobody_made_is_told(stores: Stores) -> None:
    revision = revision_with(poster())
    Rendition.objects.order_by("pk")[0].delete()

    with pytest.raises(promotion.FilesMissing, match="1 files"):
        promotion.promote([revision.pk])


def test_a_revision_without_files_needs_none() -> None:
    revision = revision_with()

    promotion.promote([revision.pk])
    promotion.pin([revision.pk])
    assert promotion.retract([revision.pk]) == []


@pytest.mark.s3
@pytest.mark.usefixtures("buckets")
def test_M16_a_store_that_is_down_is_a_passing_trouble(settings) -> None:
    revision = revision_with(poster())
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {
            "BACKEND": "sparks.s3_store.S3Store",
            "OPTIONS": {"bucket_name": "public", "endpoint_url": "http://127.0.0.1:1"},
        },
    }

    with pytest.raises(promotion.StoreTrouble, match="does not work"):
        promotion.promote([revision.pk])


def test_a_folder_that_cannot_be_written_is_a_passing_trouble(settings) -> None:
    revision = revision_with(poster())
    Path(settings.PUBLIC_MEDIA_ROOT).write_text("a file where the folder should be")

    with pytest.raises(promotion.StoreTrouble, match="does not work"):
        promotion.promote([revision.pk])


def test_M16_files_verified_earlier_do_not_wait_for_a_store_that_is_down_now(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])

    def down(self, key: str) -> int:
        raise EndpointConnectionError(endpoint_url="http://store.test")

    monkeypatch.setattr(type(stores.public), "size_of", down)
    promotion.promote([revision.pk])
    promotion.pin([revision.pk])


# -- taking back ---------------------------------------------------------------------------------------------


def test_M17_after_a_withdrawal_every_derived_file_is_gone(stores: Stores) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    go_live(revision).delete()

    assert set(promotion.retract([revision.pk])) == keys_of(revision)

    assert all(stores.anonymous(key) is None for key in keys_of(revision))
    assert list(stores.public.listed()) == []
    assert not PublicFile.objects.exists()
    assert all(stores.private.digest(row.private_key) == row.sha256 for row in Rendition.objects.all())


def test_retracting_twice_is_once(stores: Stores) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    promotion.retract([revision.pk])

    assert promotion.retract([revision.pk]) == []


def test_M17_a_file_that_another_live_revision_shows_stays(stores: Stores) -> None:
    shared, own = poster("#112233"), poster("#445566")
    withdrawn, other = revision_with(shared, own), revision_with(shared)
    promotion.promote([withdrawn.pk, other.pk])
    go_live(other)

    gone = promotion.retract([withdrawn.pk])

    assert keys_of(other).isdisjoint(gone)
    assert all(stores.anonymous(key) is not None for key in keys_of(other))
    assert all(stores.anonymous(key) is None for key in set(keys_in(withdrawn.content)) - keys_of(other))


def test_M17_a_file_that_can_still_be_read_is_an_alarm_and_is_tried_again(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    with monkeypatch.context() as broken:
        broken.setattr(type(stores.public), "remove", lambda self, key: None)
        with pytest.raises(promotion.StoreTrouble, match="can still be read"):
            promotion.retract([revision.pk])
    assert PublicFile.objects.count() == 4

    promotion.retract([revision.pk])
    assert list(stores.public.listed()) == []


def test_a_release_whose_files_were_taken_away_is_tried_again() -> None:
    revision = revision_with(poster())
    promotion.promote([revision.pk])
    promotion.retract([revision.pk])

    with pytest.raises(promotion.StoreTrouble, match="not public any more"):
        promotion.pin([revision.pk])


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_a_withdrawal_waits_for_a_release_that_has_pinned_the_file_and_then_spares_it(stores: Stores) -> None:
    shared = poster()
    withdrawn, coming = revision_with(shared), revision_with(shared)
    promotion.promote([withdrawn.pk, coming.pk])
    taken: list[str] = []

    def withdraw() -> None:
        try:
            taken.extend(promotion.retract([withdrawn.pk]))
        finally:
            connections.close_all()

    thread = threading.Thread(target=withdraw)
    with transaction.atomic():
        promotion.pin([coming.pk])
        thread.start()
        thread.join(timeout=1)
        assert thread.is_alive()
        go_live(coming)
    thread.join()

    assert taken == []
    assert all(stores.anonymous(key) is not None for key in keys_of(coming))


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_two_releases_of_one_file_at_once_make_it_public_once(stores: Stores) -> None:
    shared = poster()
    revisions = [revision_with(shared).pk for _ in range(3)]
    failed: list[Exception] = []

    def promote(revision: int) -> None:
        try:
            promotion.promote([revision])
        except (promotion.StoreTrouble, promotion.FilesMissing, DatabaseError) as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=promote, args=[revision]) for revision in revisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert PublicFile.objects.exclude(verified_at=None).count() == 4


def test_usage_sees_only_what_is_live_now() -> None:
    first, second = revision_with(poster("#112233")), revision_with(poster("#445566"))
    go_live(first)

    assert used_by_live(keys_of(first) | keys_of(second)) == keys_of(first)
    assert used_by_live([]) == set()


# -- what a process that died left behind ----------------------------------------------------------------------


def test_files_of_a_release_that_was_held_are_cleared_after_an_hour(stores: Stores) -> None:
    held, live = revision_with(poster("#112233")), revision_with(poster("#445566"))
    promotion.promote([held.pk, live.pk])
    go_live(live)
    PublicFile.objects.update(promoted_at=timezone.now() - timedelta(minutes=59))
    assert strays.clear() == []

    PublicFile.objects.update(promoted_at=timezone.now() - timedelta(minutes=61))
    assert set(strays.clear()) == keys_of(held)
    assert {key for key, _ in stores.public.listed()} == keys_of(live)


def test_what_was_made_public_lately_and_did_not_go_is_cleared_within_minutes(stores: Stores) -> None:
    called_off, live = revision_with(poster("#112233")), revision_with(poster("#445566"))
    promotion.promote([called_off.pk, live.pk])
    go_live(live)
    assert strays.clear_recent() == []

    PublicFile.objects.update(promoted_at=timezone.now() - timedelta(minutes=6))
    assert set(strays.clear_recent()) == keys_of(called_off)
    assert {key for key, _ in stores.public.listed()} == keys_of(live)


def test_a_public_object_that_no_row_names_is_cleared(stores: Stores, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"?")
    stores.public.put("ab/cd/ef/web.mp4", tmp_path / "file", content_type="video/mp4")

    assert strays.clear() == []
    assert strays.clear(at=timezone.now() + timedelta(hours=2)) == ["ab/cd/ef/web.mp4"]
    assert list(stores.public.listed()) == []


def test_a_promotion_that_was_killed_before_the_copy_is_completed_by_the_next(stores: Stores) -> None:
    revision = revision_with(poster())
    for row in Rendition.objects.all():
        PublicFile.objects.create(key=row.public_key, rendition=row)
    with pytest.raises(promotion.StoreTrouble):
        promotion.pin([revision.pk])

    promotion.promote([revision.pk])
    promotion.pin([revision.pk])
    assert all(stores.anonymous(key) is not None for key in keys_of(revision))
