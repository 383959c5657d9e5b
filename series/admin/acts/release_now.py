from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_release import ReleaseAct, carried
from series.models.release import ReleaseKind
from sparks.accounts.models import User
from sparks.desk.acts import Done


class ReleaseNow(ReleaseAct):
    name = "release-now"
    label = _("Release now")
    icon = "rocket_launch"
    permission = "series.publish_release"
    question = _(
        "All that is in it goes out at once: what is scheduled as it was confirmed, else as last approved."
    )

    def offered(self, thing: Any) -> bool:
        return super().offered(thing) and thing.kind != ReleaseKind.WITHDRAW

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        return carried(scheduling.release_now(release_id=thing.pk, by=by, reason=data["reason"]), thing)
