"""Races, each with real threads on the real database (drills 4, 5 and 6 of the house)."""

import threading
from functools import partial

import pytest

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from desks import actions as desk_actions
from desks.models import Duty
from reception import actions
from reception.models import Day, Receipt, Stop, Ticket
from tests.races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results):
    return [result for result in results if isinstance(result, HouseRule)]


def unexpected(results):
    return [result for result in results if isinstance(result, Exception) and not isinstance(result, HouseRule)]


@pytest.fixture
def counsellors(a_counsellor):
    def sit(n, at=None):
        return [a_counsellor(at) for _ in range(n)]

    return sit


def test_twenty_sends_of_one_press_are_one_arrival(agent, desk, arrival_at):
    arrival = arrival_at(desk)
    results = all_at_once([partial(actions.log, arrival, by=agent)] * 20)
    assert unexpected(results) == []
    assert len({receipt.pk for receipt in results}) == 1
    assert (Receipt.objects.count(), Ticket.objects.count(), Day.objects.get().last_ticket) == (1, 1, 1)
    assert sum(Tally.objects.filter(series="visit").values_list("n", flat=True)) == 1


def test_twenty_presses_are_twenty_arrivals_with_twenty_numbers(agent, desk, arrival_at):
    results = all_at_once([partial(actions.log, arrival_at(desk), by=agent) for _ in range(20)])
    assert unexpected(results) == []
    assert sorted(receipt.ticket.number for receipt in results) == list(range(1, 21))
    assert Tally.objects.get(series="visit").n == 20


@pytest.mark.parametrize("n", [2, 16])
def test_counsellors_who_press_next_together_get_different_visitors(desk, counsellors, visitors_wait_at, n):
    visitors_wait_at(desk, n)
    results = all_at_once([partial(actions.call_next, desk, by=one) for one in counsellors(n)])
    assert unexpected(results) == []
    assert len({stop.pk for stop in results}) == n


def test_a_visitor_who_leaves_while_she_is_called_is_with_nobody_or_gone(desk, counsellors, visitors_wait_at):
    ticket = visitors_wait_at(desk, 1)[0].ticket
    anna = counsellors(1)[0]
    for _attempt in range(5):
        results = all_at_once([partial(actions.call_next, desk, by=anna), partial(actions.walk_out, ticket)])
        assert unexpected(results) == []
        stop = Stop.objects.get()
        assert (stop.state, actions.holding(anna)) == ("left", None)
        actions.stand_again(ticket)


def test_a_visitor_who_presses_both_buttons_many_times_stands_once_or_not_at_all(desk, visitors_wait_at):
    ticket = visitors_wait_at(desk, 1)[0].ticket
    results = all_at_once([partial(act, ticket) for act in (actions.walk_out, actions.stand_again)] * 6)
    assert unexpected(results) == []
    assert Stop.objects.get().state in ("waiting", "left")


def test_the_naive_way_is_caught_by_this_race(desk, counsellors, visitors_wait_at):
    visitors_wait_at(desk, 8)
    all_have_read = threading.Barrier(8)
    results = all_at_once([partial(naive_call_next, desk, one, all_have_read) for one in counsellors(8)])
    served = [stop.pk for stop in results if isinstance(stop, Stop)]
    assert len(set(served)) < 8


def naive_call_next(desk, counsellor, all_have_read):
    """Read, then save: the mutant. It gives one visitor to several counsellors."""
    from django.utils import timezone

    stop = Stop.objects.at(desk).waiting().in_turn().first()
    all_have_read.wait()
    stop.state, stop.called_at, stop.counsellor = Stop.State.CALLED, timezone.now(), counsellor
    stop.save()
    return stop


def test_one_counsellor_in_two_tabs_has_one_visitor(desk, counsellors, visitors_wait_at):
    visitors_wait_at(desk, 4)
    (anna,) = counsellors(1)
    results = all_at_once([partial(actions.call_next, desk, by=anna)] * 4)
    assert unexpected(results) == []
    assert len({stop.pk for stop in results}) == 1
    assert Stop.objects.held().count() == 1


def test_a_visitor_in_two_lines_is_called_by_one_desk(agent, desk, other_desk, counsellors, arrival_at):
    second = other_desk.purposes.get()
    for _ in range(4):
        actions.log(arrival_at(desk, second_purpose=second), by=agent)
    people = [(desk, one) for one in counsellors(4, desk)] + [(other_desk, one) for one in counsellors(4, other_desk)]
    results = all_at_once([partial(actions.call_next, at, by=one) for at, one in people])
    assert unexpected(results) == []
    called = [stop.ticket_id for stop in results if isinstance(stop, Stop)]
    assert len(called) == len(set(called)) == Stop.objects.held().count()


def test_finishing_in_two_tabs_finishes_once(desk, counsellors, visitors_wait_at):
    visitors_wait_at(desk, 1)
    (anna,) = counsellors(1)
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    results = all_at_once([partial(actions.finish, met, by=anna)] * 8)
    assert unexpected(results) == []
    assert Stop.objects.get().state == "done"


def test_an_undo_and_a_call_at_once_never_both_win(agent, desk, counsellors, arrival_at):
    for counsellor in counsellors(6):
        receipt = actions.log(arrival_at(desk), by=agent)
        call, undo = all_at_once([
            partial(actions.call_next, desk, by=counsellor), partial(actions.undo, receipt, by=agent)])  # fmt: skip
        assert unexpected([call, undo]) == []
        state = Stop.objects.get(ticket=receipt.ticket).state
        assert (state, call is None, isinstance(undo, HouseRule)) in {
            ("called", False, True), ("cancelled", True, False)}  # fmt: skip


def test_eight_undos_take_back_one_visit(agent, desk, arrival_at):
    actions.log(arrival_at(desk), by=agent)
    receipt = actions.log(arrival_at(desk), by=agent)
    results = all_at_once([partial(actions.undo, receipt, by=agent)] * 8)
    assert unexpected(results) == []
    assert Tally.objects.get(series="visit").n == 1


def test_a_visitor_taken_in_eight_tabs_is_one_arrival(desk, counsellors, arrival_at):
    (anna,) = counsellors(1)
    arrival = arrival_at(desk, desk=desk)
    results = all_at_once([partial(actions.take_here, arrival, by=anna)] * 8)
    assert unexpected(results) == []
    assert (Stop.objects.count(), Tally.objects.get(series="visit").n) == (1, 1)


def test_i_am_here_in_eight_tabs_is_one_duty(desk, a_counsellor):
    anna = a_counsellor(here=False)
    results = all_at_once([partial(desk_actions.arrive, desk, by=anna)] * 8)
    assert unexpected(results) == []
    assert Duty.objects.open().count() == 1


def test_arrivals_undos_and_calls_wait_for_one_another_without_a_circle(
    agent, desk, other_desk, counsellors, arrival_at
):
    second = other_desk.purposes.get()
    receipts = [actions.log(arrival_at(desk, second_purpose=second), by=agent) for _ in range(6)]
    acts = [partial(actions.undo, receipt, by=agent) for receipt in receipts]
    acts += [partial(actions.log, arrival_at(desk, second_purpose=second), by=agent) for _ in range(6)]
    acts += [partial(actions.call_next, desk, by=one) for one in counsellors(4, desk)]
    results = all_at_once(acts)
    assert unexpected(results) == []
    standing = Receipt.objects.standing().count()
    assert Tally.objects.get(series="visit").n == standing == 12 - (6 - len(refusals(results[:6])))
