"""The lines as screens show them: each desk with who waits, who sits there, and when it opens next.

A reading room beside models.py because it composes several tables; every function says its number of queries.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.kit.clock import minutes
from desks.models import Desk, Duty, Turn

from . import waits
from .models import UNDO_FOR, LastStep, Stop, StopQuerySet
from .waits import Range

CALL_STAYS = timedelta(seconds=30)  # on the wall, whatever the counsellor presses meanwhile
AHEAD = timedelta(days=60)  # within which a desk's next turn is looked for


@dataclass(frozen=True)
class DeskLine:
    """One desk and its line at an instant."""

    desk: Desk
    waiting: int
    longest: timedelta
    here: int
    paused: int
    next_turn: datetime | None  # promised, and not over: it may have begun
    opens_at: datetime | None = None  # the first that is still to begin
    holes: int = 0  # posts of this half-day that nobody promised, or for which nobody came
    idle: int = 0
    range: Range | None = None  # of the wait of one who comes now; None: unknown

    @property
    def is_open(self) -> bool:
        """Somebody sits there, if only to come back from a pause."""
        return bool(self.here or self.paused)

    @property
    def has_no_wait(self) -> bool:
        """Nobody waits, and a counsellor has nobody: who comes now is called at once."""
        return not self.waiting and self.idle > 0

    @property
    def longest_minutes(self) -> int:
        """Whole minutes that the head of the line has waited; 0 if nobody waits."""
        return minutes(self.longest)


def all_lines(now: datetime | None = None) -> list[DeskLine]:
    """Every desk in use, in order, and one put out of use while somebody still waits there: nobody waits unseen.

    Five queries, whatever the number of desks and visitors.
    """
    now = now or timezone.now()
    waiting = {
        row["desk"]: row
        for row in Stop.objects.waiting().today()
        .values("desk").annotate(n=Count("pk"), since=Min("waits_since")).order_by()
    }
    away = Q(paused_at__isnull=False)
    alone = ~away & ~Exists(Stop.objects.held().filter(counsellor=OuterRef("user")))
    duties = {
        row["desk"]: row
        for row in Duty.objects.open()
        .values("desk").annotate(n=Count("pk"), paused=Count("pk", filter=away), idle=Count("pk", filter=alone))
        .order_by()
    }
    begun, promised = Q(starts_at__lte=now), Q(partner__isnull=False)
    turns = {
        row["desk"]: row
        for row in Turn.objects.standing().on_open_dates().filter(ends_at__gt=now, starts_at__lt=now + AHEAD)
        .values("desk").annotate(first=Min("starts_at", filter=promised), holes=Count("pk", filter=begun & ~promised),
                                 later=Min("starts_at", filter=promised & ~begun)).order_by()
    }  # fmt: skip
    known = waits.read(day=timezone.localdate(now))
    return [
        _line(desk, now, waiting.get(desk.pk, {}), duties.get(desk.pk, {}), turns.get(desk.pk, {}), known)
        for desk in Desk.objects.filter(Q(active=True) | Q(pk__in=list(waiting))).order_by("order", "pk")
    ]


def _line(desk: Desk, now: datetime, waiting: dict, duties: dict, turns: dict, known: waits.Waits) -> DeskLine:
    n, paused = waiting.get("n", 0), duties.get("paused", 0)
    here = duties.get("n", 0) - paused
    return DeskLine(
        desk=desk, waiting=n, longest=max(timedelta(), now - waiting.get("since", now)), here=here, paused=paused,
        next_turn=turns.get("first"), opens_at=turns.get("later"), holes=turns.get("holes", 0),
        idle=duties.get("idle", 0), range=known.range_for(desk, n, here),
    )


def receiving(desks: Iterable[Desk]) -> Counter[int]:
    """How many counsellors receive at each of these desks, by its key. One query."""
    return Counter(Duty.objects.receiving().filter(desk__in=list(desks)).values_list("desk", flat=True))


def standing_at(desk: Desk, most: int) -> list[Stop]:
    """The first of those who wait at a desk, in turn, each with every place its ticket holds. Three queries."""
    return _with_journeys(Stop.objects.at(desk).waiting().today(), most)


def just_missed_at(desk: Desk, now: datetime) -> list[Stop]:
    """Who was called twice, not found, and may still come back to this line. Three queries, or one if nobody was."""
    return _with_journeys(Stop.objects.at(desk).today().missed(now).filter(state=Stop.State.LEFT))


def _with_journeys(stops: StopQuerySet, most: int | None = None) -> list[Stop]:
    line = stops.in_turn().select_related("ticket", "purpose")[:most]
    return list(line.prefetch_related("ticket__stops__desk", "ticket__stops__purpose"))


def been_at(stops: Iterable[Stop]) -> list[Desk]:
    """Of all the places of one ticket: the desks where its visitor was met and that she left again, in order."""
    over = (stop for stop in stops if stop.state in (Stop.State.DONE, Stop.State.SENT_ON))
    return list(dict.fromkeys(stop.desk for stop in sorted(over, key=lambda stop: (stop.met_at, stop.pk))))


def called_now(day: date | None = None, limit: int = 4, now: datetime | None = None) -> list[Stop]:
    """The last calls of a day, the newest first, for the wall. One query.

    A call stays as long as the visitor is called or met, and for 30 seconds whatever happens next. Only a call that was
    undone goes at once: it was a mistake, and nobody must walk after it. Who was taken at the desk was never called.
    """
    young = Q(called_at__gt=(now or timezone.now()) - CALL_STAYS) & ~Q(state=Stop.State.CANCELLED)
    stops = Stop.objects.on(day or timezone.localdate()).filter(Q(state__in=Stop.HELD) | young)
    return list(stops.exclude(called_at=F("waits_since")).with_names().order_by("-called_at", "-pk")[:limit])


def place_in_line(stop: Stop) -> int:
    """How many stand before this waiting visitor. One query."""
    before = Q(turn__lt=stop.turn) | Q(turn=stop.turn, pk__lt=stop.pk)
    return Stop.objects.waiting().today().filter(before, desk=stop.desk_id).count()


def offer_for(
    user: User, duty: Duty, *, after_minutes: int, declined: Collection[int] = (), now: datetime | None = None
) -> Stop | None:
    """The longest-waiting visitor of a desk that this counsellor may also help, once the site's limit is passed.

    Those whom she said "not now" to are left out. One query.
    """
    limit = (now or timezone.now()) - timedelta(minutes=after_minutes)
    late = Stop.objects.waiting().today().free().filter(waits_since__lte=limit, desk__helpers__user=user)
    return late.exclude(desk=duty.desk_id).exclude(pk__in=declined).with_names().in_turn().first()


def last_step(user: User, now: datetime | None = None) -> LastStep | None:
    """What this counsellor could still undo, with the visitor it was about. One query."""
    recent = LastStep.objects.filter(counsellor=user, at__gt=(now or timezone.now()) - UNDO_FOR)
    return recent.select_related("stop__ticket", "stop__desk").first()
