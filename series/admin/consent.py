"""Withdrawing a consent takes pages off the hub: here its confirmation learns which."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin

from creators.admin.consent import ConsentAdmin, WithdrawConsent
from creators.models import Consent
from series.models import Release
from series.models.release import ReleaseKind
from series.scheduling import pinning
from series.states import ReleaseState
from sparks.accounts.models import User
from sparks.desk.acts import Done


class WithdrawConsentEverywhere(WithdrawConsent):
    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        before = set(_waiting().values_list("pk", flat=True))
        held_before = set(_held().values_list("pk", flat=True))
        done = super().do(thing, by=by, data=data)
        paths: list[str] = []
        for release in _waiting().exclude(pk__in=before):
            paths += pinning.paths_of(release).paths
        held = _held().exclude(pk__in=held_before)
        lines = [f"{release} is held." for release in held]
        return Done(sentence=done.sentence, paths=[*dict.fromkeys(paths)], lines=lines)


def _waiting() -> Any:
    return Release.objects.filter(kind=ReleaseKind.WITHDRAW, state=ReleaseState.SCHEDULED)


def _held() -> Any:
    return Release.objects.filter(state=ReleaseState.HELD)


admin.site.unregister(Consent)


@admin.register(Consent)
class ConsentHubAdmin(ConsentAdmin):
    acts = (WithdrawConsentEverywhere(),)
