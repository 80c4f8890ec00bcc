"""One press at the door: what it leaves, what it counts, and what it does when it is sent again."""

import uuid
from dataclasses import replace

import pytest

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from desks import actions as desk_actions
from reception import actions
from reception.models import Channel, Day, Receipt, Service, Stop, Ticket

pytestmark = pytest.mark.django_db


def counts():
    return {(t.series, t.k1, t.k2): t.n for t in Tally.objects.order_by("pk") if t.n}


def test_an_interview_gives_a_ticket_and_a_place_in_line(agent, desk, arrival_at):
    receipt = actions.log(arrival_at(desk), by=agent)
    assert receipt.ticket.number == 1
    stop = Stop.objects.get()
    assert (stop.ticket, stop.desk, stop.purpose, stop.state) == (receipt.ticket, desk, desk.purposes.get(), "waiting")
    assert stop.waits_since == stop.turn == receipt.logged_at


def test_the_arrival_is_counted_by_service_and_by_purpose(agent, desk, arrival_at):
    actions.log(arrival_at(desk, party_size=3), by=agent)
    assert counts() == {("visit", "interview", ""): 1, ("companion", "interview", ""): 2, ("purpose", "job", ""): 1}


def test_documentation_is_counted_and_takes_no_ticket(agent, desk, arrival_at):
    receipt = actions.log(arrival_at(desk, service=Service.DOCUMENTATION), by=agent)
    assert receipt.ticket is None
    assert counts() == {("visit", "documentation", ""): 1, ("purpose", "job", ""): 1}


def test_a_phone_call_is_a_remote_request_and_never_a_visit(agent, desk, arrival_at):
    receipt = actions.log(arrival_at(desk, channel=Channel.PHONE), by=agent)
    assert receipt.ticket is None
    assert counts() == {("remote", "phone", "interview"): 1}


def test_a_class_is_one_group_of_so_many_persons(agent, desk, arrival_at):
    actions.log(arrival_at(desk, service=Service.GROUP, party_size=26), by=agent)
    assert counts() == {("group", "job", ""): 1, ("group_person", "job", ""): 26}


def test_someone_who_comes_back_gets_a_ticket_and_is_not_counted_again(agent, desk, arrival_at):
    actions.log(arrival_at(desk), by=agent)
    again = actions.log(arrival_at(desk, again=True), by=agent)
    assert again.ticket.number == 2
    assert counts() == {("visit", "interview", ""): 1, ("purpose", "job", ""): 1, ("return", "job", ""): 1}


def test_two_purposes_stand_in_two_lines_with_one_ticket(agent, desk, other_desk, arrival_at):
    receipt = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    lines = {(s.desk, s.purpose) for s in receipt.ticket.stops.all()}
    assert lines == {(desk, desk.purposes.get()), (other_desk, other_desk.purposes.get())}
    assert counts()[("visit", "interview", "")] == 1


def test_the_same_key_is_the_same_arrival(agent, desk, arrival_at):
    arrival = arrival_at(desk)
    assert actions.log(arrival, by=agent) == actions.log(arrival, by=agent)
    assert (Receipt.objects.count(), Ticket.objects.count(), Stop.objects.count()) == (1, 1, 1)
    assert Day.objects.get().last_ticket == 1


def test_the_same_key_with_other_content_is_refused_and_the_first_kept(agent, desk, arrival_at):
    arrival = arrival_at(desk)
    actions.log(arrival, by=agent)
    with pytest.raises(HouseRule) as refusal:
        actions.log(replace(arrival, party_size=4), by=agent)
    assert refusal.value.status == 409
    assert Receipt.objects.get().party_size == 1


@pytest.mark.parametrize("said", [
    {"party_size": 0}, {"party_size": 10}, {"service": Service.GROUP, "party_size": 1},
    {"service": Service.GROUP, "party_size": 10_000}, {"again": True, "service": Service.DOCUMENTATION},
])  # fmt: skip
def test_an_impossible_arrival_is_refused_and_leaves_nothing(agent, desk, arrival_at, said):
    with pytest.raises(HouseRule) as refusal:
        actions.log(arrival_at(desk, **said), by=agent)
    assert refusal.value.status == 400
    assert (Receipt.objects.count(), Ticket.objects.count(), Tally.objects.count()) == (0, 0, 0)


def test_a_desk_without_anybody_is_said_to_be_closed_unless_the_agent_insists(agent, desk, arrival_at):
    with pytest.raises(actions.Closed) as refusal:
        actions.log(arrival_at(desk, insist=False), by=agent)
    assert (refusal.value.desk, Day.objects.count()) == (desk, 0)
    assert actions.log(arrival_at(desk, insist=True), by=agent).ticket.number == 1


def test_a_desk_on_a_pause_is_not_closed(agent, desk, a_counsellor, arrival_at):
    desk_actions.pause(by=a_counsellor())
    assert actions.log(arrival_at(desk, insist=False), by=agent).ticket.number == 1


def test_a_purpose_of_no_single_desk_asks_which(agent, desk, arrival_at, purpose_of):
    with pytest.raises(actions.DeskToChoose):
        actions.log(arrival_at(purpose=purpose_of("other")), by=agent)
    assert actions.log(arrival_at(purpose=purpose_of("other"), desk=desk), by=agent).ticket.stops.get().desk == desk


def test_the_line_is_remembered_as_it_stood(agent, desk, a_counsellor, arrival_at, visitors_wait_at):
    a_counsellor()
    visitors_wait_at(desk, 2)
    stop = actions.log(arrival_at(desk), by=agent).ticket.stops.get()
    assert (stop.ahead, stop.on_duty) == (2, 1)


def test_an_undone_arrival_is_as_if_it_had_never_been(agent, desk, arrival_at):
    receipt = actions.log(arrival_at(desk, party_size=2), by=agent)
    actions.undo(receipt, by=agent)
    assert counts() == {}
    assert Stop.objects.get().state == "cancelled"


def test_undoing_twice_undoes_once(agent, desk, arrival_at):
    actions.log(arrival_at(desk), by=agent)
    receipt = actions.log(arrival_at(desk), by=agent)
    assert actions.undo(receipt, by=agent).undone_at == actions.undo(receipt, by=agent).undone_at
    assert counts() == {("visit", "interview", ""): 1, ("purpose", "job", ""): 1}


def test_a_called_ticket_is_not_undone(agent, desk, a_counsellor, arrival_at):
    receipt = actions.log(arrival_at(desk), by=agent)
    actions.call_next(desk, by=a_counsellor())
    with pytest.raises(HouseRule) as refusal:
        actions.undo(receipt, by=agent)
    assert refusal.value.status == 409
    assert Stop.objects.get().state == "called"
    assert counts() == {("visit", "interview", ""): 1, ("purpose", "job", ""): 1}


def test_numbers_are_not_used_again_after_an_undo(agent, desk, arrival_at):
    actions.undo(actions.log(arrival_at(desk), by=agent), by=agent)
    assert actions.log(arrival_at(desk), by=agent).ticket.number == 2


def test_a_clock_set_back_does_not_let_a_newcomer_pass(agent, desk, arrival_at, time_machine):
    time_machine.move_to("2026-11-18T10:00:00Z", tick=False)
    first = actions.log(arrival_at(desk), by=agent).ticket.stops.get()
    time_machine.move_to("2026-11-18T09:00:00Z", tick=False)
    second = actions.log(arrival_at(desk), by=agent).ticket.stops.get()
    assert list(Stop.objects.waiting().in_turn()) == [first, second]
    assert second.ticket.number == 2


def test_two_keys_give_two_arrivals(agent, desk, arrival_at):
    keys = {actions.log(arrival_at(desk, key=uuid.uuid4()), by=agent).ticket.number for _ in range(3)}
    assert keys == {1, 2, 3}
