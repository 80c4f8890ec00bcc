"""Closing a day. Every step is a small transaction of its own that may be done again: the night may be cut anywhere."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.centre import hours
from citedesmetiers.centre.site import main_place, the_site
from citedesmetiers.kit.clock import local_day
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.actions import Cell
from citedesmetiers.tallies.models import NO_HOUR, Tally
from citedesmetiers.tallies.series import Series
from desks import actions as presence
from desks.models import Duty
from reception import actions as reception
from reception import waits
from reception.models import UNDO_FOR, Day, Receipt, Stop, Ticket

from .figures.stands import Stand, bounced, stands_of, with_priority
from .models import DaySeal

logger = logging.getLogger(__name__)

FROM_STOPS = (
    Series.INTERVIEW, Series.UNSERVED, Series.WAIT, Series.WAIT_SECONDS, Series.TALK_SECONDS, Series.OUTCOME,
    Series.SENT_ON, Series.HELPED, Series.BOUNCED, Series.PRIORITY,
)
FROM_WAITS = (Series.FORETOLD, Series.FORETOLD_ERROR, Series.FORETOLD_COVERED, Series.FORETOLD_LONGER)
A_DAY = timedelta(days=1)


def close_the_day(day: date | None = None, now: datetime | None = None) -> list[date]:
    """Close what is due, missed days first, or the one day that is named. The days closed.

    By the clock, receipts of the last ten minutes stay for the next run: until then a press may be sent again or
    undone. A day that is named is closed whole, at once. A day that cannot be closed does not hold up the others.
    """
    now = now or timezone.now()
    if day is not None:
        _close(_closable(day, now), now)
        _forget(day, None)
        closed = [day]
    else:
        closed = [each for each in due(now) if _tried(_close, each, now)]
        if last := DaySeal.objects.unpurged().last():
            _forget(last.day, now - UNDO_FOR)
    for each in past_retention(now):
        _tried(purge, each, now)
    return closed


def due(now: datetime) -> list[date]:
    """The days to close at an instant, in order: today once its doors shut, and every day before that was missed,
    or that was closed on its own evening and may have gone on. (Which is why an evening event is not cut short.)"""
    today, shut = local_day(now), hours.closing(local_day(now))
    sealed = dict(DaySeal.objects.order_by("day").values_list("day", "closed_at"))
    purged = set(DaySeal.objects.exclude(purged_at=None).order_by("day").values_list("day", flat=True))
    evening = {day for day, closed_at in sealed.items() if closed_at < _midnight_after(day)}
    late = (_begun() - set(sealed)) | _unended() | evening
    missed = sorted(day for day in late - purged if day < today)
    return missed + ([today] if shut and shut <= now and today not in sealed else [])


def past_retention(now: datetime) -> list[date]:
    """The closed days whose tickets were kept long enough."""
    until = local_day(now) - timedelta(days=the_site().retention_days)
    return list(DaySeal.objects.unpurged().filter(day__lte=until).values_list("day", flat=True))


def end_what_stands(day: date, now: datetime) -> None:
    """Step 1: nobody waits and nobody is being met any more, as of closing time."""
    reception.close_lines(day, _shut(day, now))


def empty_the_desks(day: date, now: datetime) -> None:
    """Step 2: nobody sits anywhere; who came after closing time left when the day ended."""
    presence.everyone_leaves(_shut(day, now))
    presence.everyone_leaves(min(now, _midnight_after(day)))


def count_the_stops(day: date, now: datetime) -> None:
    """Step 3: the day's counts are written anew from its places in line, in place of what was counted before.

    A day whose tickets are gone would be counted as empty: HouseRule.
    """
    with transaction.atomic():
        Day.objects.select_for_update().filter(day=day).first()  # two clocks at once: one counts after the other
        _refuse_if_purged(day)
        stands = stands_of(day)
        if not Ticket.objects.filter(day=day).exists() and _counted(day, Series.INTERVIEW, Series.UNSERVED):
            raise HouseRule(_("The tickets of this day are gone. Its counts stand as they are."))
        cells: Counter[tuple[Cell, int]] = Counter()
        for stand in stands:
            for cell, n in _cells_of(stand):
                cells[cell, stand.hour] += n
        cells.update((Cell(Series.BOUNCED), stand.hour_of_end) for stand in bounced(stands))
        cells[Cell(Series.PRIORITY), NO_HOUR] = with_priority(stands)
        rows = [(cell, hour, n) for (cell, hour), n in sorted(cells.items())]
        tallies.replace_day(day, main_place(), FROM_STOPS, rows)


def count_what_was_foretold(day: date, now: datetime) -> None:
    """Step 4: how the ranges of a day did. Once: when its tickets go, the days it learnt from are gone already."""
    with transaction.atomic():
        Day.objects.select_for_update().filter(day=day).first()
        _refuse_if_purged(day)
        tallies.replace_day(day, main_place(), FROM_WAITS, _foretold(day))


def seal(day: date, now: datetime) -> None:
    """Step 5: the day is closed if every place in line is in its counts. Else HouseRule: the next run tries again."""
    with transaction.atomic():
        DaySeal.objects.bulk_create([DaySeal(day=day, closed_at=now)], ignore_conflicts=True)
        DaySeal.objects.select_for_update().get(day=day)
        _refuse_if_purged(day)
        DaySeal.objects.filter(day=day).update(closed_at=now, stops=_balanced(day))
        live.bump("reception")


STEPS = (end_what_stands, empty_the_desks, count_the_stops, count_what_was_foretold, seal)


def purge(day: date, now: datetime) -> None:
    """The tickets of a closed day are deleted, after one last look that each is in the counts. Never undone."""
    with transaction.atomic():
        kept = DaySeal.objects.select_for_update().unpurged().filter(day=day).first()
        if kept is None:
            return
        count_the_stops(day, now)
        stops = _balanced(day)
        Ticket.objects.filter(day=day).delete()
        Day.objects.filter(day=day).delete()
        DaySeal.objects.filter(day=day).update(stops=stops, purged_at=max(now, kept.closed_at))


def _close(day: date, now: datetime) -> None:
    for step in STEPS:
        step(day, now)


def _tried(act: Callable[[date, datetime], None], day: date, now: datetime) -> bool:
    """Whether a day let it be done; if not, the reason is in the log and the next run tries again."""
    try:
        act(day, now)
    except HouseRule as refused:
        logger.error("%s: %s", day, refused.words)
        return False
    return True


def _forget(day: date, older_than: datetime | None) -> None:
    """The receipts up to a closed day go, and the used keys; those that may still be sent again go later."""
    reception.forget_receipts(day + A_DAY, older_than=older_than)
    tallies.forget(local_day(older_than) if older_than else day + A_DAY)


def _closable(day: date, now: datetime) -> date:
    if day > local_day(now):
        raise HouseRule(_("This day is not here yet."))
    _refuse_if_purged(day)
    return day


def _refuse_if_purged(day: date) -> None:
    if DaySeal.objects.filter(day=day, purged_at__isnull=False).exists():
        raise HouseRule(_("The tickets of this day are gone. Its counts stand as they are."))


def _begun() -> set[date]:
    """The days on which something was left behind."""
    days = set(Ticket.objects.order_by("day").values_list("day", flat=True).distinct())
    days |= set(Receipt.objects.order_by("day").values_list("day", flat=True).distinct())
    return days | {local_day(at) for at in Duty.objects.open().values_list("started_at", flat=True)}


def _unended() -> set[date]:
    """The days of which somebody still waits or is being met."""
    stands = Stop.objects.filter(ended_at__isnull=True).order_by("ticket__day")
    return set(stands.values_list("ticket__day", flat=True).distinct())


def _midnight_after(day: date) -> datetime:
    return hours.at(day + A_DAY, time(0))


def _shut(day: date, now: datetime) -> datetime:
    """When a day ended: at closing time (at midnight if it never opened), or now if that is still to come."""
    return min(now, hours.closing(day) or _midnight_after(day))


def _cells_of(stand: Stand) -> Iterator[tuple[Cell, int]]:
    """What one ended place in line adds to the day's counts; nothing while it still stands."""
    if stand.state == Stop.State.LEFT:
        yield Cell(Series.UNSERVED, stand.desk, stand.left_why), 1
    if stand.ended_at is None or not stand.became_interview:
        return
    yield Cell(Series.INTERVIEW, stand.desk, stand.purpose), 1
    yield Cell(Series.WAIT, stand.desk, str(stand.band)), 1
    yield Cell(Series.WAIT_SECONDS, stand.desk), int(stand.waited.total_seconds())
    if stand.talked is not None:
        yield Cell(Series.TALK_SECONDS, stand.desk), int(stand.talked.total_seconds())
    if stand.outcome:
        yield Cell(Series.OUTCOME, stand.outcome), 1
    if stand.state == Stop.State.SENT_ON:
        yield Cell(Series.SENT_ON, stand.desk, stand.to), 1
    if stand.helped:
        yield Cell(Series.HELPED, stand.desk), 1


def _foretold(day: date) -> Iterator[tuple[Cell, int, int]]:
    """How what was foretold of a day's waits compares with them, desk by desk, for each way of foretelling."""
    for (desk, by), score in waits.scores_of(day).items():
        yield Cell(Series.FORETOLD, desk, by), NO_HOUR, score.n
        yield Cell(Series.FORETOLD_ERROR, desk, by), NO_HOUR, round(60 * score.error)
        yield Cell(Series.FORETOLD_COVERED, desk, by), NO_HOUR, score.covered
        yield Cell(Series.FORETOLD_LONGER, desk, by), NO_HOUR, score.longer


def _counted(day: date, *series: Series) -> int:
    return Tally.objects.filter(day=day, series__in=series).aggregate(n=Sum("n"))["n"] or 0


def _balanced(day: date) -> int:
    """How many places in line a day had, if its counts say the same."""
    stood = Stop.objects.on(day).exclude(state=Stop.State.CANCELLED).count()
    if _counted(day, Series.INTERVIEW, Series.UNSERVED) != stood:
        raise HouseRule(_("The counts of this day do not hold every place in line: it stays open."))
    if _counted(day, Series.WAIT) != _counted(day, Series.INTERVIEW):
        raise HouseRule(_("The waits of this day do not match its interviews: it stays open."))
    return stood
