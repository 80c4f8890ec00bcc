"""An organiser plans sessions: first the dates and what stands in their way, then the ticked ones, once."""

from datetime import date

import pytest

from citedesmetiers.centre import actions as centre
from events.actions import schedule
from events.models import Session
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.usefixtures("late_in_november")


@pytest.fixture
def typed(workshop):
    """typed(rule="weekly", until="2026-12-15"): what is filled in; a Tuesday, 10 to 12, in the workshop's room."""

    def make(**more):
        return {"first": "2026-12-01", "begins": "10:00", "ends": "12:00", "place": workshop.place_id,
                "room": workshop.pk, "capacity": "12", "rule": "once"} | more  # fmt: skip

    return make


@pytest.fixture
def plan(organising, an_event):
    """plan(typed): the page that answers."""
    address = f"/events/{an_event('Mine').pk}/plan/"
    return lambda said: organising.post(address, said)


def lines(page):
    """Each date with its box (ticked, or not to be ticked) and what stands in its way."""
    found = []
    for row in soup_of(page).select("main .line > li"):
        box, why = row.select_one("[type=checkbox]"), row.select_one(".text-danger")
        found.append((box["value"], box.has_attr("checked"), box.has_attr("disabled"), why.text if why else ""))
    return found


def agreed(page, **more):
    """What the browser sends when the preview is agreed to."""
    form = soup_of(page).select_one("form:has([name=key])")
    hidden = {field["name"]: field.get("value", "") for field in form.select("[type=hidden]")}
    days = [box["value"] for box in form.select("[name=day][checked]")]
    return hidden | {"day": days, "plan": "1"} | more


def test_the_form_is_opened_with_the_main_place(organising, an_event, place):
    page = organising.get(f"/events/{an_event().pk}/plan/")
    assert soup_of(page).select_one("[name=place] [selected]")["value"] == str(place.pk)


def test_the_dates_are_looked_at_before_anything_is_planned(plan, typed, an_event, when):
    schedule(an_event("Another"), [when(date(2026, 12, 8), "11:00", "13:00")])
    centre.close_days(date(2026, 12, 15), date(2026, 12, 15), reason="Works")
    page = plan(typed(rule="weekly", until="2026-12-22"))
    assert lines(page) == [
        ("2026-12-01", True, False, ""),
        ("2026-12-08", False, True, "“Workshop 1” is taken by “Another”, 11:00–13:00."
                                    " It is free on Tuesday 8 December at 13:00."),
        ("2026-12-15", False, True, "The house is closed then. Say so if it opens for this."),
        ("2026-12-22", True, False, ""),
    ]  # fmt: skip
    assert Session.objects.filter(event__title__contains="Mine").count() == 0


def test_the_ticked_dates_are_planned_and_twice_is_once(plan, typed):
    said = agreed(plan(typed(rule="weeks", every="2", until="2026-12-31")))
    for _press in range(2):
        assert plan(said).url.startswith("/events/")
    found = [f"{session.starts_at:%d %H:%M} {session.capacity}" for session in Session.objects.all()]
    assert found == ["01 09:00 12", "15 09:00 12", "29 09:00 12"]


def test_a_date_that_is_not_ticked_is_not_planned(plan, typed):
    page = plan(typed(rule="weekly", until="2026-12-08"))
    plan(agreed(page, day=["2026-12-08", "2026-12-09"]))  # the ninth is none of the rule's
    assert [session.starts_at.date() for session in Session.objects.all()] == [date(2026, 12, 8)]


def test_nothing_ticked_is_told(plan, typed):
    answer = plan(agreed(plan(typed()), day=[]))
    assert (answer.status_code, words_of(answer, ".note-red")) == (400, "Tick at least one date.")


def test_a_room_taken_since_the_preview_is_told_and_nothing_is_planned(plan, typed, an_event, when):
    said = agreed(plan(typed(rule="weekly", until="2026-12-08")))
    schedule(an_event("Another"), [when(date(2026, 12, 8))])
    answer = plan(said)
    assert answer.status_code == 409
    assert words_of(answer, ".note-red").startswith("“Workshop 1” is taken by “Another”, 10:00–12:00.")
    assert [box[:3] for box in lines(answer)] == [("2026-12-01", True, False), ("2026-12-08", False, True)]
    assert Session.objects.count() == 1


@pytest.mark.parametrize(("said", "dates"), [
    ({"rule": "monthly", "until": "2027-02-28"}, ["2026-12-01", "2027-01-05", "2027-02-02"]),
    ({"rule": "last", "first": "2026-12-29", "until": "2027-01-31"}, ["2026-12-29", "2027-01-26"]),
    ({"rule": "dates", "first": "", "dates": "03/12/2026, 2026-12-01\n1.12.2026"}, ["2026-12-01", "2026-12-03"]),
])  # fmt: skip
def test_a_rule_draws_its_dates(plan, typed, said, dates):
    assert [line[0] for line in lines(plan(typed(**said)))] == dates


def test_the_house_opens_for_this(plan, typed):
    page = plan(typed(first="2026-12-05", outside_hours="on"))
    assert lines(page) == [("2026-12-05", True, False, "")]
    plan(agreed(page))
    assert Session.objects.count() == 1


@pytest.mark.parametrize(("said", "field", "words"), [
    ({"ends": "09:00"}, "ends", "A session ends after it begins, on the same day."),
    ({"begins": "22:00", "ends": "01:00"}, "ends", "A session ends after it begins, on the same day."),
    ({"rule": "weekly", "until": "9998-12-31"}, "until", "A date from today on, within three years."),
    ({"rule": "weekly"}, "until", "To be said for this rule."),
    ({"rule": "weeks", "until": "2026-12-31"}, "every", "To be said for this rule."),
    ({"rule": "weekly", "until": "2026-11-30"}, "until", "The last date comes after the first."),
    ({"rule": "dates", "dates": "2026-12-01 tomorrow"}, "dates",
     "“tomorrow” is not a date from today on, within three years. Write 2026-12-01 or 01/12/2026."),
    ({"capacity": "0"}, "capacity", "Ensure this value is greater than or equal to 1."),
])  # fmt: skip
def test_what_makes_no_sense_is_asked_again(plan, typed, said, field, words):
    page = plan(typed(**said))
    assert (page.status_code, page.context["form"].errors) == (400, {field: [words]})


@pytest.mark.parametrize(("said", "words"), [
    ({"begins": "10:02"}, "Say the times by five minutes: 10:00, 10:05, 10:10."),
    ({"capacity": "13"}, "“Workshop 1” holds 12 people."),
    ({"first": "2027-03-28", "begins": "02:30", "ends": "04:00", "outside_hours": "on"},
     "That night the clocks go forward: there is no 02:30."),
])  # fmt: skip
def test_what_cannot_be_stands_beside_its_date(plan, typed, said, words):
    assert [line[1:] for line in lines(plan(typed(**said)))] == [(False, True, words)]


def test_more_dates_than_may_be_drawn_are_told(plan, typed):
    page = plan(typed(rule="weekly", until="2029-11-01"))
    assert (len(lines(page)), words_of(page, ".note-red")) == (
        120, "This draws more than 120 dates: only the first 120 are shown. Plan the others later.")  # fmt: skip


@pytest.mark.parametrize("key", ["", "x", "0" * 31])
def test_a_button_without_its_key_plans_nothing(plan, typed, key):
    assert plan(agreed(plan(typed()), key=key)).status_code == 400
    assert Session.objects.count() == 0
