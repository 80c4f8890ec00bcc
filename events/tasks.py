"""What the clock does for the programme."""

from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task
def lapse_offers() -> None:
    """End the offers that nobody took: who waits next is asked."""
    actions.lapse(timezone.now())
