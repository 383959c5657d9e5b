"""The private address: whom it lets in, what it says to all others, and what it leaves behind."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from series import scheduling
from series.cards import keep as cards
from series.models import PreviewLink, Rendition
from series.models.subject import subject_of
from series.previews import links, tokens
from series.previews.throttle import Throttle, guesses
from series.publishing import run
from series.publishing.due import database_now
from sparks.quiet_log import WithoutSecrets
from tests.factories import people, previews, subjects

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client()


def all_addresses(link: PreviewLink, token: str) -> list[str]:
    files = Rendition.objects.all().values_list("pk", flat=True)
    return [
        previews.door(token),
        reverse("preview-page", args=[token]),
        reverse("preview-look", args=[token]),
        *(reverse("preview-file", args=[token, pk]) for pk in files),
    ]


def statuses(visitor: Client, link: PreviewLink, token: str) -> set[int]:
    found = {}
    for address in all_addresses(link, token):
        response = visitor.get(address)
        found[address] = response.status_code
        for _ in response if response.streaming else ():
            pass
    return set(found.values())


def test_A3_somebody_without_an_account_sees_the_page_its_film_and_its_colours(visitor):
    link, token = previews.shared(previews.submitted(subjects.make_episode()))
    assert statuses(visitor, link, token) == {200}
    page = visitor.get(previews.door(token)).content.decode()
    assert "Wilma Hargrove" in page
    assert "for <bdi>Wilma Hargrove</bdi> alone" in page


def test_X1_a_token_of_one_opens_nothing_of_another(visitor):
    first = previews.submitted(subjects.make_episode(number=1))
    other = previews.submitted(subjects.make_episode(complete=False))
    _link, token = previews.shared(other)
    for rendition in Rendition.objects.filter(public_key__in=_keys(first)):
        assert visitor.get(reverse("preview-file", args=[token, rendition.pk])).status_code == 404
    page = visitor.get(reverse("preview-page", args=[token]) + f"?revision={first.pk}&subject=1")
    assert first.content["title"] not in page.content.decode()


def _keys(revision) -> set[str]:
    from series.video.usage import keys_in

    return set(keys_in(revision.content))


def test_X1_after_revoking_every_address_is_dead_at_once(visitor):
    link, token = previews.shared(previews.submitted(subjects.make_episode()))
    assert statuses(visitor, link, token) == {200}
    links.revoke(link_id=link.pk, by=people.ana())
    assert statuses(visitor, link, token) == {404}


def test_X1_after_its_end_by_the_databases_clock_every_address_is_dead(visitor):
    revision = previews.submitted(subjects.make_episode())
    token = tokens.new()
    now = database_now()
    link = PreviewLink.objects.create(
        subject=revision.subject,
        recipient="Wilma Hargrove",
        token_hash=tokens.hashed(token),
        made_by=people.ben(),
        made_at=now - timedelta(days=7),
        expires_at=now - timedelta(milliseconds=1),
    )
    assert statuses(visitor, link, token) == {404}
    link.refresh_from_db()
    assert link.uses == 0


def test_X1_wrong_over_and_revoked_look_the_same(visitor):
    revision = previews.submitted(subjects.make_episode(complete=False))
    revoked, token = previews.shared(revision)
    links.revoke(link_id=revoked.pk, by=people.ana())
    answers = [visitor.get(previews.door(one)) for one in (token, tokens.new(), "wrong", "a" * 5000)]
    assert {response.status_code for response in answers} == {404}
    assert len({response.content for response in answers}) == 1
    assert len({tuple(sorted(response.headers.items())) for response in answers}) == 1


def test_X1_after_the_release_the_address_leads_to_the_public_page(visitor):
    episode = subjects.make_episode()
    link, token = previews.shared(subjects.approved(episode))
    release = subjects.published(episode)
    response = visitor.get(previews.door(token))
    assert response.status_code == 302
    assert response["Location"] == scheduling.pinning.paths_of(release).paths[0]
    assert response["Referrer-Policy"] == "no-referrer"
    assert token not in response["Location"]
    rest = {visitor.get(one).status_code for one in all_addresses(link, token)[1:]}
    assert rest == {404}


def test_X1_a_newer_revision_than_the_public_one_is_still_a_preview(visitor):
    episode = subjects.make_episode()
    subjects.published(episode)
    episode.title = "Corrected since"
    episode.save()
    _link, token = previews.shared(previews.submitted(episode))
    assert visitor.get(previews.door(token)).status_code == 200
    assert "Corrected since" in visitor.get(reverse("preview-page", args=[token])).content.decode()


def test_X1_a_teasers_address_leads_to_the_film_once_that_is_out(visitor):
    series = subjects.make_series()
    subjects.published(series)
    episode = subjects.make_episode(series=series)
    _link, token = previews.shared(previews.submitted(subjects.make_teaser(episode)))
    assert visitor.get(previews.door(token)).status_code == 200
    subjects.published(episode)
    assert visitor.get(previews.door(token)).status_code == 302


def test_X1_after_a_withdrawal_a_kind_page_says_so_and_files_are_gone(visitor):
    episode = subjects.make_episode()
    link, token = previews.shared(subjects.approved(episode))
    subjects.published(episode)
    outcome = scheduling.withdraw(subject=subject_of(episode), notice="At her wish.", by=people.chi())
    assert run.run(outcome.release.pk) == "published"
    response = visitor.get(previews.door(token))
    assert response.status_code == 410
    assert "taken down on purpose" in response.content.decode()
    assert {visitor.get(one).status_code for one in all_addresses(link, token)[1:]} == {404}


def test_X1_each_opening_is_counted_and_nothing_else_is_kept(visitor):
    link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    for _ in range(3):
        visitor.get(previews.door(token), headers={"user-agent": "Private Browser"})
    visitor.head(previews.door(token))
    visitor.get(reverse("preview-page", args=[token]))
    link.refresh_from_db()
    assert link.uses == 3
    assert link.first_used_at is not None
    assert link.last_used_at >= link.first_used_at
    assert not [value for value in vars(link).values() if "Private" in str(value)]


def test_X1_only_a_hash_of_256_bits_is_stored():
    link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    assert len(token) == 43
    assert tokens.BYTES * 8 == 256
    assert link.token_hash == tokens.hashed(token)
    assert not [value for value in vars(link).values() if token in str(value)]


def test_a_following_link_shows_the_newest_and_a_pinned_one_its_own(visitor):
    episode = subjects.make_episode(complete=False, title="First cut")
    first = previews.submitted(episode)
    _pinned, pinned = previews.shared(first)
    _following, following = previews.shared(first, follow=True)
    episode.title = "Second cut"
    episode.save()
    previews.submitted(episode)
    assert "First cut" in visitor.get(reverse("preview-page", args=[pinned])).content.decode()
    assert "Second cut" in visitor.get(reverse("preview-page", args=[following])).content.decode()


def test_D5_every_answer_is_for_no_cache_no_index_and_no_referrer(visitor):
    link, token = previews.shared(previews.submitted(subjects.make_episode()))
    addresses = [
        *all_addresses(link, token),
        previews.door(token).rstrip("/"),
        previews.door("wrong"),
        previews.door(token) + "not/there/",
        "/preview/",
    ]
    responses = [visitor.get(address) for address in addresses]
    responses += [visitor.put(previews.door(token)), visitor.post(reverse("preview-page", args=[token]))]
    for response in responses:
        assert response["Cache-Control"] == "private, no-store", response
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            assert b'<meta name="robots" content="noindex, nofollow, noarchive">' in response.content


def test_D5_the_previewed_page_has_the_public_policy_and_a_sandbox(visitor):
    _link, token = previews.shared(previews.submitted(subjects.make_episode()))
    policy = visitor.get(reverse("preview-page", args=[token]))["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'self'"
    assert rules["frame-src"] == "https://www.tiktok.com"
    assert "allow-scripts" not in rules["sandbox"]
    assert "allow-forms" not in rules["sandbox"]
    assert "allow-top-navigation" not in rules["sandbox"]


def test_D5_no_token_stands_in_the_previewed_pages_head_but_for_its_own_files(visitor):
    _link, token = previews.shared(previews.submitted(subjects.make_episode()))
    page = visitor.get(reverse("preview-page", args=[token])).content.decode()
    head = page[: page.index("</head>")]
    assert "canonical" not in head
    assert "og:" not in head
    told = [line for line in head.splitlines() if token in line]
    assert all(line.startswith(('<link rel="stylesheet"', '<link rel="preload"')) for line in told)


@pytest.mark.parametrize("query", ["?status=draft", "?preview=1", "?format=json", "?revision=1", "?token=1"])
def test_D10_a_parameter_opens_nothing(visitor, query):
    episode = subjects.make_episode(title="Not before Thursday")
    revision = previews.submitted(episode)
    path = scheduling.pinning.touched.before_the_act([(revision.subject, revision)]).own[0]
    asked = [
        "/preview/",
        f"/preview/{revision.pk}/",
        f"/preview/{episode.pk}/page/",
        f"/admin/preview/{revision.pk}/",
        f"/admin/preview/{revision.pk}/page/",
        f"/admin/preview/draft/{revision.subject_id}/page/",
        "/oembed",
        path,
    ]
    for address in asked:
        response = visitor.get(
            address + query, {"url": f"http://hub.test{path}"} if "oembed" in address else {}
        )
        assert response.status_code in {302, 404}, address
        assert "Not before Thursday" not in response.content.decode()


def test_guessing_is_slowed_down_and_keeps_nobody_out_who_has_a_link(visitor, monkeypatch):
    _link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    for _ in range(guesses.allowed):
        assert visitor.get(previews.door(tokens.new())).status_code == 404
    slowed = visitor.get(previews.door(tokens.new()))
    assert slowed.status_code == 429
    assert 0 < int(slowed["Retry-After"]) <= 60
    assert slowed["Cache-Control"] == "private, no-store"
    elsewhere = {"x-forwarded-for": "203.0.113.9"}
    assert visitor.get(previews.door(tokens.new()), headers=elsewhere).status_code == 404
    assert visitor.get(previews.door(token)).status_code == 200
    monkeypatch.setattr(guesses, "seconds", 0.0)
    assert visitor.get(previews.door(tokens.new())).status_code == 404


def test_the_throttle_keeps_no_address_and_forgets_the_oldest(rf):
    throttle = Throttle(allowed=1, sources=2)

    def miss(address: str) -> int:
        return throttle.missed(rf.get("/", headers={"x-forwarded-for": address}))

    assert [miss("203.0.113.1"), miss("203.0.113.2"), miss("203.0.113.3")] == [0, 0, 0]
    assert len(throttle._misses) == 2
    assert "203.0.113" not in repr(throttle)
    assert miss("198.51.100.7, 203.0.113.3") > 0
    assert miss("203.0.113.1") == 0


def test_no_log_line_holds_a_token(visitor, caplog):
    link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(WithoutSecrets())
    visitor.get(reverse("preview-file", args=[token, 12345]))
    visitor.put(previews.door(token))
    links.revoke(link_id=link.pk, by=people.ana())
    visitor.get(previews.door(token))
    said = [record.getMessage() for record in caplog.records]
    assert [line for line in said if "/preview/…" in line]
    assert not [line for line in said if token in line]


def test_the_logs_filter_leaves_other_addresses_alone():
    record = logging.LogRecord(
        "django.request", 30, "", 0, "%s: %s", ("Not Found", "/admin/preview/12/"), None
    )
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /admin/preview/12/"


def test_a_visit_costs_the_same_whatever_it_shows(visitor, django_assert_max_num_queries):
    _link, token = previews.shared(previews.submitted(subjects.make_episode()), follow=True)
    cards.draw_missing()
    with django_assert_max_num_queries(8):
        visitor.get(previews.door(token))
    with django_assert_max_num_queries(16):
        visitor.get(reverse("preview-page", args=[token]))


def test_a_visitor_is_spoken_to_in_a_language_that_we_have_words_in(visitor):
    _link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    page = visitor.get(previews.door(token), headers={"accept-language": "ar"})
    assert '<html lang="en" dir="ltr">' in page.content.decode()


def test_a_link_of_a_closed_account_lives_on(visitor):
    _link, token = previews.shared(previews.submitted(subjects.make_episode(complete=False)))
    ben = people.ben()
    ben.is_active = False
    ben.save()
    assert visitor.get(previews.door(token)).status_code == 200
