"""Visits noted on paper, typed in later: once, and taken back with all their counts while the day is young.

Only visits and purposes are counted. An interview noted on paper has no place in line, so the counts that are made from
the places in line, and the balance by which a day is sealed, do not know of it.
"""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Place
from citedesmetiers.centre.site import the_site
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.series import Series

from ..models import Service, Sheet, SheetCount
from .arrivals import lock_today

ELSEWHERE_FOR = 31  # days: a session outside is often typed in at the end of the month
ON_PAPER = [service for service in Service if service != Service.GROUP]


@dataclass(frozen=True, order=True)
class Mark:
    """The strokes in one cell of a sheet."""

    hour: int
    purpose: str
    service: str
    n: int


@dataclass(frozen=True)
class Paper:
    """What one sheet says. `key` was drawn with the form: the same key is the same sheet, the `number`th of its day."""

    key: uuid.UUID
    day: date
    place: Place
    number: int
    marks: tuple[Mark, ...]

    @property
    def key_print(self) -> uuid.UUID:
        return fingerprint("sheet key", str(self.key))

    @property
    def content_print(self) -> uuid.UUID:
        marks = [f"{mark.hour} {mark.purpose} {mark.service} {mark.n}" for mark in sorted(self.marks)]
        return fingerprint("sheet", "|".join([self.day.isoformat(), self.place.code, *marks]))

    @property
    def visits(self) -> int:
        return sum(mark.n for mark in self.marks)

    @property
    def counts(self) -> Counter[tuple[Series, int, str]]:
        """What it adds to the counters, by series, hour and key: services and purposes apart, never crossed."""
        found: Counter[tuple[Series, int, str]] = Counter()
        for mark in self.marks:
            found[Series.VISIT, mark.hour, mark.service] += mark.n
            found[Series.PURPOSE, mark.hour, mark.purpose] += mark.n
        return found


def oldest_day(place: Place, today: date) -> date:
    """The first day to which a sheet may still be added, or of which one may be taken back.

    In the main room as long as the day's tickets are kept (yesterday at least); elsewhere a month.
    """
    kept = max(the_site().retention_days, 2) if place.kind == Place.Kind.MAIN else ELSEWHERE_FOR
    return today - timedelta(days=kept - 1)


def next_number(day: date, place: Place) -> int:
    """Which sheet of this day and place the next one is."""
    return (Sheet.objects.standing().filter(day=day, place=place).aggregate(n=Max("number"))["n"] or 0) + 1


def type_in(paper: Paper, *, by: User) -> Sheet:
    """Add a sheet to the counters of its day and place. Sent again with the same key: the same sheet, counted once.

    HouseRule where the day is too old or to come, where the sheet is empty, where the key was used for another content,
    and where that sheet of that day was typed in meanwhile by somebody else.
    """
    _check(paper)
    try:
        with transaction.atomic():
            lock_today()
            return _known(paper) or _write(paper, by)
    except IntegrityError:  # the same form twice at once, or two persons with the same sheet
        if sheet := _known(paper):
            return sheet
        words = _("Sheet %(number)d of that day was typed in meanwhile. If yours is another one, save it again.")
        raise HouseRule(words % {"number": paper.number}) from None


def take_back(sheet: Sheet, *, by: User) -> Sheet:
    """Take a sheet and all its counts back. Twice: once. Refused once its day is too old."""
    with transaction.atomic():
        lock_today()
        young = Sheet.objects.standing().filter(day__gte=oldest_day(sheet.place, timezone.localdate()))
        if young.filter(pk=sheet.pk).update(taken_back_at=timezone.now(), taken_back_by=by):
            rows = sheet.counts.order_by("hour", "series", "k1").values_list("series", "hour", "k1", "n")
            _count(sheet, [(Series(series), hour, k1, -n) for series, hour, k1, n in rows])
            live.bump("reception")
    sheet.refresh_from_db()
    if sheet.taken_back_at is None:
        raise HouseRule(_("This day is too old: its counts stand as they are."))
    return sheet


def _check(paper: Paper) -> None:
    today = timezone.localdate()
    if paper.day < oldest_day(paper.place, today):
        raise HouseRule(_("This day is too old: its counts stand as they are."))
    latest = timezone.localtime().hour if paper.day == today else 23
    if paper.day > today or any(mark.hour > latest for mark in paper.marks):
        raise HouseRule(_("This day, or this hour, is not here yet."))
    if not paper.visits or any(mark.n < 0 for mark in paper.marks):
        raise HouseRule(_("Nothing is written on this sheet."), status=HTTPStatus.BAD_REQUEST)


def _known(paper: Paper) -> Sheet | None:
    sheet = Sheet.objects.select_related("place").filter(key_print=paper.key_print).first()
    if sheet and sheet.content_print != paper.content_print:
        raise HouseRule(_("This form was already used for another sheet. That one is kept; open a new form."))
    return sheet


def _write(paper: Paper, by: User) -> Sheet:
    sheet = Sheet.objects.create(
        key_print=paper.key_print, content_print=paper.content_print, day=paper.day, place=paper.place,
        number=paper.number, visits=paper.visits, typed_by=by, typed_at=timezone.now(),
    )
    rows = [(series, hour, k1, n) for (series, hour, k1), n in sorted(paper.counts.items()) if n]
    SheetCount.objects.bulk_create(SheetCount(sheet=sheet, series=s, hour=hour, k1=k1, n=n) for s, hour, k1, n in rows)
    _count(sheet, rows)
    live.bump("reception")
    return sheet


def _count(sheet: Sheet, rows: Iterable[tuple[Series, int, str, int]]) -> None:
    rows = list(rows)
    for hour in sorted({hour for _series, hour, _k1, _n in rows}):
        cells = [(Cell(series, k1), n) for series, at, k1, n in rows if at == hour]
        count(cells, place=sheet.place, at=hours.at(sheet.day, time(hour)))
