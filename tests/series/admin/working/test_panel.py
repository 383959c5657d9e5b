"""The readiness panel and the tabs: what is missing leads to where it is mended."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import people, subjects
from tests.series.admin.pages import act_url, change, desk, form_of

pytestmark = pytest.mark.django_db


def links(page: str) -> dict[str, str]:
    """Sentence → address, of the findings."""
    rows = re.findall(r'<li class="desk-(?:stop|warn|pass)">.*?<a href="([^"]*)">(.*?)</a>', page)
    return {sentence: address.replace("&amp;", "&") for address, sentence in rows}


def test_each_finding_leads_to_where_it_is_mended():
    creator = subjects.make_creator(consent=False)
    episode = subjects.make_episode(complete=False, summary="", byline="", sources="", creator=creator)
    client = desk(people.ana())
    page = client.get(change(episode)).content.decode()
    found = links(page)
    for sentence, address in {
        "Write a summary: lists, feeds and cards show it.": "#id_summary",
        "There is no film. Upload the cut.": "#id_video_file",
        "There is no poster. Upload a picture.": "#id_poster_file",
        "There is no byline. Say who made it.": "#id_byline",
        "Captions in the film&#x27;s language (en) are missing.": "#captions-group",
        "Nothing of it is approved yet. Send it for review.": act_url(episode, "submit"),
    }.items():
        assert found[sentence] == address
    for address in found.values():
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page, address
        else:
            assert client.get(address).status_code == 200, address
    [consent] = [address for sentence, address in found.items() if "no consent" in sentence]
    assert f'value="{creator.pk}" selected' in client.get(consent).content.decode()


def test_what_is_right_leads_somewhere_too():
    episode = subjects.make_episode()
    subjects.approved(episode)
    client = desk(people.ana())
    page = client.get(change(episode)).content.decode()
    assert "Nothing is missing." in page
    found = links(page)
    assert len(found) >= 10
    for address in found.values():
        if not address.startswith("#"):
            assert client.get(address).status_code == 200, address


def test_whoever_only_looks_is_led_nowhere_that_is_closed_to_them():
    episode = subjects.make_episode(complete=False, byline="", creator=subjects.make_creator(consent=False))
    client = desk(people.dov())
    page = client.get(change(episode)).content.decode()
    assert "There is no byline. Say who made it." in page
    for address in links(page).values():
        assert not address.startswith("#")
        assert client.get(address).status_code == 200, address


def test_the_form_has_tabs_and_each_says_how_many_errors_it_has():
    episode = subjects.make_episode(complete=False)
    client = desk(people.ben())
    names = [tab.name for tab in client.get(change(episode)).context["desk_tabs"]]
    assert names == ["Words", "Film and pictures", "Captions", "People and causes", "Sources and credits"]
    typed = {**form_of(client, change(episode)), "title": "", "number": "x", "creator": ""}
    answer = client.post(change(episode), typed)
    assert [tab.errors for tab in answer.context["desk_tabs"]] == [2, 0, 0, 1, 0]
    page = answer.content.decode()
    assert "2 to mend" in page
    assert 'href="#tab-1"' in page


def test_every_field_of_the_form_is_on_a_tab():
    episode = subjects.make_episode()
    client = desk(people.ben())
    answer = client.get(change(episode))
    lines = [line for tab in answer.context["desk_tabs"] for line in tab.fieldset]
    on_tabs = {name for line in lines for name in line.fields}
    assert set(answer.context["adminform"].form.fields) <= on_tabs
    assert [len(tab.inlines) for tab in answer.context["desk_tabs"]] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("make", [subjects.make_series, subjects.make_creator], ids=["series", "creator"])
def test_other_working_copies_have_tabs_where_they_have_several_parts(make):
    assert len(desk(people.ana()).get(change(make())).context["desk_tabs"]) >= 2


def test_a_working_copys_page_costs_the_same_for_two_causes_and_for_twenty():
    episode = subjects.make_episode(causes=(subjects.make_cause(), subjects.make_cause()))
    subjects.published(episode)
    client = desk(people.ana())

    def queries() -> int:
        client.get(change(episode))
        with CaptureQueriesContext(connection) as captured:
            client.get(change(episode))
        return len(captured)

    # Edited since it was approved, as it is when more causes are added below.
    episode.causes.add(subjects.make_cause())
    before = queries()
    for _ in range(18):
        episode.causes.add(subjects.make_cause())
    assert queries() == before
    assert before <= 54
