"""Closed days and special openings, each of them told, removed and brought back."""

from datetime import date, time

import pytest
import time_machine

from citedesmetiers.centre import actions, hours
from citedesmetiers.centre.models import SpecialHours
from tests.harness import soup_of, words_of


@pytest.fixture(autouse=True)
def _a_monday_of_november():
    with time_machine.travel("2026-11-16T09:30:00Z", tick=False):
        yield


def special():
    return [(row.day.isoformat(), row.opens, row.closes) for row in SpecialHours.objects.all()]


def test_closed_days_are_said_as_a_span_and_told_as_one(managing, in_words):
    said = {"first": "2026-12-24", "last": "2027-01-01"} | in_words("reason", "Noël", "Christmas")
    page = managing.post("/centre/dates/close/", said, follow=True)
    assert len(special()) == 9
    assert words_of(page, "#told") == "Closed days saved: 9."
    assert words_of(page, ".line .who") == "24 December 2026 – 1 January 2027 Closed · Christmas"


def test_a_closed_day_is_closed_and_the_next_opening_comes_after_it(site):
    actions.close_days(date(2026, 11, 17), date(2026, 11, 18), reason={"fr": "Travaux"})
    assert hours.intervals(date(2026, 11, 17)) == []
    assert hours.next_opening(hours.at(date(2026, 11, 16), time(21))) == hours.at(date(2026, 11, 19), time(8))


def test_a_special_opening_stands_in_place_of_the_weekday(managing, in_words):
    said = {"day": "2026-11-19", "opens": "10h", "closes": "21h"} | in_words("reason", "Soirée", "Evening")
    page = managing.post("/centre/dates/open/", said, follow=True)
    assert hours.intervals(date(2026, 11, 19)) == [(time(10), time(21))]
    assert words_of(page, ".line .who") == "Thursday 19 November 2026 10:00–21:00 · Evening"


def test_a_date_is_one_thing_the_last_word_counts(site):
    day = date(2026, 11, 19)
    actions.open_specially(day, time(18), time(20))
    actions.close_days(day, day)
    assert special() == [("2026-11-19", None, None)]
    actions.open_specially(day, time(10), time(12))
    actions.open_specially(day, time(14), time(21))
    assert hours.intervals(day) == [(time(10), time(12)), (time(14), time(21))]


def test_an_opening_inside_another_is_refused_with_a_sentence(managing):
    actions.open_specially(date(2026, 11, 19), time(10), time(21))
    answer = managing.post("/centre/dates/open/", {"day": "2026-11-19", "opens": "20:00", "closes": "22:00"})
    assert (answer.status_code, words_of(answer, "#refusal")) == (409, "That date is already open during these hours.")
    assert len(special()) == 1


@pytest.mark.parametrize(("first", "last"), [("2026-11-20", "2026-11-19"), ("0000-01-01", ""), ("9999-12-31", ""),
                                             ("2026-11-15", ""), ("2026-11-20", "2027-11-20"), ("x", "")])  # fmt: skip
def test_dates_that_cannot_be_are_refused(managing, first, last):
    assert managing.post("/centre/dates/close/", {"first": first, "last": last}).status_code == 400
    assert special() == []


def test_what_is_removed_can_be_brought_back_once(managing):
    actions.close_days(date(2026, 12, 24), date(2026, 12, 26), reason={"fr": "Noël"})
    before = special()
    rows = [field["value"] for field in soup_of(managing.get("/centre/dates/")).select("input[name=row]")]
    page = managing.post("/centre/dates/remove/", {"row": rows}, follow=True)
    assert (special(), words_of(page, "form.note span")) == ([], "3 dates removed.")
    assert words_of(managing.post("/centre/dates/undo/", follow=True), "#told") == "Brought back."
    managing.post("/centre/dates/undo/")
    assert special() == before


@pytest.mark.parametrize("row", ["", "x", "-1", "999999999999999999999999", "1 OR 1=1"])
def test_a_forged_row_removes_nothing(managing, row):
    actions.close_days(date(2026, 12, 24), date(2026, 12, 24))
    assert managing.post("/centre/dates/remove/", {"row": row}).status_code == 302
    assert len(special()) == 1


@pytest.mark.parametrize("asked", ["page=-1", "page=1000000000", "page=NaN", "when=no", "kind=x&order=password"])
def test_an_address_that_makes_no_sense_shows_the_nearest_page(managing, asked):
    actions.close_days(date(2026, 12, 24), date(2026, 12, 24))
    page = managing.get(f"/centre/dates/?{asked}")
    assert (page.status_code, len(soup_of(page).select(".line li"))) == (200, 1)


def test_past_dates_are_shown_when_asked_for(managing):
    SpecialHours.objects.create(day=date(2026, 1, 1))
    actions.close_days(date(2026, 12, 25), date(2026, 12, 25))
    shown = [words_of(managing.get(f"/centre/dates/{asked}"), ".line .who b") for asked in ("", "?when=past")]
    assert shown == ["Friday 25 December 2026", "Thursday 1 January 2026"]
