import logging

from django.conf import settings

from series.health.report import report
from series.publishing.effects.posting import Unanswered, request

log = logging.getLogger(__name__)
SECONDS = 10.0


def heartbeat() -> bool:
    """Tell the address outside that all is well; say nothing while it is not, for silence is the alarm.

    Returns whether it was told. Nothing happens without a HEARTBEAT_URL.
    """
    if not settings.HEARTBEAT_URL:
        return False
    troubles = [finding.sentence for finding in report() if not finding.ok]
    if troubles:
        log.warning("no heartbeat: %s", " ".join(troubles))
        return False
    try:
        status = request("GET", settings.HEARTBEAT_URL, headers={}, seconds=SECONDS)
    except Unanswered as silence:
        log.warning("the heartbeat did not get through: %s", silence)
        return False
    if not 200 <= status < 300:
        log.warning("the heartbeat was answered with %s", status)
    return 200 <= status < 300
