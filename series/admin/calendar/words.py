"""What the calendar's script says, in the person's language."""

import json

from django.utils.translation import gettext as _


def said_by_script() -> str:
    return json.dumps(
        {
            "picked": _(
                "picked up. Arrow keys move it by a day or a week, Page Up and Page Down by four weeks, Enter goes "
                "on to the confirmation, Escape puts it back."
            ),
            "back": _("Put back. Nothing has moved."),
            "there": _("where it stands now"),
            "later": _("days later"),
            "earlier": _("days earlier"),
            "move": _("Move to"),
            "swap": _("Swap with"),
            "fill": _("Put into"),
            "pull": _("Pull forward to the place of"),
            "nowhere": _("Drop it on a day, on an open slot, or on another release."),
        }
    )
