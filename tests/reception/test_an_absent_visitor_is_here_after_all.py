"""Whoever was called and not found may come a moment later: back in line, or called at once by the same counsellor."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.kit.rules import HouseRule
from reception import actions
from reception.models import Stop
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
PART = {"hx-request": "true"}


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def absent(desk, anna, visitors_wait_at):
    """The first of three, called so often and not found."""

    def miss(times=1):
        first = visitors_wait_at(desk, 3)[0]
        for _time in range(times):
            Stop.objects.filter(pk=first.pk).update(turn=first.turn)
            actions.mark_absent(actions.call_next(desk, by=anna), by=anna)
        return Stop.objects.with_names().get(pk=first.pk)

    return miss


def left_long_ago(stop):
    then = timezone.now() - timedelta(minutes=11)
    Stop.objects.filter(pk=stop.pk).update(called_at=then, ended_at=then)


def fresh(stop):
    return Stop.objects.with_names().get(pk=stop.pk)


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_counsellor_calls_her_at_once(absent, anna, times):
    stop = absent(times)
    called = actions.recall(stop, by=anna)
    assert (called.pk, called.state, called.absences, called.left_why) == (stop.pk, "called", times, "")
    assert actions.recall(stop, by=anna) == called


def test_another_counsellor_does_not_jump_the_line_for_her(absent, a_counsellor):
    stop = absent()
    with pytest.raises(HouseRule):
        actions.recall(stop, by=a_counsellor())
    assert fresh(stop).state == "waiting"


def test_who_has_a_visitor_finishes_first(absent, anna, desk):
    stop = absent()
    actions.call_next(desk, by=anna)
    with pytest.raises(HouseRule, match="Finish first"):
        actions.recall(stop, by=anna)
    assert fresh(stop).state == "waiting"


def test_one_who_was_never_called_is_not_called_out_of_turn(anna, desk, visitors_wait_at):
    _first, second = visitors_wait_at(desk, 2)
    with pytest.raises(HouseRule):
        actions.recall(second, by=anna)


@pytest.mark.parametrize("verb", [actions.recall, actions.come_back])
def test_after_ten_minutes_she_has_left(absent, anna, verb):
    stop = absent(2)
    left_long_ago(stop)
    with pytest.raises(HouseRule, match="Too late"):
        verb(fresh(stop), by=anna)
    assert fresh(stop).state == "left"


@pytest.mark.parametrize("times", [1, 2])
def test_reception_brings_her_back_where_she_stood(absent, agent, desk, times):
    stop = absent(times)
    actions.come_back(stop, by=agent)
    assert Stop.objects.at(desk).waiting().in_turn().first() == stop


def test_reception_asks_whether_she_is_here_only_while_she_lets_somebody_pass(absent, agent, reception):
    stop, shown = absent(), []
    for _look in range(2):
        shown.append(len(soup_of(reception.get("/reception/")).select(f"#back-{stop.pk}")))
        actions.come_back(stop, by=agent)
    assert shown == [1, 0]


def test_both_screens_show_her_as_long_as_she_may_come_back(absent, reception, client_of, anna):
    stop = absent(2)
    assert words_of(reception.get("/reception/"), f"#stands-{stop.pk}") == "Plume 1"
    assert [b["id"] for b in soup_of(client_of(anna).get("/counter/job/")).select(".desk-page .line li")[0]
            .select("button")] == [f"recall-{stop.pk}", f"line-{stop.pk}"]  # fmt: skip
    left_long_ago(stop)
    assert soup_of(reception.get("/reception/")).select(f"#stands-{stop.pk}") == []
    assert soup_of(client_of(anna).get("/counter/job/")).select(f"#recall-{stop.pk}") == []


def test_one_tap_at_the_counter_calls_her(absent, client_of, anna):
    stop = absent()
    answer = client_of(anna).post("/counter/job/recall/", {"stop": stop.pk}, headers=PART)
    assert (answer.status_code, words_of(answer, "#visitor-name"), fresh(stop).state) == (200, "Plume 1", "called")


def test_one_tap_at_reception_brings_her_back(absent, reception, answer_of):
    stop = absent(2)
    answer = reception.post(f"/reception/stops/{stop.pk}/back/", headers=PART)
    assert (answer_of(answer), fresh(stop).state) == ("Plume 1 is back in the line “Desk job”.", "waiting")


def test_a_recall_is_undone_like_any_call(absent, anna):
    stop = actions.recall(absent(), by=anna)
    actions.undo_last_step(by=anna)
    assert fresh(stop).state == "waiting"
