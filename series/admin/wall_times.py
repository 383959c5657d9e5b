"""Working copies that hold wall times beside one zone: what never happens there is refused at its field."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from series import cadence
from series.admin.working_copy import WorkingCopyForm
from sparks.desk.walltime import ZoneField


class WallTimesForm(WorkingCopyForm):
    """`walls` names the fields with a wall time."""

    walls: ClassVar[tuple[str, ...]] = ()
    zone = ZoneField(label=_("Time zone"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        zone = cleaned.get("zone")
        for name in self.walls if zone else ():
            if cleaned.get(name):
                self._lay(name, cleaned[name], zone)
        return cleaned

    def _lay(self, name: str, wall: str, zone: str) -> None:
        try:
            cadence.resolve(datetime.fromisoformat(wall), zone)
        except (cadence.WallTimeGap, cadence.Refused) as refusal:
            self.add_error(name, ValidationError(str(refusal), code="wall"))
