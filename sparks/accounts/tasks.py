from celery import shared_task
from django.core.management import call_command
from django.db import connection

from sparks.accounts.password_reset import ask

__all__ = ["ask", "forget"]


@shared_task(name="accounts.forget")
def forget() -> None:
    """Drop what is over: counts of failed tries, sessions. The cache itself drops a row only when it is asked for."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_throttle WHERE expires < clock_timestamp()")
    call_command("clearsessions")
