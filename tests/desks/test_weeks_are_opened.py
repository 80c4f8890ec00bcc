"""A manager opens weeks: the pattern says what is wanted, the date's own hours say what can be."""

from collections import Counter
from datetime import date, time, timedelta

import pytest

from citedesmetiers.centre import actions as centre
from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Part, Slot, Turn
from tests.races import all_at_once

from .conftest import FRIDAY, MONDAY


def clock(instant):
    from django.utils import timezone

    return f"{timezone.localtime(instant):%H:%M}"


def test_a_week_opens_with_the_holes_that_the_pattern_wants(week, desk, other_desk):
    assert len(week) == 5 * 2 * 3
    assert Turn.objects.holes().count() == 30
    assert Counter(Turn.objects.values_list("desk__slug", flat=True)) == {"job": 20, "training": 10}
    first = Turn.objects.first()
    assert (first.day, first.part, first.post, first.of_posts) == (MONDAY, Part.MORNING, 1, 2)
    assert (clock(first.starts_at), clock(first.ends_at)) == ("09:00", "12:30")
    assert (clock(first.doors_open), clock(first.doors_close), first.outside_hours) == ("08:00", "20:00", False)


def test_opened_again_only_what_is_missing_is_added(week, manager, post, desk):
    post(desk).delete()
    assert [turn.day for turn in actions.open_weeks(MONDAY, by=manager)] == [FRIDAY]
    assert actions.open_weeks(MONDAY, by=manager) == []


def test_a_closed_date_asks_for_nothing(monday_morning, pattern, manager, closed_on):
    closed_on(FRIDAY)
    days = {turn.day for turn in actions.open_weeks(MONDAY, by=manager)}
    assert days == {MONDAY + timedelta(days=n) for n in range(4)}


def test_on_a_short_date_a_half_day_ends_when_the_doors_do(monday_morning, pattern, manager, post, desk):
    centre.open_specially(FRIDAY, time(10), time(16))
    actions.open_weeks(MONDAY, by=manager)
    morning, afternoon = post(desk), post(desk, part=Part.AFTERNOON)
    assert (clock(morning.starts_at), clock(morning.ends_at)) == ("10:00", "12:30")
    assert (clock(afternoon.starts_at), clock(afternoon.ends_at)) == ("13:30", "16:00")


def test_an_evening_outside_the_hours_is_opened_only_where_that_was_said(monday_morning, pattern, manager, desk):
    late = {"weekday": 0, "part": Part.EVENING, "starts": time(20), "ends": time(22), "posts": {desk: 1}}
    slot = actions.write_slot(None, **late)
    assert [turn for turn in actions.open_weeks(MONDAY, by=manager) if turn.part == Part.EVENING] == []
    actions.write_slot(slot, outside_hours=True)
    [turn] = actions.open_weeks(MONDAY, by=manager)
    assert (clock(turn.starts_at), clock(turn.ends_at), turn.outside_hours) == ("20:00", "22:00", True)


def test_a_year_has_its_week_53_and_nights_of_23_and_25_hours_keep_their_clock(monday_morning, pattern, manager):
    for monday in (date.fromisocalendar(2026, 53, 1), date(2026, 3, 30), date(2026, 10, 26)):
        turns = actions.open_weeks(monday, by=manager)
        assert len(turns) == 30
        mornings = [turn for turn in turns if turn.part == Part.MORNING]
        assert {(clock(turn.starts_at), turn.ends_at - turn.starts_at) for turn in mornings} == {
            ("09:00", timedelta(hours=3.5))}  # fmt: skip


def test_two_managers_who_open_the_same_week_open_it_once(transactional_db, pattern, a_person):
    managers = [a_person(manages=True) for _n in range(2)]
    opened = all_at_once([lambda by=by: actions.open_weeks(MONDAY, by=by) for by in managers])
    assert sorted(map(len, opened)) == [0, 30]
    assert Turn.objects.count() == 30


def test_a_desk_put_out_of_use_or_with_fewer_posts_asks_for_less(monday_morning, pattern, manager, desk, other_desk):
    actions.write_desk(other_desk, active=False)
    actions.write_desk(desk, posts=1)
    assert len(actions.open_weeks(MONDAY, by=manager)) == 10


@pytest.mark.parametrize(("starts", "ends"), [(time(12), time(14)), (time(8), time(20)), (time(13), time(13, 31))])
def test_half_days_of_a_day_never_overlap(pattern, starts, ends):
    slot = Slot.objects.get(weekday=0, part=Part.AFTERNOON)
    with pytest.raises(HouseRule) as refused:
        actions.write_slot(None, weekday=0, part=Part.EVENING, starts=starts, ends=ends)
    assert (refused.value.status, slot.starts) == (400, time(13, 30))


def test_a_half_day_is_said_once_and_wants_no_more_posts_than_the_desk_has(pattern, desk):
    with pytest.raises(HouseRule, match="already"):
        actions.write_slot(None, weekday=0, part=Part.MORNING, starts=time(5), ends=time(6))
    with pytest.raises(HouseRule, match="fewer posts"):
        actions.write_slot(Slot.objects.first(), posts={desk: 3})


def test_a_date_that_is_open_keeps_its_half_days_though_the_pattern_changes(week, manager, desk, post):
    post(desk).delete()
    for part, starts, ends in ((Part.MORNING, time(9), time(11)), (Part.AFTERNOON, time(11), time(18))):
        slot = Slot.objects.get(weekday=FRIDAY.weekday(), part=part)
        actions.write_slot(slot, starts=starts, ends=ends)
    late = {"weekday": FRIDAY.weekday(), "part": Part.EVENING, "starts": time(18), "ends": time(19, 30)}
    Turn.objects.filter(day=FRIDAY, part=Part.AFTERNOON).delete()
    actions.write_slot(None, **late, posts={desk: 1})
    actions.open_weeks(MONDAY, by=manager)
    spans = {(turn.part, clock(turn.starts_at), clock(turn.ends_at)) for turn in Turn.objects.filter(day=FRIDAY)}
    assert sorted(spans) == [(1, "09:00", "12:30"), (2, "12:30", "18:00"), (3, "18:00", "19:30")]


def test_two_coordinators_copy_into_the_same_holes_at_once(
    transactional_db, week, manager, a_coordinator, cio, greta, post, desk
):
    later = MONDAY + timedelta(days=7)
    for place, partner in ((1, cio), (2, greta)):
        actions.take(post(desk, post=place), by=manager, partner=partner)
    actions.open_weeks(later, by=manager)
    by = [a_coordinator(cio), a_coordinator(cio), a_coordinator(greta)]
    found = all_at_once([lambda one=one: actions.copy_week(MONDAY, later, by=one) for one in by])
    assert sum(filled for filled, _missing in found) == 2
    assert Turn.objects.promised().filter(day__gte=later).count() == 2
