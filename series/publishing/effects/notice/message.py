"""The words of a notice. They come from what the release fixed, so a late mail tells the same."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.cadence.labels import moment_label
from series.models import Effect, LiveRevision, Release
from series.models.release import ItemRole
from series.publishing.effects.addresses import absolute
from series.publishing.effects.facts import Fact, facts
from series.publishing.effects.notice.minute import ticks
from series.video.addresses import media_url

EMBER = "#c2410c"


def message(effect: Effect) -> EmailMultiAlternatives:
    about, to = effect.payload["about"], effect.payload["to"]
    told = facts(effect.release)
    words = _words(about, told)
    context = {
        **words,
        "about": about,
        "reason": effect.payload.get("reason", ""),
        "notice": effect.release.notice,
        "when": _when(effect.release, about, to),
        "others": [fact.name for fact in told[1:] if fact.name],
        "people": _people(effect.release),
        "page_url": told[0].url if told else "",
        "desk_url": absolute(f"/admin/series/release/{effect.release_id}/change/"),
        "hub": settings.PUBLIC_URL,
        **_picture(told[0] if told else None, about),
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(words["subject"].split()),
        body=render_to_string("emails/notice.txt", context),
        to=[to],
        headers={
            # The same at every try: who keeps mail can tell that two are one.
            "Message-ID": f"<{effect.idempotency_key}@{urlsplit(settings.PUBLIC_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    return mail


def _words(about: str, told: list[Fact]) -> dict[str, str]:
    fact = told[0] if told else None
    name = fact.name if fact and fact.name else _("a release without a name")
    number = fact.content.get("number") if fact and fact.kind == "episode" else None
    what = _("Episode %(number)s, “%(name)s”") % {"number": number, "name": name} if number else f"“{name}”"
    together = sum(one.role == ItemRole.MAIN for one in told) - 1
    if together > 0:
        more = ngettext("%(what)s and %(count)d more", "%(what)s and %(count)d more", together)
        what = more % {"what": what, "count": together}
    subjects = {
        "publish": (_("Now public: %s"), _("It is public, on every page that lists it.")),
        "update": (_("Updated: %s"), _("The public pages show the new text.")),
        "withdraw": (_("Withdrawn: %s"), _("Its address shows a notice; its files are gone from the hub.")),
        "held": (_("Held: %s"), _("It was due and could not go. It will not go by itself: look at it.")),
    }
    subject, sentence = subjects[about]
    return {"subject": subject % what, "what": what, "name": name, "sentence": sentence}


def _when(release: Release, about: str, to: str) -> list[str]:
    """The instant in the release's zone, the reader's and UTC: each once, each with its name."""
    instant: datetime = release.instant if about == "held" else release.published_at or release.instant
    reader = get_user_model().objects.filter(email__iexact=to).first()
    zones = dict.fromkeys([release.zone, reader.zone if reader else "UTC", "UTC"])
    return list(dict.fromkeys(moment_label(instant, zone) for zone in zones))


def _people(release: Release) -> list[str]:
    approvers = get_user_model().objects.filter(pk__in=release.items.values("revision__review__decided_by"))
    lines = [_("approved by %s") % person for person in approvers]
    if release.scheduled_by:
        lines.insert(0, _("scheduled by %s") % release.scheduled_by)
    return lines


def _picture(fact: Fact | None, about: str) -> dict[str, object]:
    """The still, while it is public, and the minute with the episode's tick in the series' ember."""
    content = fact.content if fact else {}
    poster = (content.get("poster") or {}) if about in {"publish", "update"} else {}
    stills = [one for one in poster.get("files", []) if one["type"] == "image/jpeg"]
    smallest = min(stills, key=lambda one: one["width"], default=None)
    series = LiveRevision.objects.filter(subject=content.get("series")).select_related("revision").first()
    return {
        "still": _whole(media_url(smallest["key"])) if smallest else "",
        "still_alt": poster.get("alt", ""),
        "ticks": ticks(content.get("number")),
        "ember": series.revision.content.get("ember", EMBER) if series else EMBER,
    }


def _whole(url: str) -> str:
    return absolute(url) if url.startswith("/") else url
