"""What a mail says, and how it is made: read back by a parser that is not ours."""

import email
import email.policy
import quopri
import uuid

import html5lib
import pytest

from series.newsletter.writing.stencil import GAP, Stencil, _pieces
from tests.factories import live

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-somebody"


def written(episode, **given: str):
    stencil = Stencil(episode=episode.pk, language=given.pop("language", "en"))
    mail = stencil.fill(address="reader@example.org", token=TOKEN, message_id=f"{uuid.UUID(int=7)}@hub.test")
    assert GAP.encode() not in mail.payload
    assert all(len(line) <= 998 for line in mail.payload.split(b"\r\n"))
    assert b"\n" not in mail.payload.replace(b"\r\n", b"")
    mail.payload.decode("ascii")
    parsed = email.message_from_bytes(mail.payload, policy=email.policy.default)
    assert not parsed.defects
    return parsed


def test_its_head_lets_a_mail_program_leave_by_one_press():
    live.make_live_site(name="Señales · بصمات")
    mail = written(live.make_live_episode(title="Un jabón"))
    assert mail["List-Unsubscribe"] == f"<http://hub.test/newsletter/leave/{TOKEN}/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["To"] == "reader@example.org"
    assert mail["Subject"] == "Jessie Example: Un jabón · Sparks of Good"
    assert "newsletter.hub.test" in mail["List-ID"]
    assert mail["Message-ID"] == "<00000000-0000-0000-0000-000000000007@hub.test>"
    assert mail["Date"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_it_says_the_same_as_html_and_as_text():
    episode = live.make_live_episode(title="A bar of soap", summary="It began in a kitchen. " * 40)
    mail = written(episode)
    html = mail.get_body(("html",)).get_content()
    text = mail.get_body(("plain",)).get_content()
    page = f"http://hub.test{episode.pages.get(kind='episode').path}"
    for said in (html, text):
        assert "Jessie Example" in said
        assert "A bar of soap" in said
        assert page in said
        assert f"http://hub.test/newsletter/leave/{TOKEN}/" in said
        assert f"http://hub.test/newsletter/yours/{TOKEN}/" in said
    html5lib.HTMLParser(strict=True).parse(html)


def test_it_holds_no_script_no_tracking_and_one_picture():
    mail = written(live.make_live_episode())
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "?" not in "".join(part.split('"')[0] for part in html.split('href="')[1:])
    assert html.count("<img") == 1
    assert 'alt="A hand lifts soap."' in html
    assert len(html.encode()) < 40_000


@pytest.mark.parametrize("length", range(60, 80))
def test_wherever_a_line_breaks_the_reader_s_own_words_stand_whole(length):
    packed = b"=\r\nTOKEN=\r\n".join(_pieces(f"{'é' * 9}{'x' * length}{GAP}.y {GAP}\n.z"))
    assert all(len(line) <= 76 for line in packed.split(b"\r\n"))
    assert quopri.decodestring(packed).decode() == f"{'é' * 9}{'x' * length}TOKEN.y TOKEN\r\n.z\r\n"


def test_who_asked_for_this_film_alone_is_told_so():
    episode = live.make_live_episode()
    stencil = Stencil(episode=episode.pk, language="en", reminded=True)
    mail = stencil.fill(address="reader@example.org", token=TOKEN, message_id="1@hub.test")
    parsed = email.message_from_bytes(mail.payload, policy=email.policy.default)
    for kind in ("plain", "html"):
        said = " ".join(parsed.get_body((kind,)).get_content().split())
        assert "remind you of this film. Your address is deleted a day after this mail." in said
        assert "to write when a film is out" not in said


def test_without_a_picture_it_is_whole():
    html = written(live.make_live_episode(poster=None)).get_body(("html",)).get_content()
    assert "<img" not in html
    assert "Jessie Example" in html


def test_X2_what_a_person_typed_is_inert_and_breaks_no_head():
    nasty = "<script>alert(1)</script>\r\nBcc: all@example.org \"'"
    live.make_live_site(name=nasty)
    mail = written(live.make_live_episode(title=nasty, summary=nasty))
    assert mail["Bcc"] is None
    assert "<script" not in mail.get_body(("html",)).get_content()
    assert mail.get_content_type() == "multipart/alternative"


def test_the_dial_has_the_tick_of_the_episode():
    html = written(live.make_live_episode(number=3)).get_body(("html",)).get_content()
    cells = html.split("<td valign=")[1:]
    assert [i for i, cell in enumerate(cells) if 'class="own"' in cell] == [2]


def test_letters_of_every_script_come_through():
    mail = written(live.make_live_episode(title="قطعة صابون", summary="בועות של סבון " * 60))
    assert "قطعة صابون" in mail["Subject"]
    assert "بون" in mail.get_body(("plain",)).get_content()
    assert "בועות" in mail.get_body(("html",)).get_content()
