"""An outcome is optional: with the end of an interview, after it for ten minutes, or never."""

from datetime import timedelta

import pytest

from citedesmetiers.kit.rules import HouseRule
from reception import actions
from reception.models import Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def done(desk, anna, visitors_wait_at):
    visitors_wait_at(desk, 1)
    return actions.finish(actions.meet(actions.call_next(desk, by=anna), by=anna), by=anna)


def test_an_outcome_said_afterwards_is_kept_and_the_end_unchanged(done, anna):
    after = actions.finish(done, by=anna, outcome="law")
    assert (after.outcome, after.ended_at) == ("law", done.ended_at)


def test_an_outcome_can_be_corrected_and_pressing_finish_again_keeps_it(done, anna):
    actions.finish(done, by=anna, outcome="law")
    after = actions.finish(Stop.objects.get(), by=anna, outcome="event")
    assert actions.finish(after, by=anna).outcome == "event"


def test_an_unknown_outcome_is_refused(done, anna):
    with pytest.raises(HouseRule) as refusal:
        actions.finish(done, by=anna, outcome="prison")
    assert (refusal.value.status, Stop.objects.get().outcome) == (400, "")


def test_an_outcome_comes_too_late_after_ten_minutes(done, anna, time_machine):
    time_machine.move_to(done.ended_at + timedelta(minutes=11))
    with pytest.raises(HouseRule) as refusal:
        actions.finish(done, by=anna, outcome="law")
    assert (refusal.value.status, Stop.objects.get().outcome) == (409, "")


def test_a_visitor_no_longer_called_is_a_step_out_of_order(desk, anna, visitors_wait_at):
    visitors_wait_at(desk, 1)
    called = actions.call_next(desk, by=anna)
    actions.undo_last_step(by=anna)
    with pytest.raises(HouseRule) as refusal:
        actions.meet(Stop.objects.get(pk=called.pk), by=anna)
    assert refusal.value.status == 409


def test_nobody_changes_desks_with_a_visitor(desk, other_desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    berta = a_counsellor(may_help=[other_desk])
    actions.call_next(desk, by=berta)
    with pytest.raises(HouseRule):
        actions.sit_down(other_desk, by=berta)
    assert actions.sit_down(desk, by=berta).desk == desk
