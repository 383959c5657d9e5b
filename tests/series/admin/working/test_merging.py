"""Two people save one working copy: both are brought together, what clashes is asked, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from series.models import Draft, EpisodeCaption
from series.models.subject import subject_of
from tests.factories import clips, people, subjects
from tests.series.admin.pages import bring_together, change, desk, form_of

pytestmark = pytest.mark.django_db


def two_at(thing):
    """Ana and Ben, each with the form of it open."""
    ana, ben = desk(people.ana()), desk(people.ben())
    return ana, form_of(ana, change(thing)), ben, form_of(ben, change(thing))


def how(screen) -> dict[str, str]:
    return {one.name: str(one.how) for one in screen.context["conflict"].fields}


def test_E9_A31_the_second_of_two_editors_decides_what_clashes_and_the_rest_fits_by_itself():
    episode = subjects.make_episode(complete=False, title="Old", summary="Old summary.", byline="Old byline")
    ana, hers, ben, his = two_at(episode)
    assert ana.post(change(episode), {**hers, "title": "Ana's", "byline": "Ana"}).status_code == 302
    screen = ben.post(change(episode), {**his, "title": "Ben's", "summary": "Ben's summary."})
    assert screen.status_code == 409
    page = screen.content.decode()
    assert "Ana saved this while your page was open" in page
    assert how(screen) == {"title": "clash", "summary": "yours", "byline": "theirs"}
    episode.refresh_from_db()
    assert (episode.title, episode.summary, episode.byline) == ("Ana's", "Old summary.", "Ana")
    assert bring_together(ben, change(episode), screen, title="yours").status_code == 302
    episode.refresh_from_db()
    assert (episode.title, episode.summary, episode.byline) == ("Ben's", "Ben's summary.", "Ana")
    assert episode.edit_version == 2
    assert set(subject_of(episode).editors) == {people.ana().pk, people.ben().pk}


@pytest.mark.parametrize(
    ("choice", "title"), [("theirs", "Ana's"), ("yours", "Ben's"), ("Ours together", "Ours together")]
)
def test_each_choice_is_what_is_saved(choice, title):
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "Ana's"})
    screen = ben.post(change(episode), {**his, "title": "Ben's", "mention": "@ben"})
    assert bring_together(ben, change(episode), screen, title=choice).status_code == 302
    episode.refresh_from_db()
    assert (episode.title, episode.mention) == (title, "@ben")


def test_a_clash_that_is_not_decided_is_asked_again():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "Ana's"})
    screen = ben.post(change(episode), {**his, "title": "Ben's"})
    again = bring_together(ben, change(episode), screen)
    assert again.status_code == 409
    assert "Not everything is decided yet" in again.content.decode()
    episode.refresh_from_db()
    assert episode.title == "Ana's"
    assert bring_together(ben, change(episode), again, title="yours").status_code == 302
    episode.refresh_from_db()
    assert episode.title == "Ben's"


def test_long_texts_are_merged_by_lines_and_only_a_common_line_is_asked():
    episode = subjects.make_episode(
        complete=False, story="One.\n\nTwo.\n\nThree.", credits="Camera: A\nSound: B"
    )
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "story": "One!\n\nTwo.\n\nThree.", "credits": "Camera: Ana\nSound: B"})
    screen = ben.post(
        change(episode),
        {**his, "story": "One.\r\n\r\nTwo.\r\n\r\nThree, and four.", "credits": "Camera: Ben\nSound: B"},
    )
    assert how(screen) == {"story": "both", "credits": "clash"}
    written = "Camera: Ana, Ben\nSound: B"
    assert bring_together(ben, change(episode), screen, credits=written).status_code == 302
    episode.refresh_from_db()
    assert episode.story == "One!\n\nTwo.\n\nThree, and four."
    assert episode.credits == written


def test_causes_that_either_added_stay_and_those_that_either_took_away_go():
    one, two, three, four = (subjects.make_cause(name=name) for name in ("one", "two", "three", "four"))
    episode = subjects.make_episode(complete=False, causes=(one, two))
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "causes": [two.pk, three.pk]})
    screen = ben.post(change(episode), {**his, "causes": [one.pk, two.pk, four.pk]})
    assert how(screen) == {"causes": "both"}
    assert bring_together(ben, change(episode), screen).status_code == 302
    assert set(episode.causes.all()) == {two, three, four}


def test_two_films_at_once_one_is_chosen_and_the_other_is_kept_in_the_store():
    episode = subjects.make_episode(complete=False)
    first, second = subjects.film(seed=1), subjects.film(seed=2)
    ana, hers, ben, his = two_at(episode)
    film = SimpleUploadedFile("ana.mp4", subjects.film_bytes(1), "video/mp4")
    assert ana.post(change(episode), {**hers, "video_file": film}).status_code == 302
    film = SimpleUploadedFile("ben.mp4", subjects.film_bytes(2), "video/mp4")
    screen = ben.post(change(episode), {**his, "video_file": film})
    assert how(screen) == {"video": "clash"}
    assert "Look at the film" in screen.content.decode()
    assert bring_together(ben, change(episode), screen, video="yours").status_code == 302
    episode.refresh_from_db()
    assert episode.video == second
    first.refresh_from_db()


def vtt(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("x.vtt", clips.VTT.replace("one bar", text).encode(), "text/vtt")


def test_captions_in_two_languages_come_together_and_the_same_language_is_asked():
    episode = subjects.make_episode()
    ana, hers, ben, his = two_at(episode)
    new = {"captions-0-asset_file": vtt("Ana's bar"), "captions-1-language": "es", "captions-TOTAL_FORMS": 2}
    assert (
        ana.post(change(episode), {**hers, **new, "captions-1-asset_file": vtt("una barra")}).status_code
        == 302
    )
    mine = {"captions-0-asset_file": vtt("Ben's bar"), "captions-1-language": "fr"}
    screen = ben.post(change(episode), {**his, **mine, "captions-1-asset_file": vtt("une barre")})
    assert screen.status_code == 409
    assert how(screen) == {
        "captions-0-asset": "clash",
        "captions-1-asset": "theirs",
        "captions-2-asset": "yours",
    }
    answer = bring_together(ben, change(episode), screen, **{"captions-0-asset": "yours"})
    assert answer.status_code == 302
    spoken = {row.language: row.asset.facts["transcript"] for row in EpisodeCaption.objects.all()}
    assert "Ben's bar" in spoken["en"]
    assert "una barra" in spoken["es"]
    assert "une barre" in spoken["fr"]


def test_captions_that_were_saved_meanwhile_are_not_written_back_by_a_page_that_never_touched_them():
    episode = subjects.make_episode()
    ana, hers, ben, his = two_at(episode)
    assert ana.post(change(episode), {**hers, "captions-0-asset_file": vtt("Ana's bar")}).status_code == 302
    screen = ben.post(change(episode), {**his, "summary": "Ben's summary."})
    assert how(screen) == {"captions-0-asset": "theirs", "summary": "yours"}
    assert bring_together(ben, change(episode), screen).status_code == 302
    assert "Ana's bar" in EpisodeCaption.objects.get().asset.facts["transcript"]


@pytest.mark.parametrize(("choice", "left"), [("theirs", 1), ("yours", 0)])
def test_captions_that_one_changed_and_the_other_took_away_are_asked(choice, left):
    episode = subjects.make_episode()
    ana, hers, ben, his = two_at(episode)
    assert ana.post(change(episode), {**hers, "captions-0-asset_file": vtt("Ana's bar")}).status_code == 302
    screen = ben.post(change(episode), {**his, "captions-0-DELETE": "on"})
    [clash] = screen.context["conflict"].clashes
    assert bring_together(ben, change(episode), screen, **{clash.name: choice}).status_code == 302
    assert EpisodeCaption.objects.count() == left


@pytest.mark.parametrize(("choice", "left"), [("theirs", 0), ("yours", 1)])
def test_captions_that_one_took_away_and_the_other_changed_are_asked(choice, left):
    episode = subjects.make_episode()
    ana, hers, ben, his = two_at(episode)
    assert ana.post(change(episode), {**hers, "captions-0-DELETE": "on"}).status_code == 302
    screen = ben.post(change(episode), {**his, "captions-0-asset_file": vtt("Ben's bar")})
    assert screen.status_code == 409
    [clash] = screen.context["conflict"].clashes
    assert bring_together(ben, change(episode), screen, **{clash.name: choice}).status_code == 302
    assert EpisodeCaption.objects.count() == left


def test_a_third_save_between_the_screen_and_its_answer_is_met_again():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    chi = desk(people.chi())
    ana.post(change(episode), {**hers, "title": "Ana's"})
    screen = ben.post(change(episode), {**his, "title": "Ben's"})
    assert chi.post(change(episode), {**form_of(chi, change(episode)), "title": "Chi's"}).status_code == 302
    again = bring_together(ben, change(episode), screen, title="yours")
    assert again.status_code == 409
    assert "Chi saved this" in again.content.decode()
    assert [one.theirs.said for one in again.context["conflict"].clashes] == ["Chi's"]


def test_what_has_to_be_mended_comes_first_and_the_conflict_after():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "Ana's"})
    wrong = ben.post(change(episode), {**his, "title": "Ben's", "number": "x"})
    assert wrong.status_code == 200
    form = wrong.context["adminform"].form
    mended = {**his, "title": "Ben's", "number": 7, "seen_version": form["seen_version"].value()}
    screen = ben.post(change(episode), mended)
    assert how(screen) == {"title": "clash", "number": "yours"}


def test_both_saved_the_same_and_nobody_is_asked():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "New"})
    assert ben.post(change(episode), {**his, "title": "New"}).status_code == 302


def test_E10_two_tabs_of_one_person_lose_nothing_silently():
    creator = subjects.make_creator(biography="Before.")
    client = desk(people.ben())
    first, second = form_of(client, change(creator)), form_of(client, change(creator))
    assert client.post(change(creator), {**first, "biography": "From the first tab."}).status_code == 302
    screen = client.post(change(creator), {**second, "biography": "From the second tab."})
    assert screen.status_code == 409
    assert [one.theirs.said for one in screen.context["conflict"].clashes] == ["From the first tab."]
    creator.refresh_from_db()
    assert creator.biography == "From the first tab."


def test_whoever_leaves_the_merge_screen_finds_what_was_typed_as_a_draft():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "Ana's"})
    screen = ben.post(change(episode), {**his, "title": "Ben's"})
    draft = Draft.objects.get()
    assert (draft.person, draft.typed) == (people.ben(), {"title": ["Ben's"]})
    page = ben.get(change(episode)).content.decode()
    assert "and did not save it" in page
    assert "<ins>Ben</ins>" in page
    assert bring_together(ben, change(episode), screen, title="yours").status_code == 302
    assert not Draft.objects.exists()


def test_a_name_with_markup_stays_text_on_the_screen():
    episode = subjects.make_episode(complete=False, title="Old")
    ana, hers, ben, his = two_at(episode)
    ana.post(change(episode), {**hers, "title": "<script>alert(1)</script>"})
    page = ben.post(change(episode), {**his, "title": "<img src=x>"}).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x>" not in page
