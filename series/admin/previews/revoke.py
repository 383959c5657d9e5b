from collections.abc import Mapping
from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _

from series.models import PreviewLink
from series.previews import links
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of


class Revoke(Act):
    """Anybody who may share may close what anybody shared: an address that got about can't wait for its maker."""

    name = "revoke"
    label = _("Revoke this link")
    icon = "link_off"
    permission = "series.share_preview"
    question = _(
        "Its address shows nothing from then on, its films and pictures included. It can't be given back."
    )
    danger = True
    refusals = (links.NotShared,)

    def offered(self, thing: Any) -> bool:
        return thing.revoked_at is None

    def lock(self, thing: Any) -> None:
        PreviewLink.objects.select_for_update().filter(pk=thing.pk).first()

    def mark(self, thing: Any) -> str:
        return mark_of(PreviewLink.objects.filter(pk=thing.pk).values_list("revoked_at", flat=True).first())

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="revoke", reason=data["reason"]):
            link = links.revoke(link_id=thing.pk, by=by)
        return Done(sentence=f"The link for {link.recipient} is revoked.")
