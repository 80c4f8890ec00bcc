"""Whole weeks: opened from the pattern, filled from another one."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Partner

from ..models import Desk, Slot, Turn, Wanted, Why
from .turns import require_voice

WEEK = timedelta(days=7)
Doors = tuple[datetime, datetime]
Span = tuple[datetime, datetime, Doors | None]
Cut = dict[date, dict[int, Span]]  # of each date, its half-days


def open_weeks(monday: date, how_many: int = 1, *, by: User) -> list[Turn]:
    """Ask for the posts that the pattern wants in these weeks, as holes for the partners to fill. Only what is missing.

    The date's own hours count, not its weekday's: nothing is asked on a closed date, and on a short one a half-day ends
    when the doors do. A date that was opened before keeps the half-days into which it was cut then.
    """
    with transaction.atomic():
        _one_at_a_time()
        days = hours.days(monday, 7 * how_many)
        there = list(Turn.objects.standing().between(days[0].day, days[-1].day).order_by("pk"))
        posts = {(turn.desk_id, turn.day, turn.part, turn.post) for turn in there}
        cut = _cut_of(there)
        wanted = list(Wanted.objects.filter(desk__active=True).select_related("slot", "desk"))
        new = [
            turn for day in days for want in wanted if want.slot.weekday == day.day.weekday()
            for turn in _posts(want, day, cut) if (turn.desk_id, turn.day, turn.part, turn.post) not in posts
        ]  # fmt: skip
        opened = bulk_create_with_history(new, Turn, default_user=by, default_change_reason=Why.OPENED)
        live.bump("roster")
    return opened


def copy_week(source: date, target: date, *, by: User) -> tuple[int, int]:
    """Promise in the target week what was promised in the source week, where the same post is open and not taken.

    A coordinator copies her partner's turns only, and none into what is over. A partner that takes no more turns is
    left out, and so is a counsellor who comes elsewhere. How many turns were promised, and how many found no open post.
    """
    if not by.manages:
        require_voice(by, by.partner_id)
    shift, now = target - source, timezone.now()
    with transaction.atomic():
        _one_at_a_time()
        known = Turn.objects.promised().between(source, source + WEEK - timedelta(days=1))
        known = known.filter(partner__active=True).select_related("partner", "counsellor")
        if not by.manages:
            known = known.filter(partner=by.partner_id)
        week = Turn.objects.standing().between(target, target + WEEK - timedelta(days=1)).select_related("desk")
        locked = week.select_for_update(of=("self",)).order_by("pk")  # in the order in which every verb locks turns
        post = {(turn.desk_id, turn.day, turn.part, turn.post): turn for turn in locked}
        pairs, missing = [], 0
        for turn in known:
            other = post.get((turn.desk_id, turn.day + shift, turn.part, turn.post))
            if other and other.is_hole and (by.manages or other.ends_at > now):
                pairs.append((other, turn.partner, turn.counsellor))
            elif other is None or other.partner_id != turn.partner_id:
                missing += 1
        filled = fill(pairs, reason=Why.COPIED, by=by)
    return filled, missing


def fill(pairs: Iterable[tuple[Turn, Partner | None, User | None]], *, reason: Why, by: User) -> int:
    """Write who promised these turns, which the caller has locked. A counsellor comes to the first place said."""
    pairs = list(pairs)
    busy = Turn.objects.who_comes_besides([turn for turn, _partner, _counsellor in pairs])
    for turn, partner, counsellor in pairs:
        turn.partner = partner
        when = (counsellor.pk if counsellor else None, turn.day, turn.part)
        turn.counsellor = None if when in busy else counsellor
        busy |= {when} if counsellor else set()
    with transaction.atomic():
        turns = [turn for turn, _partner, _counsellor in pairs]
        named = Turn.objects.filter(pk__in=[turn.pk for turn in turns], counsellor__isnull=False)
        named.update(counsellor=None)  # first: two who change places are never at one desk, nor one at two
        bulk_update_with_history(turns, Turn, ["partner", "counsellor"], default_user=by, default_change_reason=reason)
        live.bump("roster", *{turn.desk.channel for turn in turns})
    return len(pairs)


def _one_at_a_time() -> None:
    """Two managers who open or copy at once do so one after the other, in the order in which the desks stand."""
    list(Desk.objects.select_for_update().order_by("pk").values_list("pk"))


def _cut_of(turns: Iterable[Turn]) -> Cut:
    """When each half-day of a date begins and ends, and its doors, as its first turns have it."""
    cut: Cut = {}
    for turn in turns:
        doors = (turn.doors_open, turn.doors_close) if turn.doors_open and turn.doors_close else None
        cut.setdefault(turn.day, {}).setdefault(turn.part, (turn.starts_at, turn.ends_at, doors))
    return cut


def _apart(part: int, span: Span, others: dict[int, Span]) -> Span | None:
    """What is left of a half-day beside those of its date; as it was cut before, if it was."""
    if part in others:
        return others[part]
    starts, ends, doors = span
    starts = max([starts, *(end for other, (_start, end, _doors) in others.items() if other < part)])
    ends = min([ends, *(start for other, (start, _end, _doors) in others.items() if other > part)])
    return (starts, ends, doors) if starts < ends else None


def _posts(want: Wanted, day: hours.OpenDay, cut: Cut) -> Iterable[Turn]:
    """The turns that a desk wants on this date, or none if the doors are shut."""
    span = span_of(want.slot, day)
    span = span and _apart(want.slot.part, span, cut.get(day.day, {}))
    if span is None:
        return
    starts, ends, doors = span
    of_posts = min(want.posts, want.desk.posts)
    for post in range(1, of_posts + 1):
        yield Turn(
            desk=want.desk, day=day.day, part=want.slot.part, post=post, of_posts=of_posts, starts_at=starts,
            ends_at=ends, doors_open=doors and doors[0], doors_close=doors and doors[1], outside_hours=doors is None,
        )  # fmt: skip


def span_of(slot: Slot, day: hours.OpenDay) -> Span | None:
    """When a slot begins and ends on a date, and the opening it falls in: None if the doors stay shut.

    A slot that is kept outside the opening hours is whole on every open date, and in no opening.
    """
    if slot.outside_hours:
        return (hours.at(day.day, slot.starts), hours.at(day.day, slot.ends), None) if day.intervals else None
    inside = [
        (max(slot.starts, opens), min(slot.ends, closes), opens, closes)
        for opens, closes in day.intervals if opens < slot.ends and closes > slot.starts
    ]  # fmt: skip
    if not inside:
        return None
    starts, ends, opens, closes = (hours.at(day.day, clock) for clock in max(inside, key=_length))
    return starts, ends, (opens, closes)


def _length(span: tuple[time, time, time, time]) -> int:
    starts, ends = span[:2]
    return ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute
