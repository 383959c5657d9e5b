"""Doors for Celery. What is to be sent stands in the database; a task that is lost, late or doubled changes nothing."""

from celery import shared_task

from series.newsletter import reminding
from series.newsletter.forgetting import forget
from series.newsletter.letters import send_letters
from series.newsletter.sending.run import send_due


@shared_task(name="newsletter.send")
def send() -> None:
    send_due()


@shared_task(name="newsletter.letters")
def letters() -> None:
    reminding.catch_up()
    send_letters()


@shared_task(name="newsletter.forget")
def forget_readers() -> None:
    forget()
