"""Asking the workers to look now, and not at beat's next tick."""

import logging

from sparks import messages

logger = logging.getLogger(__name__)


def nudge() -> None:
    """Send one tick. Only a courtesy: what is due stands in the database, and beat or the watcher finds it."""
    from series.tasks import run_tick

    if trouble := messages.send(run_tick):
        logger.info("The queue does not answer (%s); the next tick or the watcher runs what is due.", trouble)
