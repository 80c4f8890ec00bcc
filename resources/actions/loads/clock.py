"""The clock at work on files: claims one, does a step or several, gives it back.

A claim is the instant at which it was made: whoever writes names it, so that one who was taken for dead and comes back
writes nothing. A claim that is not renewed for some minutes is taken over; after three of those the file is parked.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ...models import Load
from . import after, applying, reading
from .claims import LostClaim

DEAD_AFTER = timedelta(minutes=5)
MOST_TRIES = 3
State = Load.State


def work_next(seconds: float = 1.0) -> None:
    """A second's worth of work on the oldest file that waits for some, if there is one."""
    for load in Load.objects.waiting().light():
        if work(load, seconds=seconds):
            return


def work(load: Load, *, seconds: float | None = None) -> bool:
    """Do what is to be done on a file until a person is wanted, or for so many seconds; False if another is at it."""
    mine = _claimed(load)
    if mine is None:
        return False
    ends = time.monotonic() + seconds if seconds is not None else float("inf")
    try:
        with translation.override(mine.by.language or "fr"):
            while step := _step(mine):
                step(mine)
                if time.monotonic() >= ends:
                    break
    except LostClaim:
        return True
    Load.objects.filter(pk=mine.pk, claimed_at=mine.claimed_at).update(claimed_at=None, tries=0)
    return True


def _step(load: Load) -> Callable[[Load], None] | None:
    """What comes next."""
    if load.state == State.READING:
        return reading.compare if load.is_read else reading.read_file
    if load.state == State.APPLYING:
        return applying.apply
    if load.state == State.UNDOING:
        return after.undo
    return after.index if load.indexing else None


def _claimed(load: Load) -> Load | None:
    """The file as it stands now, if nobody else is at work on it."""
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - DEAD_AFTER)
    row = Load.objects.waiting().light().filter(free, pk=load.pk).first()
    if row is None:
        return None
    tries = row.tries + 1 if row.claimed_at else 0
    same = Load.objects.filter(pk=row.pk, claimed_at=row.claimed_at, state=row.state)
    if tries >= MOST_TRIES:
        same.update(claimed_at=None, tries=0, **_parked(row))
        return None
    if not same.update(claimed_at=now, tries=tries):
        return None
    row.claimed_at, row.tries = now, tries
    return row


def _parked(row: Load) -> dict[str, object]:
    """What becomes of a file at which the work breaks off each time: it stands aside, and says so."""
    with translation.override(row.by.language or "fr"):
        words = _("The work on this file broke off three times. Tell whoever keeps this computer.")
    if row.state == State.READING:
        return {"state": State.FAILED, "words": words, "file": b""}
    back = {State.APPLYING: State.READY, State.UNDOING: State.APPLIED}
    return {"state": back.get(State(row.state), row.state), "words": words, "indexing": False}
