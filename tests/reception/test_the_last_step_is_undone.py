"""The counsellor's undo: each kind of last step goes back to where it came from."""

import pytest

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from reception import actions
from reception.models import Stop

pytestmark = pytest.mark.django_db
KEPT = ("state", "desk_id", "turn", "waits_since", "called_at", "met_at", "ended_at", "outcome", "absences", "left_why")


def kept(stop):
    return Stop.objects.values_list(*KEPT).get(pk=stop.pk)


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def called(desk, anna, visitors_wait_at):
    visitors_wait_at(desk, 2)
    return actions.call_next(desk, by=anna)


def test_a_call_is_undone(called, desk, anna):
    actions.undo_last_step(by=anna)
    assert Stop.objects.waiting().in_turn().first() == called
    assert Stop.objects.waiting().count() == 2


def test_a_meeting_is_undone(called, anna):
    before = kept(called)
    actions.meet(called, by=anna)
    actions.undo_last_step(by=anna)
    assert kept(called) == before


def test_an_end_is_undone(called, anna):
    met = actions.meet(called, by=anna)
    before = kept(called)
    actions.finish(met, by=anna, outcome="law")
    actions.undo_last_step(by=anna)
    assert kept(called) == before


def test_an_absence_is_undone(called, anna):
    before = kept(called)
    actions.mark_absent(called, by=anna)
    actions.undo_last_step(by=anna)
    assert kept(called) == before


def test_a_passing_on_is_undone(called, other_desk, anna, a_counsellor):
    a_counsellor(other_desk)
    actions.send_on(called, other_desk, by=anna)
    actions.undo_last_step(by=anna)
    assert (kept(called)[0], Stop.objects.at(other_desk).count()) == ("met", 0)


def test_a_passing_on_that_was_taken_up_stands(called, other_desk, anna, a_counsellor):
    berta = a_counsellor(other_desk)
    actions.send_on(called, other_desk, by=anna)
    actions.call_next(other_desk, by=berta)
    with pytest.raises(HouseRule):
        actions.undo_last_step(by=anna)
    assert kept(called)[0] == "sent_on"


def test_a_visitor_taken_at_the_desk_is_undone_with_its_arrival(desk, anna, arrival_at):
    stop = actions.take_here(arrival_at(desk, desk=desk), by=anna)
    actions.undo_last_step(by=anna)
    assert kept(stop)[0] == "cancelled"
    assert [tally.n for tally in Tally.objects.order_by("pk") if tally.n] == []


def test_there_is_one_step_to_undo(called, anna):
    actions.undo_last_step(by=anna)
    with pytest.raises(HouseRule):
        actions.undo_last_step(by=anna)


def test_an_old_step_is_not_undone(called, anna, time_machine):
    time_machine.move_to(called.called_at.timestamp() + 11 * 60)
    with pytest.raises(HouseRule):
        actions.undo_last_step(by=anna)


def test_an_end_is_not_undone_once_the_next_visitor_is_here(called, desk, anna):
    actions.finish(actions.meet(called, by=anna), by=anna)
    actions.call_next(desk, by=anna)
    actions.undo_last_step(by=anna)
    assert kept(called)[0] == "done"
