"""A manager sets the ordinary week: several intervals a day, or none."""

from datetime import time

import pytest

from citedesmetiers.centre.models import Hours
from tests.harness import soup_of, words_of


def week(**times):
    """The page filled in: week(d0_0=("10:00", "18:00"))."""
    empty = {f"d{day}_0_{end}": "" for day in range(7) for end in ("opens", "closes")}
    for name, (opens, closes) in times.items():
        empty |= {f"{name}_opens": opens, f"{name}_closes": closes}
    return empty


def hours():
    return [(row.weekday, row.opens, row.closes) for row in Hours.objects.all()]


def test_a_day_may_have_several_intervals_and_others_none(managing):
    answer = managing.post("/centre/hours/", week(d1_0=("10h", "12h30"), d1_1=("14:00", "18.00"), d3_0=("9", "20:00")),
                           follow=True)
    assert hours() == [(1, time(10), time(12, 30)), (1, time(14), time(18)), (3, time(9), time(20))]
    assert words_of(answer, "#told") == "The opening hours are saved."


@pytest.mark.parametrize(("times", "said"), [
    ({"d0_0": ("10:00", "")}, "Monday, closes : Both times, or none."),
    ({"d0_0": ("", "10:00")}, "Monday, opens : Both times, or none."),
    ({"d0_0": ("18:00", "10:00")}, "Monday, closes : After the opening."),
    ({"d0_0": ("10:00", "10:00")}, "Monday, closes : After the opening."),
    ({"d0_0": ("10:00", "14:00"), "d0_1": ("13:00", "18:00")}, "Monday, opens : Inside another interval."),
    ({"d0_0": ("25:00", "26:00")}, "Monday, opens : Enter a valid time. Monday, closes : Enter a valid time."),
])  # fmt: skip
def test_hours_that_cannot_be_are_refused_in_words(managing, times, said):
    before = hours()
    answer = managing.post("/centre/hours/", week(**times))
    assert (answer.status_code, words_of(answer, "#errors ul")) == (400, said)
    assert hours() == before


def test_one_more_interval_is_drawn_and_nothing_is_saved_yet(managing):
    before = hours()
    page = managing.post("/centre/hours/", week(d2_0=("10:00", "12:00")) | {"add": "2"})
    fields = [field["name"] for field in soup_of(page).select("input[name^=d2_]")]
    assert fields == ["d2_0_opens", "d2_0_closes", "d2_1_opens", "d2_1_closes"]
    assert (page.status_code, hours()) == (200, before)


def test_the_page_shows_the_week_as_it_is(managing):
    page = soup_of(managing.get("/centre/hours/"))
    assert [field["value"] for field in page.select("input[name^=d6_]")] == ["08:00", "20:00"]


def test_the_enter_key_saves_instead_of_adding_an_interval(managing):
    first = soup_of(managing.get("/centre/hours/")).select_one("main form button")
    assert (first.get("name"), first.get_text()) == (None, "Save")
