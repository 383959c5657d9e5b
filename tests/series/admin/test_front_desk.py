"""The hub's front, impact figures and resources at the desk."""

from datetime import timedelta
from decimal import Decimal

import pytest

from series import readiness
from series.models import Front, ImpactFigure, LiveRevision, Resource, subject_of
from series.publishing import run
from series.publishing.due import database_now
from series.readiness import Level
from series.revisions import content_of
from tests.factories import people, subjects
from tests.series.admin.pages import act, add, change, desk, form_of, listing, said

pytestmark = pytest.mark.django_db


def today():
    return database_now().date()


def findings(thing) -> dict[str, str]:
    subject = subject_of(thing)
    revision = subject.revisions.model(subject=subject, content=content_of(subject))
    found = readiness.check(subject=subject, revision=revision, day=today())
    return {one.code: one.level for one in found if one.level != Level.PASS}


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["adminform"].form.errors)


def test_the_front_is_made_at_the_first_visit_and_is_one():
    client = desk(people.ben())
    response = client.get(listing(Front))
    assert response.url == change(Front.objects.get())
    assert client.get(add(Front)).status_code == 403
    assert desk(people.dov()).get(listing(Front)).status_code == 302


def test_sections_are_put_in_order_by_their_numbers():
    client = desk(people.ben())
    front = subjects.make_front()
    typed = form_of(client, change(front)) | {"latest_place": "9", "causes_place": "1", "series_place": ""}
    assert client.post(change(front), typed).status_code == 302
    front.refresh_from_db()
    assert front.sections == ["causes", "upcoming", "figures", "resources", "latest"]


def test_two_people_who_order_the_sections_at_once_lose_nothing():
    first, second = desk(people.ben()), desk(people.ana())
    front = subjects.make_front()
    theirs, ours = form_of(first, change(front)), form_of(second, change(front))
    assert first.post(change(front), theirs | {"latest_place": "9"}).status_code == 302
    refused = second.post(change(front), ours | {"text": "Hello."})
    assert "Two people changed this at once" in refused.content.decode()
    front.refresh_from_db()
    assert (front.latest_place, front.text) == (9, "")
    again = {**ours, "text": "Hello.", "latest_place": "9", "seen_version": str(front.edit_version)}
    assert second.post(change(front), again).status_code == 302
    front.refresh_from_db()
    assert (front.latest_place, front.text) == (9, "Hello.")


def test_an_end_without_anything_large_is_refused_with_a_sentence():
    client = desk(people.ben())
    front = subjects.make_front()
    typed = form_of(client, change(front)) | {"hero_until": "2031-03-05T09:00", "text": "Kept."}
    response = client.post(change(front), typed)
    assert "or leave the end empty" in str(errors(response))
    assert "Kept." in response.content.decode()


@pytest.mark.parametrize(
    ("wall", "sentence"),
    [
        (
            "2031-03-09T02:30",
            "does not exist in America/New_York: clocks jump over it. Choose 01:59 or 03:00.",
        ),
        ("tomorrow", "Write a date and a time of day"),
        ("2031-03-09T02:30+01:00", "Leave out the offset"),
        ("9999-01-01T00:00", "choose a year from"),
    ],
)
def test_T5_a_time_that_is_none_is_refused_at_its_field_and_nothing_is_lost(wall, sentence):
    client = desk(people.ben())
    resource = subjects.make_resource(zone="America/New_York")
    typed = form_of(client, change(resource)) | {"opens": wall, "summary": "Kept."}
    response = client.post(change(resource), typed)
    assert sentence in str(errors(response)["opens"])
    assert "Kept." in response.content.decode()


def test_T5_a_time_that_clocks_show_twice_is_the_first_and_it_is_said():
    resource = subjects.make_resource(opens="2031-11-02T01:30:00", zone="America/New_York")
    assert "Clocks show that time twice" in desk(people.ben()).get(change(resource)).content.decode()
    assert content_of(subject_of(resource))["opens"]["at"] == "2031-11-02T05:30:00+00:00"


def test_a_resource_that_closes_before_it_opens_is_refused():
    client = desk(people.ben())
    resource = subjects.make_resource()
    typed = form_of(client, change(resource)) | {"opens": "2031-03-05T09:00", "closes": "2031-03-05T08:00"}
    assert "close after it opens" in str(errors(client.post(change(resource), typed))["closes"])


@pytest.mark.parametrize("address", ["http://example.org/", "ftp://example.org/"])
def test_only_https_leads_out_of_the_hub(address):
    client = desk(people.ben())
    resource, figure = subjects.make_resource(), subjects.make_figure()
    typed = form_of(client, change(resource)) | {"link": address}
    assert "https://" in str(errors(client.post(change(resource), typed))["link"])
    typed = form_of(client, change(figure)) | {"source_url": address}
    assert "https://" in str(errors(client.post(change(figure), typed))["source_url"])


def test_a_new_resource_starts_in_the_zone_of_the_hub_and_a_figure_with_its_maker():
    subjects.make_site()
    client = desk(people.ben())
    assert form_of(client, add(Resource))["zone"] == "America/New_York"
    assert form_of(client, add(ImpactFigure))["owner"] == people.ben().pk


def test_a_figure_without_source_or_date_is_stopped_and_an_old_one_is_looked_at():
    assert findings(subjects.make_figure()) == {}
    assert findings(subjects.make_figure(source="", source_url="")) == {"source": Level.STOP}
    assert findings(subjects.make_figure(source_url="")) == {"source": Level.WARN}
    assert findings(subjects.make_figure(as_of=None)) == {"date": Level.STOP}
    assert findings(subjects.make_figure(as_of=today() + timedelta(days=1))) == {"date": Level.STOP}
    assert findings(subjects.make_figure(as_of=today() - timedelta(days=367))) == {"age": Level.WARN}
    assert findings(subjects.make_figure(owner=None)) == {"owner": Level.WARN}


def test_old_figures_are_listed_and_called_old():
    subjects.make_figure(label="fresh one")
    subjects.make_figure(label="old one", as_of=today() - timedelta(days=400))
    subjects.make_figure(label="undated one", as_of=None)
    client = desk(people.ben())
    page = client.get(listing(ImpactFigure)).content.decode()
    assert page.count("older than a year</strong>") == 1
    old = client.get(listing(ImpactFigure) + "?age=old").content.decode()
    assert "old one" in old
    assert "fresh one" not in old
    assert "undated one" not in old


def test_a_figures_owner_is_in_no_revision_unless_visitors_may_see_the_name():
    figure = subjects.make_figure(owner=people.ana())
    assert content_of(subject_of(figure))["owner"] == ""
    figure.owner_shown = True
    figure.save()
    assert content_of(subject_of(figure))["owner"] == str(people.ana())


@pytest.mark.parametrize(
    ("value", "kept"), [("1000000.00", "1000000"), ("2.50", "2.5"), ("0.25", "0.25"), ("0", "0")]
)
def test_a_number_is_kept_without_zeros_that_say_nothing(value, kept):
    assert content_of(subject_of(subjects.make_figure(value=Decimal(value))))["value"] == kept


def test_a_figure_goes_from_the_form_to_the_hub_in_three_acts():
    figure = subjects.make_figure(value=Decimal(10))
    subjects.published(figure)
    ben, ana = desk(people.ben()), desk(people.ana())
    typed = form_of(ben, change(figure)) | {"value": "12"}
    assert ben.post(change(figure), typed).status_code == 302
    act(ben, figure, "submit", note="")
    review = subject_of(figure).revisions.first().review
    assert "Approved" in said(ana, act(ana, review, "approve", note=""))[0]
    assert "is updated" in said(ana, act(ana, figure, "update", notice="", zone="UTC", reason=""))[0]
    release = subject_of(figure).releases.latest("pk")
    assert run.run(release.pk) == "published"
    assert LiveRevision.objects.get(subject=subject_of(figure)).revision.content["value"] == "12"


def test_what_is_chosen_for_the_front_and_is_not_public_is_said():
    episode, teaser = subjects.make_episode(complete=False), subjects.make_teaser()
    front = subjects.make_front(hero=episode)
    front.teasers.set([teaser])
    assert findings(front) == {"hero": Level.WARN, "teasers": Level.WARN}
    subjects.published(teaser)
    front.hero = teaser.episode
    front.save()
    assert findings(front) == {}
    for name in ("latest", "upcoming", "series", "figures", "resources"):
        setattr(front, f"{name}_place", None)
    front.save()
    assert findings(front) == {"sections": Level.WARN}


def test_a_resource_needs_a_summary_and_an_address_that_is_free():
    assert findings(subjects.make_resource()) == {}
    assert findings(subjects.make_resource(summary="")) == {"summary": Level.STOP}
    assert findings(subjects.make_resource(body="")) == {"body": Level.WARN}
    assert findings(subjects.make_resource(link="", opens="2031-03-05T09:00:00")) == {"link": Level.WARN}
    subjects.published(subjects.make_resource(slug="course"))
    Resource.objects.filter(slug="course").update(slug="")
    assert findings(subjects.make_resource(slug="course")) == {"address": Level.STOP}


def test_a_review_names_what_the_front_chose_and_says_times_in_words():
    episode = subjects.make_episode(complete=False, title="The soap")
    front = subjects.make_front(hero=episode, hero_until="2031-03-05T09:00:00", zone="America/New_York")
    subjects.approved(front)
    review = subject_of(front).revisions.first().review
    page = desk(people.ana()).get(change(review)).content.decode()
    assert "The soap" in page
    assert "Wed 5 Mar 2031 09:00 EST (14:00:00 UTC)" in page


@pytest.mark.parametrize("name", ["front", "figure", "resource"])
def test_producers_write_the_auditor_looks_and_the_operator_sees_nothing(name):
    thing = {
        "front": subjects.make_front,
        "figure": subjects.make_figure,
        "resource": subjects.make_resource,
    }[name]()
    for person, saves, status in (
        ("ben", True, 200),
        ("ana", True, 200),
        ("dov", False, 200),
        ("eli", False, 403),
    ):
        response = desk(people.person(person)).get(change(thing))
        assert response.status_code == status, person
        assert (b'name="_save"' in response.content) is saves, person
    assert desk(people.dov()).post(change(thing), {}).status_code == 403
