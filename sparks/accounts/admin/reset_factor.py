from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sparks.accounts import proof
from sparks.accounts.factor_reset import reset_factor
from sparks.accounts.models import User
from sparks.accounts.rights import may_manage
from sparks.desk.acts import Act, Done


class ResetFactor(Act):
    name = "reset-factor"
    label = _("Reset the second factor")
    icon = "phonelink_erase"
    permission = "accounts.change_user"
    question = _(
        "For somebody who lost phone, key and recovery codes. Make sure by another way that it is they who ask: "
        "whoever has the password comes in with it and sets up a factor of their own."
    )
    danger = True

    def allowed(self, user: User, thing: Any) -> bool:
        return super().allowed(user, thing) and may_manage(user, thing) and user.pk != thing.pk

    def offered(self, thing: Any) -> bool:
        return proof.has_factor(thing)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        reset_factor(user_id=thing.pk, reason=data["reason"])
        return Done(sentence=f"The second factor of {thing} is reset, and every session of theirs has ended.")
