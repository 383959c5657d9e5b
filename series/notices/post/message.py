"""The words of a mail of notices, in the hand of the mails of releases."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from series.models import Notice, NoticeMail
from series.notices.paths import inside
from series.publishing.effects.addresses import absolute
from series.publishing.effects.notice.message import EMBER
from series.publishing.effects.notice.minute import ticks
from sparks.desk.times import in_both

# A subject line is read in a list: longer ones are cut there anyhow.
SUBJECT = 120


def message(mail: NoticeMail) -> EmailMultiAlternatives:
    notices = list(mail.notices.order_by("pk"))
    subject = _subject(mail, notices)
    context = {
        "subject": subject,
        "digest": mail.key.startswith("morning "),
        "notices": [
            {
                "about": notice.get_topic_display(),
                "sentence": notice.sentence,
                "when": in_both(notice.created_at, mail.person.zone),
                "url": absolute(inside(notice.path)),
            }
            for notice in notices
        ],
        "ticks": ticks(len(notices)),
        "ember": EMBER,
        "desk_url": absolute(reverse("desk-notices")),
        "choices_url": absolute(reverse("desk-notice-choices")),
        "hub": settings.PUBLIC_URL,
    }
    written = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("emails/notices.txt", context),
        to=[mail.person.email],
        headers={
            # The same at every try: who keeps mail can tell that two are one.
            "Message-ID": f"<{mail.message_id}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    written.attach_alternative(render_to_string("emails/notices.html", context), "text/html")
    return written


def _subject(mail: NoticeMail, notices: list[Notice]) -> str:
    count = len(notices)
    if count == 1:
        words = " ".join(notices[0].sentence.split())
        return words if len(words) <= SUBJECT else f"{words[: SUBJECT - 1].rstrip()}…"
    if mail.key.startswith("morning "):
        return ngettext("This morning: %(n)s notice", "This morning: %(n)s notices", count) % {"n": count}
    return ngettext("%(n)s notice from the desk", "%(n)s notices from the desk", count) % {"n": count}
