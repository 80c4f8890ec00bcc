"""At closing time the ranges that were shown are compared with the waits; managers read how many waited longer."""

from datetime import timedelta

import pytest

from citedesmetiers.attendance import actions
from desks import actions as presence
from reception.models import Stop
from tests.harness import soup_of

from .conftest import TUESDAY

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def anna(at, a_counsellor):
    at("08:10")
    return a_counsellor()


@pytest.fixture
def a_day_of_waits(an_interview, anna):
    """Ten visitors who waited ten minutes each teach the house; of the next three, one waits forty."""
    for n in range(10):
        an_interview(anna, *(f"{9 + n // 3:02}:{n % 3 * 20 + minute:02}" for minute in (0, 10, 15)))
    an_interview(anna, "13:00", "13:10", "13:12")
    an_interview(anna, "14:00", "14:12", "14:15")
    an_interview(anna, "15:00", "15:40", "15:45")


def told_by(counts, by="pace", day=TUESDAY):
    names = ("foretold", "foretold_error", "foretold_covered", "foretold_longer")
    found = counts(*names, day=day)
    return tuple(found.get((name, "job", by, -1), 0) for name in names)


def test_errors_and_covered_waits_are_counted_for_each_predictor(a_day_of_waits, at, counts):
    actions.close_the_day(now=at("20:00"))
    expected = (3, 60 * (0 + 2 + 30), 1, 1)
    assert (told_by(counts), told_by(counts, "same")) == (expected, expected)


def test_closed_twice_it_says_the_same(a_day_of_waits, at, counts):
    actions.close_the_day(now=at("20:00"))
    once = told_by(counts)
    actions.close_the_day(TUESDAY, now=at("21:00"))
    assert told_by(counts) == once


def test_it_stays_when_the_tickets_it_learnt_from_are_gone(a_day_of_waits, an_interview, anna, desk, at, counts):
    actions.close_the_day(now=at("20:00"))
    at("09:00", TUESDAY + A_DAY)
    presence.arrive(desk, by=anna)
    an_interview(anna, "10:00", "10:10", "10:20", day=TUESDAY + A_DAY)
    actions.close_the_day(now=at("20:00", TUESDAY + A_DAY))
    once = told_by(counts, day=TUESDAY + A_DAY)
    for days in (7, 8):
        actions.close_the_day(now=at("21:00", TUESDAY + days * A_DAY))
    assert (once[0], told_by(counts, day=TUESDAY + A_DAY), Stop.objects.count()) == (1, once, 0)


def words(response):
    facts = soup_of(response).select(".facts > div")
    return [" ".join(fact.get_text(" ").replace("\xa0", " ").split()) for fact in facts]


def said(client_of, manager):
    rows = words(client_of(manager).get("/attendance/today/"))
    return next(row for row in rows if row.startswith("longer than told"))


def test_managers_read_how_many_waited_longer_than_they_were_told(a_day_of_waits, at, client_of, manager):
    at("16:00")
    assert said(client_of, manager) == "longer than told method (longer than told) 1 of 3 waits foretold"


def test_a_day_on_which_nothing_could_be_foretold_says_so(an_interview, anna, at, client_of, manager):
    an_interview(anna, "10:00", "10:10", "10:20")
    at("16:00")
    assert said(client_of, manager) == "longer than told method (longer than told) no wait could be foretold"
