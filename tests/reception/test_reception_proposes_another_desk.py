"""A hole is open at once at reception: closed until 14:00; try another desk, or another day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desks import actions
from desks.rosters.instead import Instead, instead_of
from reception.models import Stop
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten(time_machine):
    at = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    time_machine.move_to(at, tick=False)
    return at


def test_an_absent_counsellors_desk_says_its_next_turn_another_desk_and_another_day(
    press, answer_of, ten, desk, other_desk, a_turn, a_counsellor, agent
):
    a_counsellor(other_desk, may_help=[desk])
    missed = a_turn(desk, starts_at=ten)
    a_turn(desk, starts_at=ten + timedelta(hours=4), part=2)
    later = a_turn(desk, starts_at=ten + timedelta(days=2))
    actions.declare_absent(missed, by=agent)
    assert answer_of(press("job:interview")) == (
        "Nobody is at the desk “Desk job” now. Its next turn starts at 14:00. "
        f"Another day: {later.starts_at:%a} at 10:00. B Try Desk training Log it all the same Cancel"
    )


def test_one_more_press_stands_the_visitor_at_the_other_desk(press, fields_of, ten, desk, other_desk, a_counsellor):
    a_counsellor(other_desk, may_help=[desk])
    asked = press("job:interview")
    button = soup_of(asked).select_one("#instead-training")
    press(**fields_of(asked, "#choice"), **{button["name"]: button["value"]})
    assert (Stop.objects.get().desk, Stop.objects.get().purpose.code) == (other_desk, "job")


def test_only_a_desk_that_helps_or_answers_the_same_need_is_proposed(ten, desk, other_desk, a_desk, a_counsellor):
    a_counsellor(other_desk)
    same_need = a_desk("near")
    same_need.purposes.add(desk.purposes.get())
    a_counsellor(same_need)
    actions.pause(by=a_counsellor(a_desk("paused"), may_help=[desk]))
    assert instead_of(desk) == Instead(until=None, desks=[same_need], later=None)


def test_it_costs_two_queries_however_full_the_roster_is(ten, desk, a_turn, django_assert_num_queries):
    for day in range(30):
        a_turn(desk, starts_at=ten + timedelta(days=day, minutes=5))
    with django_assert_num_queries(2):
        found = instead_of(desk)
    assert (found.until, found.later) == (ten + timedelta(minutes=5), ten + timedelta(days=1, minutes=5))
