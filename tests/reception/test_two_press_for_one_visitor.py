"""Two people, or two tabs, press for the same visitor at once: one acts, both get the same answer, never an error."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from reception import actions
from reception.models import Receipt, Service, Stop, Ticket
from tests.races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def met(desk, anna, visitors_wait_at):
    visitors_wait_at(desk, 2)
    return actions.meet(actions.call_next(desk, by=anna), by=anna)


def test_sent_on_in_eight_tabs_is_one_place_and_one_answer(met, other_desk, anna):
    answers = all_at_once([partial(actions.send_on, met, other_desk, by=anna, insist=True)] * 8)
    assert {answer.pk for answer in answers} == {Stop.objects.at(other_desk).get().pk}


def test_finished_in_eight_tabs_is_one_end_and_one_answer(met, anna):
    answers = all_at_once([partial(actions.finish, met, by=anna)] * 8)
    assert {(answer.pk, answer.state, answer.ended_at) for answer in answers} == {
        (met.pk, "done", Stop.objects.get(pk=met.pk).ended_at)}  # fmt: skip


def test_absent_in_eight_tabs_is_absent_once(met, anna):
    answers = all_at_once([partial(actions.mark_absent, met, by=anna)] * 8)
    assert {(answer.state, answer.absences) for answer in answers} == {("waiting", 1)}


def test_recalled_in_eight_tabs_is_one_call(met, anna):
    missed = actions.mark_absent(met, by=anna)
    answers = all_at_once([partial(actions.recall, missed, by=anna)] * 8)
    assert {answer.pk for answer in answers} == {Stop.objects.held().get().pk}


def test_a_recall_and_a_next_at_once_give_a_counsellor_one_visitor(met, anna, desk):
    missed = actions.mark_absent(met, by=anna)
    answers = all_at_once([partial(actions.recall, missed, by=anna), partial(actions.call_next, desk, by=anna)] * 3)
    assert [answer for answer in answers if not isinstance(answer, Stop | HouseRule | None)] == []
    assert Stop.objects.held().count() == 1


def test_sent_on_while_she_comes_back_to_that_line_is_never_an_error(agent, anna, desk, other_desk, arrival_at):
    second = other_desk.purposes.get()
    for _time in range(6):
        receipt = actions.log(arrival_at(desk, second_purpose=second), by=agent)
        gone = actions.give_up(Stop.objects.with_names().get(ticket=receipt.ticket, desk=other_desk), by=agent)
        here = actions.call_next(desk, by=anna)
        answers = all_at_once([partial(actions.send_on, here, other_desk, by=anna, insist=True),
                               partial(actions.come_back, gone, by=agent)])  # fmt: skip
        assert [answer for answer in answers if not isinstance(answer, Stop | HouseRule)] == []
        assert Stop.objects.waiting().filter(ticket=receipt.ticket, desk=other_desk).count() == 1


def test_eight_priorities_are_one_head_start(desk, agent, visitors_wait_at):
    (stop,) = visitors_wait_at(desk, 1, since=30)
    reasons = ["standing", "child"] * 4
    all_at_once([partial(actions.prefer, stop.ticket, reason, by=agent) for reason in reasons])
    assert (Ticket.objects.get().head_start, Stop.objects.get().turn) == (15, stop.turn - timedelta(minutes=15))


def test_priorities_calls_and_arrivals_wait_for_one_another_without_a_circle(
    agent, desk, other_desk, a_counsellor, arrival_at
):
    second = other_desk.purposes.get()
    tickets = [actions.log(arrival_at(desk, second_purpose=second), by=agent).ticket for _ in range(4)]
    acts = [partial(actions.prefer, ticket, "child", by=agent) for ticket in tickets]
    acts += [partial(actions.call_next, at, by=a_counsellor(at)) for at in (desk, other_desk) * 2]
    acts += [partial(actions.log, arrival_at(desk, second_purpose=second), by=agent) for _ in range(3)]
    answers = all_at_once(acts)
    assert [one for one in answers if isinstance(one, Exception) and not isinstance(one, HouseRule)] == []


def test_a_group_described_and_undone_at_once_is_counted_nowhere(agent, desk, arrival_at):
    said = arrival_at(desk, service=Service.GROUP, party_size=20)
    receipt = actions.log(said, by=agent)
    acts = [partial(actions.describe_group, receipt, kind=kind, by=agent) for kind in ("school", "company")]
    all_at_once([*acts, partial(actions.undo, Receipt.objects.get(), by=agent)])
    assert set(Tally.objects.values_list("n", flat=True)) == {0}
    assert Receipt.objects.get().undone_at <= timezone.now()
