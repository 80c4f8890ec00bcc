"""A document put back on the trolley: counted once a press, by month. Nobody who read it is known."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from http import HTTPStatus

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from citedesmetiers.centre.hours import at as instant
from citedesmetiers.centre.models import Place
from citedesmetiers.kit.clock import local_day
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.actions import Cell, count, spend
from citedesmetiers.tallies.series import Series

from ..models import Notice, State

SALT = "consultation"
UNDO_FOR = 600  # seconds
FITS = 32  # signs of a counter's key


@dataclass(frozen=True)
class Counted:
    """What one signed token says: which document was counted, and under which key it can be taken back."""

    notice: int
    cell: str
    key: str
    day: str


def cell_of(notice: Notice) -> str:
    """Under what a document is counted: its identifier where that fits, else its number in this house."""
    return notice.identifier if len(notice.identifier) <= FITS else f"#{notice.pk}"


def put_back(notice: Notice, *, key: uuid.UUID, place: Place, at: datetime) -> str:
    """Count one reading of this document; the signed token that takes it back, once. The same key counts once.

    It is written on the first day of the month: when in the month, or by whom, stands nowhere.
    """
    if notice.state == State.DRAFT:
        raise HouseRule(_("This document is a draft: it is not on the shelves yet."), HTTPStatus.BAD_REQUEST)
    said = Counted(notice.pk, cell_of(notice), str(key), local_day(at).isoformat())
    with transaction.atomic():
        if spend(f"consulted:{key}", local_day(at)):
            _count(said, 1, place)
    return signing.dumps(vars(said), salt=SALT)


def take_back(token: str, *, place: Place, at: datetime) -> Counted:
    """Undo the above. Twice: once. A forged token, an old one, or yesterday's is refused and changes nothing."""
    said = read(token)
    if said is None or said.day != local_day(at).isoformat():
        raise HouseRule(_("This can no longer be taken back."), HTTPStatus.BAD_REQUEST)
    with transaction.atomic():
        if spend(f"not consulted:{said.key}", local_day(at)):
            _count(said, -1, place)
    return said


def read(token: str) -> Counted | None:
    """What a token says; None if it is forged, or too old to be taken back."""
    try:
        return Counted(**signing.loads(token, salt=SALT, max_age=UNDO_FOR))
    except signing.BadSignature:
        return None


def _count(said: Counted, n: int, place: Place) -> None:
    first = date.fromisoformat(said.day).replace(day=1)
    count([(Cell(Series.DOCUMENTS_CONSULTED, said.cell), n)], place=place, at=instant(first, time(12)))
