"""Counting. Called inside the transaction of the fact that is counted."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from citedesmetiers.centre import actions as centre
from citedesmetiers.centre.models import Place
from citedesmetiers.kit.clock import local_day, local_hour
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint

from .models import NO_HOUR, Question, Spent, Tally
from .series import Series


@dataclass(frozen=True, order=True)
class Cell:
    """One counter: a series under at most two keys."""

    series: Series
    k1: str = ""
    k2: str = ""


def count(cells: Iterable[tuple[Cell, int]], *, place: Place, at: datetime) -> None:
    """Add to each cell, on the site's day and hour of `at`; a negative number takes back what was counted.

    One cell needs no lock. Who counts in several at once first takes the lock that the other writers of these series
    take (an arrival's: the day's row), so that nobody waits for one another in a circle, nor opens a cell in between.
    """
    day, clock = local_day(at), local_hour(at)
    more: Counter[Cell] = Counter()
    for cell, n in cells:
        more[cell] += n
    rows: dict[int, list[Tally]] = defaultdict(list)
    for cell, n in more.items():
        if n:
            hour = clock if cell.series.meaning.hourly else NO_HOUR
            rows[n].append(Tally(series=cell.series, place=place, day=day, hour=hour, k1=cell.k1, k2=cell.k2, n=n))
    for n, together in rows.items():
        _add(n, {row.name: row for row in together})


def _add(n: int, rows: Mapping[uuid.UUID, Tally]) -> None:
    """Add the same number to these rows; the first of a cell is written."""
    kept = Tally.objects.filter(pk__in=rows)
    if kept.update(n=F("n") + n) == len(rows):
        return
    known = set(kept.values_list("pk", flat=True)) if len(rows) > 1 else set()
    for name in rows.keys() - known:
        _open(rows[name])


def _open(row: Tally) -> None:
    _lay_out(row.day, row.place)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # laid out just now, or somebody else opened this one cell between the two statements
        Tally.objects.filter(pk=row.name).update(n=F("n") + row.n)


def _lay_out(day: date, place: Place) -> None:
    """Write every cell that a profile answer of this day could want, before anybody is counted in it.

    Else the order in which cells are written would tell between which two visits an answer was first given.
    """
    asked = [Series(question.series) for question in Question.objects.all()]
    cells = [Tally(series=series, place=place, day=day, k1=band) for series in asked for band in series.meaning.bands]
    Tally.objects.bulk_create(cells, ignore_conflicts=True)


def replace_day(day: date, place: Place, series: Iterable[Series], rows: Iterable[tuple[Cell, int, int]]) -> None:
    """Write a day's cells anew (cell, hour, n): what was there of these series is replaced, not added to."""
    with transaction.atomic():
        Tally.objects.filter(day=day, place=place, series__in=list(series)).delete()
        Tally.objects.bulk_create(
            Tally(series=cell.series, place=place, day=day, hour=hour, k1=cell.k1, k2=cell.k2, n=n)
            for cell, hour, n in rows
            if n
        )


def answer(series: Series, band: str, *, key: uuid.UUID, place: Place, at: datetime) -> str:
    """Count one tap of a profile question; the signed token that takes it back, once, on the same page.

    The tap is a transaction of its own, with no row that an arrival could be joined to. The same key counts once.
    """
    if band not in series.meaning.bands or not Question.objects.filter(series=series).exists():
        raise HouseRule(_("This question is not asked here."), status=400)
    with transaction.atomic():
        if spend(f"tap:{key}", local_day(at)):
            count([(Cell(series, band), 1)], place=place, at=at)
    said = {"series": series.value, "band": band, "key": str(key), "day": local_day(at).isoformat()}
    return signing.dumps(said, salt="tap")


def take_back(token: str, *, place: Place, at: datetime) -> None:
    """Undo a tap. Twice: once. A forged token, or yesterday's, is refused and changes nothing."""
    try:
        said = signing.loads(token, salt="tap", max_age=600)
    except signing.BadSignature:
        raise HouseRule(_("This answer can no longer be taken back."), status=400) from None
    if said["day"] != local_day(at).isoformat():
        raise HouseRule(_("This answer can no longer be taken back."))
    with transaction.atomic():
        if spend(f"untap:{said['key']}", local_day(at)):
            count([(Cell(Series(said["series"]), said["band"]), -1)], place=place, at=at)


def spend(key: str, day: date) -> bool:
    """Whether this one-time key was still unused; it is used from now on."""
    try:
        with transaction.atomic():
            Spent.objects.create(print=fingerprint("spent", key), day=day)
    except IntegrityError:
        return False
    return True


def forget(before: date) -> None:
    """Drop the prints of keys spent before a day."""
    Spent.objects.filter(day__lt=before).delete()


def ask(questions: Iterable[Series]) -> list[Question]:
    """These are the profile questions asked after the ticket, in this order, in place of what was."""
    rows = [Question(series=series.value, order=place) for place, series in enumerate(questions) if series.is_profile]
    with transaction.atomic():
        Question.objects.all().delete()
        kept = Question.objects.bulk_create(rows)
        centre.renew()
    return kept
