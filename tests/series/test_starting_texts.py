"""The texts that every hub begins with: true of this software, taken over as a draft by one press."""

import pytest

from series import starting_texts
from series.models import LegalPage, LiveRevision, Page
from series.models.subject import subject_of
from series.starting_texts import NotTaken
from series.templatetags.pages import matter
from tests.factories import subjects
from tests.factories.people import chi
from tests.series.admin.pages import desk

pytestmark = pytest.mark.django_db


def test_one_press_makes_a_draft_that_is_public_nowhere():
    subjects.make_site()
    client = desk(chi())
    listed = client.get("/admin/series/legalpage/").content.decode()
    assert "Begin with “Privacy”" in listed
    response = client.post("/admin/series/legalpage/begin/privacy/")
    page = LegalPage.objects.get(slug="privacy")
    assert response.url == f"/admin/series/legalpage/{page.pk}/change/"
    assert "set no cookie" in page.body
    assert subject_of(page).editors == [chi().pk]
    assert not LiveRevision.objects.exists()
    assert not Page.objects.filter(kind="legal").exists()
    assert "Begin with “Privacy”" not in client.get("/admin/series/legalpage/").content.decode()


def test_the_second_press_changes_nothing_and_says_so():
    page = starting_texts.take_over(slug="contact", by=chi())
    page.body = "Ours."
    page.save()
    with pytest.raises(NotTaken, match="already"):
        starting_texts.take_over(slug="contact", by=chi())
    client = desk(chi())
    assert "already" in client.post("/admin/series/legalpage/begin/contact/", follow=True).content.decode()
    assert "no such text" in client.post("/admin/series/legalpage/begin/other/", follow=True).content.decode()
    assert client.get("/admin/series/legalpage/begin/contact/").status_code == 405
    assert [legal.body for legal in LegalPage.objects.all()] == ["Ours."]


def test_every_text_has_this_hubs_own_names_as_they_are_written():
    site = subjects.make_site()
    site.name, site.publisher, site.contact_email = "Soap & Co", "Soap & Co <e.V.>", "hello@soap.example"
    site.save()
    for text in starting_texts.TEXTS:
        body = starting_texts.body_of(text.slug)
        assert "hello@soap.example" in body
        assert "&amp;" not in body
        assert "{" not in body
        assert "<h2>" in matter(body)


def test_what_a_person_typed_is_ordered_and_stays_text():
    text = (
        "# Who <we> are\nOne line & another.\nWrite to a.b@example.org.\n\n"
        '- One (/corrections/)\n- Two, https://example.org/a?b=1&c="d".\n\n'
        "and/or <script>alert(1)</script> javascript:alert(1)"
    )
    assert matter(text) == (
        "<h2>Who &lt;we&gt; are</h2>\n"
        '<p>One line &amp; another.<br>Write to <a href="mailto:a.b@example.org">a.b@example.org</a>.</p>\n'
        '<ul><li>One (<a href="/corrections/">/corrections/</a>)</li>'
        '<li>Two, <a href="https://example.org/a?b=1&amp;c=" rel="noopener noreferrer external">'
        "https://example.org/a?b=1&amp;c=</a>&quot;d&quot;.</li></ul>\n"
        "<p>and/or &lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(1)</p>"
    )
    assert matter("") == ""
