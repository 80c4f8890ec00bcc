"""What happens in the line by the clock."""

from celery import shared_task

from . import actions


@shared_task(name="reception.tasks.assume_met")
def assume_met() -> None:
    actions.assume_met()


@shared_task(name="reception.tasks.relieve")
def relieve() -> None:
    actions.relieve()
