"""An organiser moves a session, alone or with the following ones, cancels it, plans it again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.actions import cancel, schedule
from events.models import Session, Taken
from tests.events.conftest import TUESDAY
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.usefixtures("late_in_november")
STALE = "Somebody changed this session meanwhile. Look at it again, then say what you want."


@pytest.fixture
def typed(workshop):
    def make(**more):
        return {"day": "2026-12-02", "begins": "14:00", "ends": "15:00", "place": workshop.place_id,
                "room": workshop.pk, "capacity": "8", "following": "no", "seen": 1} | more  # fmt: skip

    return make


@pytest.fixture
def weekly(an_event, when):
    """Three Tuesdays of one event."""
    return schedule(an_event("Mine"), [when(TUESDAY + timedelta(weeks=n)) for n in range(3)])


def at(session):
    return f"{timezone.localtime(session.starts_at):%d %H:%M}"


def all_of(sessions):
    return [(at(each), each.state) for each in Session.objects.filter(pk__in=[each.pk for each in sessions])]


def address(session, verb=""):
    return f"/events/sessions/{session.pk}/{verb}"


def test_one_session_moves(organising, weekly, typed):
    answer = organising.post(address(weekly[0]), typed(reason_1="The speaker is late."))
    assert answer.url == f"/events/{weekly[0].event_id}/"
    assert all_of(weekly) == [("02 14:00", "moved"), ("08 10:00", "scheduled"), ("15 10:00", "scheduled")]
    moved = Session.objects.get(pk=weekly[0].pk)
    assert (moved.capacity, str(moved.reason), moved.version) == (8, "The speaker is late.", 2)


def test_this_one_and_the_following_move_by_as_many_days(organising, weekly, typed):
    organising.post(address(weekly[1]), typed(day="2026-12-10", following="yes"))
    assert all_of(weekly) == [("01 10:00", "scheduled"), ("10 14:00", "moved"), ("17 14:00", "moved")]
    assert [each.version for each in Session.objects.all()] == [1, 2, 2]
    assert Taken.objects.of(weekly[1:]).count() == 2 * 12


def test_the_following_may_go_where_one_of_them_was(organising, weekly, typed):
    organising.post(address(weekly[0]), typed(day="2026-12-08", begins="10:00", ends="12:00", following="yes"))
    assert [moved for moved, _state in all_of(weekly)] == ["08 10:00", "15 10:00", "22 10:00"]


def test_if_one_of_them_cannot_none_moves(organising, weekly, typed, an_event, when):
    schedule(an_event("Another"), [when(date(2026, 12, 16), "14:00", "16:00")])
    answer = organising.post(address(weekly[0]), typed(following="yes"))
    assert answer.status_code == 409
    assert words_of(answer, ".note-red").startswith("Wednesday 16 December: “Workshop 1” is taken by “Another”")
    assert all_of(weekly) == [("01 10:00", "scheduled"), ("08 10:00", "scheduled"), ("15 10:00", "scheduled")]
    assert (Taken.objects.of(weekly).count(), soup_of(answer).select_one("[name=begins]")["value"]) == (72, "14:00")


def test_a_session_is_never_made_smaller_than_the_seats_held(organising, weekly, typed):
    Session.objects.filter(pk=weekly[2].pk).update(held=9)
    answer = organising.post(address(weekly[0]), typed(following="yes"))
    assert (answer.status_code, words_of(answer, ".note-red")) == (
        409, "9 seats are held already: it needs at least as many.")  # fmt: skip
    assert [moved for moved, _state in all_of(weekly)] == ["01 10:00", "08 10:00", "15 10:00"]


def test_two_that_would_want_the_same_room_do_not_move(organising, an_event, when, typed):
    both = schedule(an_event("Mine"), [when(), when(begins="14:00", ends="16:00")])
    answer = organising.post(address(both[0]), typed(following="yes"))
    assert (answer.status_code, words_of(answer, ".note-red")) == (409, "Two of these sessions want the same room.")
    assert all_of(both) == [("01 10:00", "scheduled"), ("01 14:00", "scheduled")]


def test_a_cancelled_one_stays_so_when_those_before_it_move(organising, weekly, typed):
    cancel(weekly[1], reason="Strike")
    organising.post(address(weekly[0]), typed(following="yes"))
    assert all_of(weekly) == [("02 14:00", "moved"), ("08 10:00", "cancelled"), ("16 14:00", "moved")]


@pytest.mark.parametrize(("said", "words"), [
    ({"day": "2026-12-05"}, "The house is closed then. Say so if it opens for this."),
    ({"capacity": "13"}, "“Workshop 1” holds 12 people."),
    ({"seen": ""}, STALE), ({"seen": "7"}, STALE), ({"seen": "x"}, STALE),
])  # fmt: skip
def test_what_cannot_be_is_told_and_nothing_moves(organising, weekly, typed, said, words):
    answer = organising.post(address(weekly[0]), typed(**said))
    assert (answer.status_code, words_of(answer, ".note-red")) == (409, words)
    assert all_of(weekly[:1]) == [("01 10:00", "scheduled")]


def test_two_browsers_move_one_session_and_the_second_is_told(organising, weekly, typed):
    assert organising.post(address(weekly[0]), typed()).status_code == 302
    refused = organising.post(address(weekly[0]), typed(begins="16:00", ends="17:00"))
    assert (refused.status_code, words_of(refused, ".note-red")) == (409, STALE)
    page = soup_of(refused)
    assert (page.select_one("[name=seen]")["value"], page.select_one("[name=begins]")["value"]) == ("2", "16:00")
    assert "14:00–15:00" in words_of(refused, ".page-head")
    assert organising.post(address(weekly[0]), typed(begins="16:00", ends="17:00", seen=2)).status_code == 302
    assert all_of(weekly[:1]) == [("02 16:00", "moved")]


def test_a_session_is_cancelled_with_its_reason_and_planned_again(organising, weekly, typed):
    empty = organising.post(address(weekly[0], "cancel/"), {"seen": 1})
    assert (empty.status_code, all_of(weekly[:1])) == (400, [("01 10:00", "scheduled")])
    organising.post(address(weekly[0], "cancel/"), {"seen": 1, "cancel-reason_1": "Strike"})
    assert all_of(weekly[:1]) == [("01 10:00", "cancelled")]
    assert words_of(organising.get(address(weekly[0])), "main .note") == "The public reads why: Strike"
    organising.post(address(weekly[0]), typed(seen=2))
    assert all_of(weekly[:1]) == [("02 14:00", "moved")]


def test_who_cancels_what_another_moved_is_told(organising, weekly, typed):
    organising.post(address(weekly[0]), typed())
    late = organising.post(address(weekly[0], "cancel/"), {"seen": 1, "cancel-reason_1": "Strike"})
    assert (late.status_code, words_of(late, ".note-red")) == (409, STALE)
    assert all_of(weekly[:1]) == [("02 14:00", "moved")]


@pytest.mark.parametrize("n", [1, 30])
def test_an_event_costs_the_same_whatever_its_sessions(organising, an_event, when, django_assert_num_queries, n):
    event = an_event()
    schedule(event, [when(TUESDAY + timedelta(weeks=week)) for week in range(n)])
    with django_assert_num_queries(7):
        organising.get(f"/events/{event.pk}/")
