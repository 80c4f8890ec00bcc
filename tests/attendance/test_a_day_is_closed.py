"""What closing a day leaves: counts made from its places in line, a seal, no receipt, and later no ticket."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from citedesmetiers.attendance import actions
from citedesmetiers.attendance.models import DaySeal
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Spent, Tally
from desks.models import Duty
from reception.models import Day, Receipt, Stop, Ticket

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def anna(at, a_counsellor):
    at("09:00")
    return a_counsellor()


@pytest.fixture
def a_tuesday(an_interview, anna, takes_a_place, at):
    """Three interviews, one of them without an end, and one visitor whom nobody called."""
    an_interview(anna, "10:00", "10:04", "10:24", outcome="training")
    an_interview(anna, "10:30", "10:50", "11:20")
    an_interview(anna, "19:30", "19:40", None)
    at("19:50")
    takes_a_place()


def test_interviews_are_counted_by_desk_purpose_and_hour_of_the_call(a_tuesday, at, counts):
    actions.close_the_day(now=at("20:00"))
    assert counts("interview") == {("interview", "job", "job", 10): 2, ("interview", "job", "job", 19): 1}


def test_waits_are_counted_in_bands_and_in_seconds(a_tuesday, at, counts):
    actions.close_the_day(now=at("20:00"))
    assert counts("wait", "wait_seconds") == {
        ("wait", "job", "3", 10): 1, ("wait", "job", "7", 10): 1, ("wait", "job", "5", 19): 1,
        ("wait_seconds", "job", "", 10): 24 * 60, ("wait_seconds", "job", "", 19): 10 * 60,
    }


def test_only_ends_that_were_recorded_make_lengths(a_tuesday, at, counts):
    actions.close_the_day(now=at("20:00"))
    assert counts("talk_seconds") == {("talk_seconds", "job", "", 10): 50 * 60}


def test_who_was_not_called_is_told_apart(a_tuesday, at, counts):
    actions.close_the_day(now=at("20:00"))
    assert counts("unserved") == {("unserved", "job", "closing", 20): 1}


def test_outcomes_are_counted(a_tuesday, at, counts):
    actions.close_the_day(now=at("20:00"))
    assert counts("outcome") == {("outcome", "training", "", 10): 1}


def test_the_seal_says_when_and_how_many(a_tuesday, at):
    shut = at("20:00")
    assert actions.close_the_day(now=shut) == [TUESDAY]
    kept = DaySeal.objects.get()
    assert (kept.day, kept.closed_at, kept.stops, kept.purged_at) == (TUESDAY, shut, 4, None)


def test_nobody_sits_at_a_desk_any_more(a_tuesday, at):
    actions.close_the_day(now=at("20:03"))
    assert Duty.objects.get().ended_at == at("20:00")


def test_the_tickets_stay_for_the_days_that_the_site_keeps_them(a_tuesday, at):
    actions.close_the_day(now=at("20:00"))
    actions.close_the_day(now=at("23:55", TUESDAY + 6 * A_DAY))
    assert (Ticket.objects.count(), Stop.objects.count()) == (4, 4)
    now = at("00:05", TUESDAY + 7 * A_DAY)
    actions.close_the_day(now=now)
    assert (Ticket.objects.count(), Stop.objects.count(), DaySeal.objects.get(day=TUESDAY).purged_at) == (0, 0, now)


def test_the_days_sequences_go_with_its_tickets(a_tuesday, at):
    actions.close_the_day(now=at("20:00"))
    actions.close_the_day(now=at("00:05", TUESDAY + 7 * A_DAY))
    assert list(Day.objects.filter(day=TUESDAY)) == []


def test_the_counts_outlive_the_tickets(a_tuesday, at, whole_day):
    actions.close_the_day(now=at("20:00"))
    before = whole_day()
    actions.close_the_day(now=at("00:05", TUESDAY + 7 * A_DAY))
    assert whole_day() == before


def test_the_site_says_how_long_tickets_are_kept(a_tuesday, site, at):
    type(site).objects.update(retention_days=1)
    actions.close_the_day(now=at("20:00"))
    actions.close_the_day(now=at("00:05", TUESDAY + A_DAY))
    assert Ticket.objects.count() == 0


def test_a_day_without_tickets_is_never_counted_again(a_tuesday, at, whole_day):
    now = at("00:05", TUESDAY + 7 * A_DAY)
    actions.close_the_day(now=now)
    before = whole_day()
    with pytest.raises(HouseRule, match="gone"):
        actions.close_the_day(TUESDAY, now)
    assert whole_day() == before


def test_nor_is_one_whose_seal_was_lost(a_tuesday, at, whole_day):
    actions.close_the_day(now=at("00:05", TUESDAY + 7 * A_DAY))
    DaySeal.objects.all().delete()
    before = whole_day()
    with pytest.raises(HouseRule, match="gone"):
        actions.close_the_day(TUESDAY, at("00:10", TUESDAY + 7 * A_DAY))
    assert (whole_day(), DaySeal.objects.count()) == (before, 0)


def test_a_day_that_is_not_closed_keeps_its_tickets(a_tuesday, at):
    assert actions.past_retention(at("12:00", TUESDAY + 40 * A_DAY)) == []


def test_counts_that_do_not_hold_every_place_are_not_sealed(a_tuesday, at):
    now = at("20:00")
    for step in actions.STEPS[:-1]:
        step(TUESDAY, now)
    Tally.objects.filter(series="interview", hour=10).update(n=1)
    with pytest.raises(HouseRule, match="stays open"):
        actions.seal(TUESDAY, now)
    assert DaySeal.objects.count() == 0


def test_nor_are_waits_that_do_not_match(a_tuesday, at):
    now = at("20:00")
    for step in actions.STEPS[:-1]:
        step(TUESDAY, now)
    Tally.objects.filter(series="wait", hour=19).delete()
    with pytest.raises(HouseRule, match="stays open"):
        actions.seal(TUESDAY, now)


def test_closing_again_changes_nothing(a_tuesday, at, whole_day):
    actions.close_the_day(now=at("20:00"))
    before = whole_day()
    assert actions.close_the_day(now=at("20:05")) == []
    actions.close_the_day(TUESDAY, at("20:10"))
    assert whole_day() == before


def test_a_day_to_come_is_refused(site, at):
    with pytest.raises(HouseRule, match="not here yet"):
        actions.close_the_day(TUESDAY + A_DAY, at("20:00"))


def test_the_command_closes_the_day_that_it_is_told(a_tuesday, at, capsys):
    at("12:00", TUESDAY + A_DAY)
    call_command("close_the_day", day=TUESDAY)
    assert capsys.readouterr().out.split()[-1] == "2026-03-10"
    assert (DaySeal.objects.get().day, Receipt.objects.count(), Spent.objects.count()) == (TUESDAY, 0, 0)


def test_the_command_says_why_it_does_not(site, at):
    at("12:00")
    with pytest.raises(CommandError, match="not here yet"):
        call_command("close_the_day", day=TUESDAY + A_DAY)


def test_closing_touches_nothing_that_was_counted_at_the_door(a_tuesday, at, counts):
    door = ("visit", "companion", "purpose", "return", "remote", "group", "group_person")
    before = counts(*door)
    actions.close_the_day(now=at("20:00"))
    assert counts(*door) == before
    assert before == {("visit", "interview", "", 10): 2, ("visit", "interview", "", 19): 2,
                      ("purpose", "job", "", 10): 2, ("purpose", "job", "", 19): 2}


def test_numbers_go_on_being_given_once_after_the_close(a_tuesday, at, takes_a_place):
    actions.close_the_day(now=at("20:00"))
    at("20:30")
    assert (takes_a_place().ticket.number, Day.objects.get(day=TUESDAY).last_ticket) == (5, 5)
