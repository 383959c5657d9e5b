from collections.abc import Mapping
from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _

from series.admin.acts.refusals import SENTENCES
from series.publishing import effects
from series.states import EffectState
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done


class RetryEffect(Act):
    name = "retry"
    label = _("Try again")
    icon = "refresh"
    permission = "series.retry_effect"
    question = _("It was given up after several tries. Mend the cause first.")
    refusals = SENTENCES

    def offered(self, thing: Any) -> bool:
        return thing.state == EffectState.PARKED

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="retry", reason=data["reason"]):
            effects.retry(effect_id=thing.pk)
        return Done(sentence=f"{thing} is tried again within seconds.")
