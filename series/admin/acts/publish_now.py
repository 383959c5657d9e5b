from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import scheduling
from series.admin.acts.on_subject import SubjectAct, done, zone_of
from series.models.subject import subject_of
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done


class PublishNow(SubjectAct):
    name = "publish-now"
    label = _("Publish now")
    icon = "rocket_launch"
    permission = "series.publish_release"
    question = _("It goes out at once, as it was last approved. A release planned for later is taken over.")

    def offered(self, thing: Any) -> bool:
        now = situation_of(subject_of(thing))
        return now.live is None and now.approved is not None and now.withdrawal is None

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        subject = subject_of(thing)
        return done(
            scheduling.publish_now(subject=subject, by=by, zone=zone_of(thing), reason=data["reason"])
        )
