"""The verbs of `reception` and `desks` that the close of a day calls."""

from datetime import timedelta

import pytest

from desks.models import Duty
from reception import actions
from reception.models import LastStep, Receipt, Stop

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(at, a_counsellor):
    at("09:00")
    return a_counsellor()


def test_who_still_waits_has_left_at_closing_time(at, takes_a_place):
    at("19:50")
    stop = takes_a_place()
    shut = at("20:00")
    assert actions.close_lines(TUESDAY, shut) == 1
    stop.refresh_from_db()
    assert (stop.state, stop.left_why, stop.ended_at) == (Stop.State.LEFT, Stop.LeftWhy.CLOSING, shut)


def test_who_was_called_once_and_was_absent_has_left_too(at, anna, takes_a_place):
    at("19:50")
    stop = takes_a_place()
    actions.mark_absent(actions.call_next(stop.desk, by=anna), by=anna)
    actions.close_lines(TUESDAY, at("20:00"))
    stop.refresh_from_db()
    assert (stop.state, stop.called_at, stop.counsellor, stop.absences) == (Stop.State.LEFT, None, None, 1)


def test_an_interview_that_nobody_ended_is_done_with_an_unreliable_end(an_interview, anna, at):
    stop = an_interview(anna, "19:30", "19:40", None)
    shut = at("20:00")
    actions.close_lines(TUESDAY, shut)
    stop.refresh_from_db()
    assert (stop.state, stop.ended_at, stop.time_unreliable) == (Stop.State.DONE, shut, True)


def test_who_was_only_just_called_is_done_too(at, anna, takes_a_place):
    at("19:59")
    stop = takes_a_place()
    called = actions.call_next(stop.desk, by=anna).called_at
    actions.close_lines(TUESDAY, at("20:00"))
    stop.refresh_from_db()
    assert (stop.state, stop.met_at, stop.time_unreliable) == (Stop.State.DONE, called, True)


def test_nothing_ends_before_it_was_met(an_interview, anna, at):
    """A meeting after closing time, and a clock set back since."""
    stop = an_interview(anna, "20:20", "20:30", None)
    Stop.objects.filter(pk=stop.pk).update(met_at=stop.called_at + timedelta(minutes=1))
    actions.close_lines(TUESDAY, at("20:00"))
    stop.refresh_from_db()
    assert stop.ended_at == stop.met_at


def test_the_line_of_another_day_stays(at, takes_a_place):
    at("19:50")
    stop = takes_a_place()
    actions.close_lines(TUESDAY - timedelta(days=1), at("20:00"))
    stop.refresh_from_db()
    assert stop.state == Stop.State.WAITING


def test_receipts_and_last_steps_are_forgotten_up_to_a_day(an_interview, anna, at):
    an_interview(anna, "10:00", "10:05", "10:20")
    an_interview(anna, "10:00", "10:05", "10:20", day=TUESDAY + timedelta(days=1))
    assert actions.forget_receipts(TUESDAY + timedelta(days=1)) == 1
    assert [receipt.day for receipt in Receipt.objects.all()] == [TUESDAY + timedelta(days=1)]
    assert [step.stop.ticket.day for step in LastStep.objects.all()] == [TUESDAY + timedelta(days=1)]


def test_a_receipt_that_may_still_be_sent_again_is_kept(at, takes_a_place):
    at("19:40")
    takes_a_place()
    at("19:59")
    takes_a_place()
    shut = at("20:00")
    assert actions.forget_receipts(TUESDAY + timedelta(days=1), older_than=shut - timedelta(minutes=10)) == 1
    assert Receipt.objects.get().logged_at == shut - timedelta(minutes=1)


@pytest.mark.parametrize(("minutes", "kept"), [(10, 1), (1, 0)])
def test_a_last_step_that_may_still_be_undone_is_kept(an_interview, anna, at, minutes, kept):
    an_interview(anna, "19:40", "19:45", "19:58")
    actions.forget_receipts(TUESDAY + timedelta(days=1), older_than=at("20:00") - timedelta(minutes=minutes))
    assert LastStep.objects.count() == kept


def test_what_is_forgotten_leaves_its_ticket_in_the_figures(at, takes_a_place):
    at("19:40")
    stop = takes_a_place()
    actions.forget_receipts(TUESDAY + timedelta(days=1))
    assert Stop.objects.get() == stop


def test_a_counsellor_who_forgot_to_leave_has_left(at, anna):
    from desks.actions import everyone_leaves

    shut = at("20:00")
    assert everyone_leaves(shut) == 1
    assert Duty.objects.get().ended_at == shut
