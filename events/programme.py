"""The programme as the public reads it: sessions to come, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from .models import Session, SessionQuerySet


@dataclass(frozen=True)
class Day:
    """One date of the programme, its sessions in order."""

    day: date
    sessions: list[Session]


def shown(sessions: SessionQuerySet) -> SessionQuerySet:
    """With what a line of the programme tells: three queries, however many."""
    return sessions.select_related("event__led_by", "place", "room").prefetch_related("event__purposes")


def days(sessions: Iterable[Session]) -> list[Day]:
    """These sessions, in their order, by date."""
    by_day = groupby(sessions, key=lambda session: timezone.localdate(session.starts_at))
    return [Day(day, list(those)) for day, those in by_day]
