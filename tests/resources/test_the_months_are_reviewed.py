"""The month's questions without an answer beside the months before, for those who keep the documentation."""

import uuid

import pytest
import time_machine

from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Place
from resources import actions, months
from resources.models import Topic
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
TODAY = "2026-03-10T11:00:00+01:00"


@pytest.fixture
def were_asked(site):
    """So many questions of a topic on a date."""
    from datetime import date, time

    def ask(topic, day, n):
        for _ in range(n):
            when = at(date.fromisoformat(day), time(12))
            actions.could_not_answer(topic, key=uuid.uuid4(), place=Place.objects.get(), at=when)

    return ask


@pytest.fixture
def read(curating):
    def rows(asked=""):
        with time_machine.travel(TODAY, tick=False):
            page = curating.get(f"/resources/unanswered/{asked}")
        table = soup_of(page).select("tr")
        cells = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table]
        return [words_of(page, ".lead-2"), *cells]

    return rows


def test_the_topic_asked_most_stands_first_and_months_stand_side_by_side(read, a_topic, were_asked):
    housing, permit = a_topic("housing", order=1), a_topic("permit", order=2)
    were_asked(housing, "2026-03-01", 1)
    were_asked(permit, "2026-03-09", 2)
    were_asked(housing, "2026-02-28", 3)
    were_asked(housing, "2025-10-01", 4)
    were_asked(housing, "2025-09-30", 5)
    assert read() == [
        "March 2026, so far",
        ["Topic", "March 2026", "Feb. 2026", "Jan. 2026", "Dec. 2025", "Nov. 2025", "Oct. 2025"],
        ["Topic permit", "2", "0", "0", "0", "0", "0"],
        ["Topic housing", "1", "3", "0", "0", "0", "4"],
        ["All topics", "3", "3", "0", "0", "0", "4"],
    ]


def test_an_earlier_month_can_be_read(read, a_topic, were_asked):
    were_asked(a_topic("housing"), "2025-09-30", 5)
    table = read("?month=2025-09")
    assert (table[0], table[2][:2]) == ("September 2025", ["Topic housing", "5"])


@pytest.mark.parametrize("month", [
    "2026-13", "2026-00", "9999-01", "0000-01", "nonsense", "2026", "²⁰²⁶-03", "-", "2026-4444",
])  # fmt: skip
def test_a_month_that_is_none_or_to_come_is_answered_with_a_month(read, a_topic, month):
    a_topic("housing")
    assert read(f"?month={month}")[1][0] == "Topic"


def test_a_topic_no_longer_in_use_is_shown_where_it_was_counted(read, a_topic, were_asked):
    a_topic("silent", active=False)
    permit = a_topic("permit")
    were_asked(permit, "2026-02-10", 1)
    actions.write_topic(permit, active=False)
    assert [row[0] for row in read()[2:]] == ["Topic permit no longer in use", "All topics"]


def test_without_topics_the_page_says_what_it_will_be(curating):
    page = curating.get("/resources/unanswered/")
    assert words_of(page, ".blank h2") == "No topic yet."


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same(curating, a_topic, django_assert_num_queries, n):
    for place in range(n):
        a_topic(f"t{place}", order=place)
    with django_assert_num_queries(5):
        page = curating.get("/resources/unanswered/")
    assert len(soup_of(page).select("tbody tr")) == n


def test_a_topic_is_worded_ordered_and_put_out_of_use(curating, in_words):
    curating.post("/resources/topics/new/", in_words("name", "Logement", "Housing") | {"order": "3", "code": "Housing"})
    kept = Topic.objects.get()
    assert (kept.code, kept.order, kept.active, kept.name.localize("en")) == ("housing", 3, True, "Housing")
    curating.post(f"/resources/topics/{kept.pk}/", in_words("name", "Se loger") | {"order": "1", "code": "other"})
    kept.refresh_from_db()
    assert (kept.code, kept.order, kept.active, kept.name.localize("fr")) == ("housing", 1, False, "Se loger")


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_of_topics_costs_the_same(curating, a_topic, django_assert_num_queries, n):
    for place in range(n):
        a_topic(f"t{place}")
    with django_assert_num_queries(5):
        assert len(soup_of(curating.get("/resources/topics/")).select(".line > li")) == n


def test_the_first_month_of_all_has_a_month_before():
    from datetime import date

    assert months.before(date(2026, 1, 31)) == date(2025, 12, 1)
