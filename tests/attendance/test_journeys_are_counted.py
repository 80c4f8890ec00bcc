"""How visitors were passed along: helped, sent on twice, put before others. Live on today's page, and at closing."""

import pytest

from citedesmetiers.attendance import actions as attendance
from citedesmetiers.attendance.figures import bounced, stands_of
from citedesmetiers.tallies.models import NO_HOUR, Tally
from reception import actions
from reception.models import Receipt, Service, Ticket
from tests.harness import words_of

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
TODAY = "/attendance/today/"


@pytest.fixture
def lines(a_desk, desk, other_desk):
    return [desk, other_desk, a_desk("law")]


@pytest.fixture
def sent_round(at, takes_a_place, a_counsellor, lines):
    """A visitor who is sent on so many times, a quarter of an hour each, from 10:00."""
    people = [a_counsellor(desk) for desk in lines]

    def send(times):
        at("10:00")
        stop = takes_a_place()
        for n in range(times):
            at(f"10:{15 * n + 1:02}")
            here = actions.meet(actions.call_next(lines[n % 3], by=people[n % 3]), by=people[n % 3])
            at(f"10:{15 * n + 14:02}")
            actions.send_on(here, lines[(n + 1) % 3], by=people[n % 3], insist=True)
        return stop

    return send


def counted(*series):
    rows = Tally.objects.filter(series__in=series).order_by("series")
    return list(rows.values_list("series", "hour", "k1", "n"))


@pytest.mark.parametrize(("times", "n"), [(0, 0), (1, 0), (2, 1), (3, 1)])
def test_a_visitor_sent_on_twice_or_more_is_bounced_once(sent_round, times, n):
    sent_round(times)
    assert len(bounced(stands_of(TUESDAY))) == n


def test_at_closing_it_is_counted_on_the_hour_of_the_second_time(sent_round, at):
    sent_round(3)
    attendance.close_the_day(TUESDAY, at("20:05"))
    assert counted("bounced") == [("bounced", 10, "", 1)]


def test_the_page_says_it_while_the_day_goes_on(sent_round, client_of, manager):
    sent_round(2)
    words = words_of(client_of(manager).get(TODAY), "[aria-labelledby=by-desk]")
    assert "2 and 0 interviews" in words and "bounced 1 visitor" in words


def test_an_interview_by_a_helper_is_told_apart(at, takes_a_place, a_counsellor, desk, other_desk, client_of, manager):
    at("10:00")
    takes_a_place(other_desk)
    helper = a_counsellor(desk, may_help=[other_desk])
    actions.meet(actions.call_next(other_desk, by=helper), by=helper)
    assert "0 and 1 interviews" in words_of(client_of(manager).get(TODAY), "[aria-labelledby=by-desk]")


def test_priorities_are_counted_without_their_reason_or_hour_and_the_reason_is_gone(at, takes_a_place, agent):
    at("10:00")
    for reason in ("standing", "child", ""):
        actions.prefer(takes_a_place().ticket, reason, by=agent)
    attendance.close_the_day(TUESDAY, at("20:05"))
    assert counted("priority") == [("priority", NO_HOUR, "", 2)]
    assert set(Ticket.objects.values_list("priority", flat=True)) == {""}


def test_a_groups_kind_and_level_are_shown(at, agent, arrival_at, desk, client_of, manager):
    at("10:00")
    actions.log(arrival_at(desk, service=Service.GROUP, party_size=26), by=agent)
    for said in ({"kind": "school"}, {"level": "upper"}):
        actions.describe_group(Receipt.objects.get(), **said, by=agent)
    page = client_of(manager).get(TODAY)
    assert "26 persons in groups, 1 school class" in words_of(page, ".figures")
    assert "classes by level 1 upper secondary" in words_of(page, "[aria-labelledby=by-desk]")
