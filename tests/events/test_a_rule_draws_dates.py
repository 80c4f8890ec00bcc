"""A rule draws dates, and no more than it may."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from events.dates import MOST, Monthly, Weekly, drawn

DAYS = some.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_every_second_tuesday():
    days, more = drawn(Weekly(date(2026, 12, 1), every=2), date(2027, 1, 15))
    assert (days, more) == ([date(2026, 12, 1), date(2026, 12, 15), date(2026, 12, 29), date(2027, 1, 12)], False)


def test_the_first_thursday_of_each_month():
    days, _more = drawn(Monthly(date(2026, 12, 3)), date(2027, 3, 31))
    assert days == [date(2026, 12, 3), date(2027, 1, 7), date(2027, 2, 4), date(2027, 3, 4)]


def test_a_month_without_a_fifth_friday_is_left_out():
    days, _more = drawn(Monthly(date(2027, 1, 29)), date(2027, 7, 31))
    assert days == [date(2027, 1, 29), date(2027, 4, 30), date(2027, 7, 30)]


def test_the_last_friday_of_each_month():
    days, _more = drawn(Monthly(date(2027, 1, 29), last_of_month=True), date(2027, 4, 30))
    assert days == [date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30)]


def test_ten_thousand_dates_are_too_many_and_it_is_said():
    days, more = drawn(Weekly(date(2026, 12, 1)), date(9998, 12, 31))
    assert (len(days), more) == (MOST, True)


def test_a_rule_that_ends_before_it_begins_draws_nothing():
    assert drawn(Weekly(date(2026, 12, 1)), date(2026, 11, 30)) == ([], False)


@given(DAYS, some.integers(1, 8))
def test_weeks_keep_their_weekday(first, every):
    days, _more = drawn(Weekly(first, every), first + timedelta(days=800))
    assert {day.weekday() for day in days} == {first.weekday()}
    assert {(after - before).days for before, after in zip(days, days[1:], strict=False)} <= {7 * every}


@given(DAYS)
def test_a_month_has_its_day_at_most_once(first):
    days, _more = drawn(Monthly(first), first + timedelta(days=800))
    assert days[0] == first
    assert {(day.weekday(), (day.day - 1) // 7) for day in days} == {(first.weekday(), (first.day - 1) // 7)}
    assert len({(day.year, day.month) for day in days}) == len(days)
