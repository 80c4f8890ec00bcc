"""The task runs every five minutes, late, twice, or not for days: it finds by itself what is to be closed."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from citedesmetiers.attendance import actions
from citedesmetiers.attendance.figures.stands import stands_of
from citedesmetiers.attendance.models import DaySeal
from citedesmetiers.centre.models import Hours, SpecialHours
from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.models import Question, Spent
from citedesmetiers.tallies.series import Series
from desks.models import Duty
from reception.actions import call_next
from reception.models import Receipt, Stop, Ticket

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
WEDNESDAY, THURSDAY = TUESDAY + A_DAY, TUESDAY + 2 * A_DAY


@pytest.fixture
def anna(at, a_counsellor):
    at("09:00")
    return a_counsellor()


def sealed():
    return list(DaySeal.objects.order_by("day").values_list("day", flat=True))


def test_nothing_is_closed_while_the_doors_are_open(at, takes_a_place):
    at("10:00")
    stop = takes_a_place()
    assert actions.close_the_day(now=at("19:59")) == []
    stop.refresh_from_db()
    assert (stop.state, sealed()) == (Stop.State.WAITING, [])


def test_the_last_interval_of_a_day_counts(at, takes_a_place, site):
    Hours.objects.filter(weekday=TUESDAY.weekday()).update(closes=time(12))
    Hours.objects.create(weekday=TUESDAY.weekday(), opens=time(14), closes=time(18))
    at("11:00")
    takes_a_place()
    assert actions.due(at("12:30")) == []
    assert actions.due(at("18:00")) == [TUESDAY]


def test_an_evening_opening_closes_in_the_evening(at, takes_a_place, site):
    SpecialHours.objects.create(day=TUESDAY, opens=time(10), closes=time(22))
    at("11:00")
    takes_a_place()
    assert (actions.due(at("21:59")), actions.due(at("22:00"))) == ([], [TUESDAY])


def test_a_closed_day_on_which_something_happened_is_closed_at_midnight(at, takes_a_place, site):
    SpecialHours.objects.create(day=TUESDAY)
    at("11:00")
    takes_a_place()
    assert actions.due(at("23:59")) == []
    assert actions.close_the_day(now=at("00:00", WEDNESDAY)) == [TUESDAY]


def test_missed_days_are_closed_in_their_order(at, takes_a_place):
    for day in (THURSDAY, TUESDAY, WEDNESDAY):
        at("11:00", day)
        takes_a_place()
    assert actions.close_the_day(now=at("09:00", THURSDAY + 3 * A_DAY)) == [TUESDAY, WEDNESDAY, THURSDAY]


def test_a_missed_day_ends_when_its_doors_closed_and_not_days_later(an_interview, anna, takes_a_place, at):
    """Everything was cut at 17:59, and starts the next morning (drill 22)."""
    an_interview(anna, "17:40", "17:50", None)
    at("17:59")
    takes_a_place()
    actions.close_the_day(now=at("08:30", WEDNESDAY))
    ends = {(stop.state, stop.ended_at) for stop in Stop.objects.order_by("pk")}
    assert ends == {(Stop.State.DONE, at("20:00")), (Stop.State.LEFT, at("20:00"))}
    assert Duty.objects.get().ended_at == at("20:00")


def test_who_works_this_morning_stays_when_yesterday_is_closed(at, anna, takes_a_place):
    takes_a_place()
    at("08:15", WEDNESDAY)
    Duty.objects.update(started_at=timezone.now())
    stop = takes_a_place()
    assert actions.close_the_day(now=at("08:30", WEDNESDAY)) == [TUESDAY]
    assert Duty.objects.get().ended_at is None
    stop.refresh_from_db()
    assert stop.state == Stop.State.WAITING


def test_a_day_is_due_for_a_counsellor_who_forgot_to_leave(anna, at):
    actions.close_the_day(now=at("08:30", WEDNESDAY))
    assert (sealed(), Duty.objects.get().ended_at) == ([TUESDAY], at("20:00"))


def test_an_evening_event_is_not_cut_short_and_is_counted_the_day_after(an_interview, anna, takes_a_place, at, counts):
    actions.close_the_day(now=at("20:00"))
    at("20:30")
    stop = takes_a_place()
    assert actions.close_the_day(now=at("20:35")) == []
    stop.refresh_from_db()
    assert stop.state == Stop.State.WAITING
    assert actions.close_the_day(now=at("00:05", WEDNESDAY)) == [TUESDAY]
    assert counts("unserved") == {("unserved", "job", "closing", 20): 1}
    assert DaySeal.objects.get().stops == 1


def test_what_is_undone_after_the_close_is_taken_out_again(an_interview, anna, at, counts):
    stop = an_interview(anna, "19:40", "19:45", "19:59")
    actions.close_the_day(now=at("20:00"))
    Stop.objects.filter(pk=stop.pk).update(state=Stop.State.CANCELLED, outcome="")
    actions.close_the_day(now=at("00:05", WEDNESDAY))
    assert (counts("interview", "wait"), DaySeal.objects.get().stops) == ({}, 0)


def test_receipts_go_at_closing_time_but_for_presses_that_may_be_sent_again(at, takes_a_place):
    at("11:00")
    takes_a_place()
    at("19:55")
    late = takes_a_place()
    actions.close_the_day(now=at("20:00"))
    assert [receipt.ticket for receipt in Receipt.objects.select_related("ticket")] == [late.ticket]
    actions.close_the_day(now=at("20:05"))
    assert Receipt.objects.count() == 0


def test_used_keys_go_when_none_can_be_sent_again(at, site):
    Question.objects.create(series=Series.AGE)
    tallies.answer(Series.AGE, "19-25", key=uuid4(), place=main_place(), at=at("19:59"))
    actions.close_the_day(now=at("20:00"))
    actions.close_the_day(now=at("00:05", WEDNESDAY))
    assert Spent.objects.count() == 1
    actions.close_the_day(now=at("00:10", WEDNESDAY))
    assert Spent.objects.count() == 0


def test_a_clock_set_back_an_hour_closes_nothing_twice(an_interview, anna, at, whole_day):
    an_interview(anna, "19:00", "19:05", "19:20")
    actions.close_the_day(now=at("20:00"))
    before = whole_day()
    assert actions.close_the_day(now=at("19:05")) == []
    assert actions.close_the_day(now=at("20:00")) == []
    assert whole_day() == before


def test_a_day_that_cannot_be_closed_does_not_hold_up_the_others(at, takes_a_place, caplog):
    """A day whose tickets were lost with its seal: its counts are not thrown away, and the log says so."""
    for day in (TUESDAY, WEDNESDAY):
        at("11:00", day)
        takes_a_place()
    actions.close_the_day(TUESDAY, at("20:00"))
    Ticket.objects.filter(day=TUESDAY).delete()
    assert actions.close_the_day(now=at("20:00", WEDNESDAY)) == [WEDNESDAY]
    assert [record.getMessage()[:10] for record in caplog.records] == ["2026-03-10"]


NIGHTS = [
    ("Europe/Paris", date(2026, 3, 29), 23), ("Europe/Paris", date(2026, 10, 25), 25),
    ("America/Santiago", date(2026, 9, 6), 23), ("America/Santiago", date(2026, 4, 4), 25),
    ("Indian/Mauritius", date(2026, 3, 29), 24),
]


@pytest.mark.parametrize(("zone", "day", "hours"), NIGHTS)
def test_days_of_23_and_25_hours_are_closed_whole(zone, day, hours, at, takes_a_place):
    zone = ZoneInfo(zone)
    starts, ends = (datetime.combine(each, time(), zone).astimezone(UTC) for each in (day, day + A_DAY))
    assert ends - starts == timedelta(hours=hours)
    with timezone.override(zone):
        for instant in (starts + timedelta(minutes=10), ends - timedelta(minutes=10)):
            at(instant)
            takes_a_place()
        shut = datetime.combine(day, time(20), zone).astimezone(UTC)
        assert (actions.due(shut - timedelta(seconds=1)), actions.due(shut)) == ([], [day])
        assert actions.close_the_day(now=at(ends)) == [day]
    assert (DaySeal.objects.get().stops, Stop.objects.filter(left_why="closing").count()) == (2, 2)


def test_a_wait_across_the_hour_that_comes_twice_is_its_true_length(at, takes_a_place, a_counsellor):
    night = date(2026, 10, 25)
    taken = at("01:50", night)
    anna = a_counsellor()
    stop = takes_a_place()
    at(taken + timedelta(minutes=80))  # 02:10, for the second time
    call_next(stop.desk, by=anna)
    stand = stands_of(night)[0]
    assert (stand.waited, stand.band) == (timedelta(minutes=80), 11)
