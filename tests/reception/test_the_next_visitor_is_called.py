"""Who is next, and what a counsellor does with whom she called."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.kit.rules import HouseRule
from desks import actions as desk_actions
from reception import actions
from reception.models import Stop

pytestmark = pytest.mark.django_db


def test_the_visitor_who_waited_longest_is_called(desk, a_counsellor, visitors_wait_at):
    first, _second, _third = visitors_wait_at(desk, 3)
    assert actions.call_next(desk, by=a_counsellor()) == first


def test_nobody_waits_and_nobody_is_called(desk, a_counsellor):
    assert actions.call_next(desk, by=a_counsellor()) is None


def test_pressing_next_twice_gives_the_same_visitor(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 2)
    anna = a_counsellor()
    assert actions.call_next(desk, by=anna) == actions.call_next(desk, by=anna)
    assert Stop.objects.called().count() == 1


def test_a_head_start_passes_those_who_waited_a_little_longer(desk, a_counsellor, visitors_wait_at):
    first, second = visitors_wait_at(desk, 2)
    Stop.objects.filter(pk=second.pk).update(turn=second.waits_since - timedelta(minutes=5))
    assert actions.call_next(desk, by=a_counsellor()) == second


def test_a_visitor_at_another_desk_is_passed_over(agent, desk, other_desk, a_counsellor, arrival_at, visitors_wait_at):
    both = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent).ticket
    alone = visitors_wait_at(other_desk, 1, since=0)[0]
    assert actions.call_next(desk, by=a_counsellor()).ticket == both
    assert actions.call_next(other_desk, by=a_counsellor(other_desk)) == alone


def test_a_counsellor_who_is_not_here_calls_nobody(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    with pytest.raises(HouseRule) as refusal:
        actions.call_next(desk, by=a_counsellor(here=False))
    assert refusal.value.status == 409


def test_a_counsellor_of_another_desk_may_not_call_here(desk, other_desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    with pytest.raises(HouseRule) as refusal:
        actions.call_next(desk, by=a_counsellor(other_desk))
    assert refusal.value.status == 403


def test_a_helper_calls_from_where_she_sits(desk, other_desk, a_counsellor, visitors_wait_at):
    waiting = visitors_wait_at(desk, 1)[0]
    helper = a_counsellor(other_desk, may_help=[desk])
    called = actions.call_next(desk, by=helper)
    assert (called, called.helped) == (waiting, True)


def test_called_met_done_is_the_whole_record(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    stop = actions.call_next(desk, by=anna)
    actions.meet(stop, by=anna)
    done = actions.finish(Stop.objects.get(), by=anna, outcome="documentation")
    assert (done.state, done.outcome, done.counsellor) == ("done", "documentation", anna)
    assert done.waits_since < done.called_at <= done.met_at <= done.ended_at


def test_finishing_twice_is_finishing(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    first = actions.finish(met, by=anna)
    assert actions.finish(first, by=anna).ended_at == first.ended_at


def test_a_step_out_of_order_is_refused(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    called = actions.call_next(desk, by=anna)
    with pytest.raises(HouseRule) as refusal:
        actions.finish(called, by=anna)
    assert (refusal.value.status, Stop.objects.get().state) == (409, "called")


def test_a_stranger_may_not_finish(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna, berta = a_counsellor(), a_counsellor()
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    with pytest.raises(HouseRule) as refusal:
        actions.finish(met, by=berta)
    assert (refusal.value.status, Stop.objects.get().state) == (403, "met")


def test_after_a_minute_the_visitor_is_taken_to_be_there(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    stop = actions.call_next(desk, by=a_counsellor())
    assert actions.assume_met(stop.called_at + timedelta(seconds=59)) == 0
    assert actions.assume_met(stop.called_at + timedelta(seconds=61)) == 1
    stop.refresh_from_db()
    assert (stop.state, stop.met_at) == ("met", stop.called_at + timedelta(minutes=1))


def test_an_absent_visitor_lets_one_pass_and_is_called_again(desk, a_counsellor, visitors_wait_at):
    first, second, third = visitors_wait_at(desk, 3)
    anna = a_counsellor()
    actions.mark_absent(actions.call_next(desk, by=anna), by=anna)
    first.refresh_from_db()
    assert (first.state, list(Stop.objects.waiting().in_turn())) == ("waiting", [second, first, third])


def test_absent_twice_has_left(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    for _ in range(2):
        actions.mark_absent(actions.call_next(desk, by=anna), by=anna)
    stop = Stop.objects.get()
    assert (stop.state, stop.left_why, stop.absences) == ("left", "absent", 2)


def test_sent_on_keeps_its_waiting_time_and_purpose(desk, other_desk, a_counsellor, visitors_wait_at):
    waiting = visitors_wait_at(desk, 1, since=25)[0]
    anna, _there = a_counsellor(), a_counsellor(other_desk)
    there = actions.send_on(actions.call_next(desk, by=anna), other_desk, by=anna)
    assert (there.desk, there.waits_since, there.purpose, there.came_from) == (
        other_desk, waiting.waits_since, waiting.purpose, waiting)  # fmt: skip
    waiting.refresh_from_db()
    assert (waiting.state, waiting.ended_at is not None) == ("sent_on", True)


def test_sending_on_twice_is_sending_on_once(desk, other_desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna, _there = a_counsellor(), a_counsellor(other_desk)
    stop = actions.call_next(desk, by=anna)
    there = actions.send_on(stop, other_desk, by=anna)
    stop.refresh_from_db()
    assert actions.send_on(stop, other_desk, by=anna) == there
    assert Stop.objects.count() == 2


def test_sending_on_to_a_desk_without_anybody_asks_once(desk, other_desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    stop = actions.call_next(desk, by=anna)
    with pytest.raises(actions.Closed):
        actions.send_on(stop, other_desk, by=anna)
    assert actions.send_on(stop, other_desk, by=anna, insist=True).desk == other_desk


def test_one_who_gives_up_has_left_and_may_come_back(agent, desk, visitors_wait_at):
    stop = visitors_wait_at(desk, 1)[0]
    assert (actions.give_up(stop, by=agent).state, actions.give_up(stop, by=agent).left_why) == ("left", "gave_up")
    back = actions.come_back(stop, by=agent)
    assert (back.state, back.left_why, back.ended_at) == ("waiting", "", None)


def test_who_is_called_does_not_give_up_on_the_line(agent, desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    stop = actions.call_next(desk, by=a_counsellor())
    with pytest.raises(HouseRule):
        actions.give_up(stop, by=agent)


def test_taking_who_stands_here_is_arrival_and_interview_in_one_press(desk, a_counsellor, arrival_at):
    anna, arrival = a_counsellor(), arrival_at(desk, desk=desk)
    stop = actions.take_here(arrival, by=anna)
    assert (stop.state, stop.counsellor, stop.waits_since) == ("met", anna, stop.called_at)
    assert actions.take_here(arrival, by=anna) == stop
    assert Stop.objects.count() == 1


def test_who_has_a_visitor_takes_nobody_else(desk, a_counsellor, arrival_at, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    actions.call_next(desk, by=anna)
    with pytest.raises(HouseRule):
        actions.take_here(arrival_at(desk, desk=desk), by=anna)
    assert Stop.objects.count() == 1


def test_nobody_leaves_the_desk_with_a_visitor_there(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    met = actions.meet(actions.call_next(desk, by=anna), by=anna)
    with pytest.raises(HouseRule):
        actions.leave_desk(by=anna)
    actions.finish(met, by=anna)
    assert actions.leave_desk(by=anna).ended_at is not None


def test_sitting_down_elsewhere_ends_the_duty_here(desk, other_desk, a_counsellor):
    from desks.models import Duty, Helper

    anna = a_counsellor()
    Helper.objects.create(user=anna, desk=other_desk)
    desk_actions.arrive(other_desk, by=anna)
    assert [duty.desk for duty in Duty.objects.open().filter(user=anna)] == [other_desk]


def test_a_day_without_an_end_is_closed_with_unreliable_times(desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 2)
    actions.call_next(desk, by=a_counsellor())
    actions.close_lines(timezone.localdate(), timezone.now())
    ends = {(s.state, s.left_why, s.time_unreliable) for s in Stop.objects.all()}
    assert ends == {("done", "", True), ("left", "closing", False)}
