"""What the clock does with accounts."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(name="citedesmetiers.accounts.tasks.forget")
def forget() -> None:
    actions.forget(timezone.now())
