"""Telling a worker something from an act of a person, who must not wait for a queue that does not answer."""

from celery import Task
from kombu.exceptions import OperationalError

from sparks.celery import app

# Seconds. Celery's own connection would try for six, and wait for ever for a server that is frozen.
PATIENCE = 1


def send(task: Task, *args: object) -> str:
    """Send the task to its queue. Gives why that failed, or nothing; the sender's work must not depend on it."""
    options = {
        **app.conf.broker_transport_options,
        "max_retries": 1,
        "interval_start": 0,
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
    }
    try:
        with app.connection_for_write(connect_timeout=PATIENCE, transport_options=options) as connection:
            task.apply_async(args=args, connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        return str(error)
    return ""
