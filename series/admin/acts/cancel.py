from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from sparks.accounts.models import User
from sparks.desk.acts import Done


class Cancel(ReleaseAct):
    name = "cancel"
    label = _("Cancel the release")
    icon = "cancel"
    question = _("It will not go out. The working copy and its approval stay.")
    danger = True

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        return carried(scheduling.cancel(release_id=thing.pk, by=by, reason=data["reason"]), thing)
