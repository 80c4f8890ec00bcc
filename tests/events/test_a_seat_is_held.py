"""Seats without a name: never more than there are, given back, waited for and offered in order."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import new_token
from events.actions import accept, cancel, give_back, hold, lapse, move, promote, schedule, why_nobody
from events.models import Event, Seat, Session
from tests.races import all_at_once

State = Seat.State


@pytest.fixture
def a_session(an_event, when):
    """a_session(seats=2): to come, with seats to hold."""

    def make(seats=2, **said):
        event = an_event(**{"access": Event.Access.HELD} | said)
        day = timezone.localdate() + timedelta(days=20)
        return schedule(event, [when(day, capacity=seats, outside_hours=True)])[0]

    return make


def states(session):
    return list(session.seats.order_by("number").values_list("state", flat=True))


def is_balanced(session):
    session.refresh_from_db()
    return session.held == session.seats.taken().count()


def test_a_seat_has_a_number_and_no_name(a_session):
    session, token = a_session(), new_token()
    seat = hold(session, token)
    assert (seat.number, seat.state, str(token) in seat.print) == (1, State.HELD, False)
    assert hold(session, new_token()).number == 2
    assert is_balanced(session)


def test_the_same_token_holds_one_seat_whatever_became_of_it(a_session):
    session, token = a_session(), new_token()
    seat = hold(session, token)
    assert hold(session, token) == seat
    give_back(seat)
    assert (hold(session, token).state, session.seats.count()) == (State.CANCELLED, 1)


def test_a_token_of_one_session_opens_no_other(a_session, an_event, when):
    token, other = new_token(), a_session()
    hold(other, token)
    (mine,) = schedule(other.event, [when(timezone.localdate() + timedelta(days=30), outside_hours=True)])
    with pytest.raises(HouseRule, match="another session"):
        hold(mine, token)


def test_a_full_session_refuses_or_lets_wait(a_session):
    session = a_session(seats=1)
    hold(session, new_token())
    with pytest.raises(HouseRule, match="All seats are taken"):
        hold(session, new_token())
    assert hold(session, new_token(), may_wait=True).state == State.WAITING
    assert (states(session), is_balanced(session)) == ([State.HELD, State.WAITING], True)


def test_nobody_overtakes_who_waits(a_session):
    session = a_session(seats=1)
    hold(session, new_token())
    hold(session, new_token(), may_wait=True)
    Session.objects.filter(pk=session.pk).update(capacity=2)
    with pytest.raises(HouseRule):
        hold(session, new_token())
    assert (promote(session), states(session)) == (1, [State.HELD, State.OFFERED])


def test_a_seat_given_back_is_offered_to_who_waits(a_session):
    session = a_session(seats=1)
    first = hold(session, new_token())
    waits = hold(session, new_token(), may_wait=True)
    assert give_back(give_back(first)).state == State.CANCELLED
    waits.refresh_from_db()
    assert (waits.state, is_balanced(session)) == (State.OFFERED, True)
    assert (accept(accept(waits)).state, states(session)) == (State.HELD, [State.CANCELLED, State.HELD])
    assert is_balanced(session)


def test_an_offer_that_nobody_takes_goes_to_the_next(a_session):
    session = a_session(seats=1)
    first, second, third = (hold(session, new_token(), may_wait=True) for _n in range(3))
    give_back(first)
    later = timezone.now() + timedelta(hours=3)
    assert (lapse(later), lapse(later), is_balanced(session)) == (1, 0, True)
    assert states(session) == [State.CANCELLED, State.LAPSED, State.OFFERED]
    second.refresh_from_db()
    with pytest.raises(HouseRule, match="no longer offered"):
        accept(second)
    third.refresh_from_db()
    assert accept(third).state == State.HELD


def test_leaving_the_waiting_list_frees_no_seat(a_session):
    session = a_session(seats=1)
    hold(session, new_token())
    give_back(hold(session, new_token(), may_wait=True))
    assert (states(session), is_balanced(session)) == ([State.HELD, State.CANCELLED], True)


@pytest.mark.parametrize("said", [{"access": Event.Access.FREE}, {"state": Event.State.DRAFT}])
def test_no_seat_is_held_where_none_is_to_be_had(a_session, said):
    session = a_session(**said)
    with pytest.raises(HouseRule, match="No seat can be held"):
        hold(session, new_token(), may_wait=True)
    assert session.seats.count() == 0


def test_a_cancelled_session_holds_no_seat_and_promotes_nobody(a_session):
    session = a_session(seats=1)
    seat = hold(session, new_token())
    hold(session, new_token(), may_wait=True)
    session.refresh_from_db()
    cancel(session, reason="Strike")
    with pytest.raises(HouseRule):
        hold(session, new_token())
    give_back(seat)
    assert (states(session), why_nobody(session, timezone.now())) == (
        [State.CANCELLED, State.WAITING], "The session is cancelled.")  # fmt: skip


def test_it_is_told_why_nobody_is_promoted(a_session):
    session, now = a_session(seats=1), timezone.now()
    assert why_nobody(session, now) == "Nobody is on the waiting list."
    hold(session, new_token())
    hold(session, new_token(), may_wait=True)
    session.refresh_from_db()
    assert why_nobody(session, now) == "Every seat is held or offered."
    assert why_nobody(session, session.starts_at) == "The session has begun."


def test_a_session_does_not_shrink_below_its_seats(a_session, when):
    session = a_session(seats=2)
    for _n in range(2):
        hold(session, new_token())
    session.refresh_from_db()
    with pytest.raises(HouseRule, match="2 seats are held already"):
        move(session, when(timezone.localdate() + timedelta(days=20), capacity=1, outside_hours=True))
    assert Session.objects.get().capacity == 2


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_for_five_seats(a_session):
    session = a_session(seats=5)
    results = all_at_once([partial(hold, session, new_token(), may_wait=True) for _n in range(16)])
    assert [met for met in results if isinstance(met, Exception)] == []
    assert (states(session).count(State.HELD), states(session).count(State.WAITING)) == (5, 11)
    held = list(session.seats.filter(state=State.HELD))
    assert [met for met in all_at_once([partial(give_back, seat) for seat in held]) if isinstance(met, Exception)] == []
    offered = session.seats.filter(state=State.OFFERED).order_by("number")
    in_order = session.seats.exclude(state=State.CANCELLED).order_by("number")[:5]
    assert (list(offered), is_balanced(session)) == (list(in_order), True)
