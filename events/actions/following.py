"""Several sessions at once: planned once for one press, and the following ones moved together."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import spend

from ..models import Event, Session, Taken
from .scheduling import State, When, judge, next_version, put, schedule, take_rooms


def schedule_once(event: Event, whens: Sequence[When], *, key: uuid.UUID) -> list[Session]:
    """Plan these sessions, all or none. The same key plans once: nothing the second time."""
    if not whens:
        raise HouseRule(_("Tick at least one date."), status=400)
    with transaction.atomic():
        return schedule(event, whens) if spend(f"plan:{key}", timezone.localdate()) else []


def move_following(session: Session, when: When, *, reason: object = "") -> list[Session]:
    """Move a session, and those of its event that come after it by as many days, to these times and this room.

    All or none, in the words of the first that cannot be. Cancelled ones stay so, but for the session itself.
    """
    shift = when.day - timezone.localdate(session.starts_at)
    later = Q(starts_at__gt=session.starts_at) & ~Q(state=State.CANCELLED)
    try:
        with transaction.atomic():  # locked in one order, whoever moves from where
            locked = session.event.sessions.select_for_update().filter(later | Q(pk=session.pk))
            rows = [session if row.pk == session.pk else row for row in locked.order_by("starts_at", "pk")]
            days = [timezone.localdate(row.starts_at) + shift for row in rows]
            _move_all(rows, [replace(when, day=day) for day in days], reason)
    except IntegrityError:  # somebody took the room since it was looked at
        raise HouseRule(_("The room was taken just now. Look again.")) from None
    return rows


def _move_all(rows: Sequence[Session], whens: Sequence[When], reason: object) -> None:
    """Their rooms are freed first: one may go where another was."""
    for row in rows:
        next_version(row)
    Taken.objects.of(rows).delete()
    for when, words in zip(whens, judge(whens), strict=True):
        if words:
            raise HouseRule(_("%(day)s: %(words)s") % {"day": _day(when.day), "words": words})
    for row, when in zip(rows, whens, strict=True):
        put(row, when, reason)
    steps = [(row.room_id, at) for row in rows if row.room_id for at in row.steps()]
    if len(steps) > len(set(steps)):
        raise HouseRule(_("Two of these sessions want the same room."))
    take_rooms(rows)


def _day(day: date) -> str:
    return capfirst(date_format(day, _("l j F")))
