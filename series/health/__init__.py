"""Whether this installation keeps its word: /healthz (the process is alive), /readyz (so is what it stands on),
and a heartbeat to an address outside, which stops when anything of it is untrue.

A finding's sentence is read by strangers, too: it names no title, no person and no secret.
"""

from series.health.pulse import heartbeat
from series.health.report import report

__all__ = ["heartbeat", "report"]
