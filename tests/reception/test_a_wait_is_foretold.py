"""A range for whoever comes now, learnt from the desk's last calls; nothing where too few are known."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from citedesmetiers.tallies.models import Tally
from reception import actions, waits
from reception.models import Day, Stop
from reception.waits import Call, Foresight, Predictor, Range, Score, foretell

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
PACE, SAME = Predictor.PACE, Predictor.SAME


def calls(*minutes, ahead=0, counsellors=1, since=NOON):
    """One visitor called after another, each after so many minutes."""
    return [Call("B", since + timedelta(hours=n), since + timedelta(hours=n, minutes=wait), ahead, counsellors)
            for n, wait in enumerate(minutes)]  # fmt: skip


def test_pace_is_the_same_whatever_the_length_of_the_line():
    alone = foretell(calls(*[10] * 10), 0, 1, PACE)
    fourth = foretell(calls(*[10] * 10), 3, 2, PACE)
    assert (alone, fourth) == (Foresight(10, 10, 10), Foresight(20, 20, 20))


def test_the_same_place_looks_only_at_those_who_stood_there():
    known = calls(*[10] * 10, ahead=0) + calls(*[25] * 10, ahead=1)
    assert [foretell(known, ahead, 1, SAME).middle for ahead in (0, 1)] == [10, 25]


def test_a_place_where_too_few_stood_is_foretold_by_pace():
    known = calls(*[10] * 10, ahead=0) + calls(*[90] * 9, ahead=5)
    assert foretell(known, 5, 1, SAME) == foretell(known, 5, 1, PACE)


def test_nine_calls_say_nothing_and_no_counsellor_neither():
    assert [foretell(calls(*[10] * 9), 0, 1, by) for by in Predictor] == [None, None]
    assert [foretell(calls(*[10] * 10), 0, 0, by) for by in Predictor] == [None, None]


@pytest.mark.parametrize(("low", "high", "shown"), [
    (0.2, 4.9, (0, 5)), (5, 5, (5, 10)), (14.9, 15.1, (10, 20)), (15, 30, (15, 30)), (0, 0, (0, 5)), (61, 94, (60, 95)),
])  # fmt: skip
def test_a_range_is_rounded_outward_and_is_never_one_number(low, high, shown):
    assert Foresight(low, (low + high) / 2, high).shown == Range(*shown)


def test_a_replay_knows_only_what_was_called_before():
    together = [Call("B", NOON + timedelta(minutes=n), NOON + timedelta(minutes=30), 0, 1) for n in range(11)]
    late = Call("B", NOON + timedelta(minutes=30), NOON + timedelta(minutes=40), 0, 1)
    assert [bool(said) for _call, said in waits.replay([late, *together])] == [False] * 11 + [True]


def test_only_the_last_sixty_calls_count():
    told = list(waits.replay(calls(*[100] * 20, *[10] * 61)))
    assert told[-1][1][PACE] == Foresight(10, 10, 10)


def test_the_house_learns_from_its_own_calls(desk, other_desk, past_calls):
    past_calls(10, minutes=12)
    known = waits.read()
    assert known.range_for(desk, 0, 1) == Range(10, 15)
    assert (known.range_for(desk, 3, 2), known.range_for(desk, 0, 0), known.range_for(other_desk, 0, 1)) == (
        Range(20, 25), None, None)  # fmt: skip


@pytest.mark.parametrize("fields", [
    {"minutes": 0}, {"absences": 1}, {"on_duty": 0}, {"state": "cancelled"},
])  # fmt: skip
def test_it_learns_nothing_from_who_did_not_wait_in_turn(desk, past_calls, fields):
    past_calls(9)
    past_calls(20, **fields)
    assert waits.read().range_for(desk, 0, 1) is None


def test_a_visitor_sent_on_tells_nothing_of_the_new_line(desk, other_desk, past_calls):
    past_calls(20)
    Stop.objects.update(came_from=Stop.objects.order_by("pk").first())
    assert waits.read([desk]).range_for(desk, 0, 1) is None


@pytest.mark.parametrize("n", [10, 200])
def test_it_is_one_query_whatever_there_is_to_learn(desk, past_calls, django_assert_num_queries, n):
    past_calls(n)
    with django_assert_num_queries(1):
        known = waits.read()
    assert len(known.recent[desk.pk]) == min(n, 60)


def judged(pace, same, n=waits.TRIED):
    return {PACE: Score(n=n, error=pace), SAME: Score(n=n, error=same)}


def test_whoever_errs_less_is_chosen_and_not_before_five_hundred():
    assert [waits.choose(judged(9, 8)), waits.choose(judged(8, 9)), waits.choose(judged(8, 8)),
            waits.choose(judged(9, 8, n=499))] == [SAME, PACE, PACE, None]  # fmt: skip


@pytest.fixture
def counted(site):
    from citedesmetiers.centre.models import Place

    def write(day, by, n, seconds):
        where = {"day": day, "place": Place.objects.get(), "k1": "job", "k2": by}
        Tally.objects.create(series="foretold", n=n, **where)
        Tally.objects.create(series="foretold_error", n=seconds, **where)

    return write


def test_a_day_s_predictor_is_chosen_by_the_site_s_first_five_hundred(counted, agent, desk, arrival_at):
    today = timezone.localdate()
    for ago, pace, same in ((3, 300, 200), (2, 300, 200), (1, 10, 9000)):
        counted(today - timedelta(days=ago), PACE, 250, pace)
        counted(today - timedelta(days=ago), SAME, 250, same)
    actions.log(arrival_at(desk), by=agent)
    assert Day.objects.get().waits_by == SAME


def test_a_young_site_goes_by_pace(counted, agent, desk, arrival_at, past_calls):
    counted(timezone.localdate() - timedelta(days=1), PACE, 499, 9000)
    counted(timezone.localdate() - timedelta(days=1), SAME, 499, 100)
    past_calls(10)
    actions.log(arrival_at(desk), by=agent)
    assert (Day.objects.get().waits_by, waits.read().by) == (PACE, PACE)


def test_the_day_s_predictor_is_the_one_that_is_asked(desk, past_calls):
    past_calls(10, minutes=10)
    past_calls(10, minutes=60, ahead=1)
    told = []
    for by in Predictor:
        Day.objects.update_or_create(day=timezone.localdate(), defaults={"waits_by": by})
        told.append(waits.read().range_for(desk, 0, 1))
    assert told == [Range(10, 30), Range(10, 15)]
