"""What people look for and the shelves do not have: counted by a stem that the house knows, once it recurs."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core import signing
from django.db import IntegrityError, transaction

from citedesmetiers.centre.models import Place
from citedesmetiers.kit.clock import local_day
from citedesmetiers.kit.tokens import fingerprint
from citedesmetiers.tallies.actions import Cell, count, spend
from citedesmetiers.tallies.series import Series

from ..models import Missed, Standing
from ..search.suggest import leading_somewhere
from ..search.words import Group

SALT, FOR = "missed", 3600  # seconds within which a page that found nothing may say so
ONCE_IN = 600  # seconds
LONGEST = 32  # letters of a counter's key


def missed_token(groups: Sequence[Group]) -> str:
    """Signed: the stems of this question that the house knows and no document bears; empty if there are none.

    What was typed is not in it: a word that is no stem of the vocabulary cannot be told.
    """
    known = [group for group in groups if group.terms and not group.begun]
    borne = leading_somewhere({term for group in known for term in group.terms}, [Standing.PUBLIC])
    stems = sorted(group.stem[:LONGEST] for group in known if not borne.intersection(group.terms))
    return signing.dumps({"stems": stems}, salt=SALT) if stems else ""


def miss(token: str, *, place: Place, at: datetime) -> int:
    """Count the stems of a token, each from its second time in a month on. How many were counted.

    The first time leaves a one-way print and nothing that could be read. The same stems count once in ten minutes: a
    page is loaded again, a word tried twice. A forged or old token counts nothing.
    """
    try:
        said = signing.loads(token, salt=SALT, max_age=FOR)
    except signing.BadSignature:
        return 0
    month = local_day(at).replace(day=1)
    counted = 0
    with transaction.atomic():
        if spend(f"missed:{said['stems']} {int(at.timestamp()) // ONCE_IN}", local_day(at)):
            for stem in said["stems"]:
                if not _is_first(stem, month):
                    count([(Cell(Series.MISSED, stem), 1)], place=place, at=at)
                    counted += 1
    return counted


def _is_first(stem: str, month: date) -> bool:
    try:
        with transaction.atomic():
            Missed.objects.create(print=fingerprint("missed", f"{month} {stem}"), month=month)
    except IntegrityError:
        return False
    return True


def forget_missed(before: date) -> None:
    """Drop the prints of the months before."""
    Missed.objects.filter(month__lt=before).delete()
