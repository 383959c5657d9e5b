from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from series import locks, scheduling
from series.admin.acts.on_release import carried
from series.admin.acts.on_subject import SubjectAct
from series.models.subject import subject_of
from series.scheduling import NotPossible
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done


class Unlock(SubjectAct):
    """From the locked working copy itself: the release that locks it goes back to pencil."""

    name = "unlock"
    label = _("Take it off the schedule to edit it")
    icon = "lock_open"
    permission = "series.schedule_release"

    def offered(self, thing: Any) -> bool:
        return situation_of(subject_of(thing)).lock is not None

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        release = locks.lock_of(subject_of(thing))
        if release is None:
            raise NotPossible("Nothing locks it any more. Edit away.")
        outcome = scheduling.unschedule(release_id=release.pk, by=by, reason=data["reason"])
        return carried(outcome, release)
