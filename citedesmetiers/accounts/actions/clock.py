"""What nobody needs any more goes."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import DeviceUse, DoorEvent, Invitation, PinTry
from . import events, pins

TRIES_FOR = timedelta(days=1)  # wrong passwords are remembered; the lock itself is over sooner
NAME_STANDS_FOR = timedelta(days=30)  # at a shared computer that she no longer uses


def forget(now: datetime) -> int:
    """Ended sessions, tries of yesterday, links that are over, a week's events at the door. How many rows."""
    with transaction.atomic():
        over = [
            Session.objects.filter(expire_date__lte=now),
            AccessAttempt.objects.filter(attempt_time__lte=now - TRIES_FOR),
            Invitation.objects.filter(Q(used_at__isnull=False) | Q(expires_at__lte=now)),
            PinTry.objects.filter(at__lte=now - pins.WINDOW),
            DeviceUse.objects.filter(day__lt=timezone.localdate(now) - NAME_STANDS_FOR),
            DoorEvent.objects.filter(at__lte=now - events.KEPT),
        ]
        return sum(rows.delete()[0] for rows in over)
