from django.db.models.functions import Now

from series.models import Effect
from series.states import EffectState
from sparks.states import IllegalMove


def retry(*, effect_id: int) -> None:
    """Have something that was given up tried again, by a person who mended the cause.

    Raises IllegalMove with a sentence when it is not given up: what is uncertain may have gone already.
    """
    moved = Effect.objects.filter(pk=effect_id, state=EffectState.PARKED).update(
        state=EffectState.WAITING, next_at=Now()
    )
    if not moved:
        raise IllegalMove("Only what was given up can be tried again; look at it once more.")
