"""The one screen: what it holds, what it never holds, and what it costs."""

import pytest
from django.utils import timezone

from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
TYPED = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select, [contenteditable]"


@pytest.fixture
def partner(db):
    from citedesmetiers.centre.models import Partner

    return Partner.objects.create(code="p", name="Partner")


def test_no_field_takes_text(reception, desk, visitors_wait_at, site):
    from citedesmetiers.tallies.models import Question

    visitors_wait_at(desk, 2)
    Question.objects.create(series="age")
    assert soup_of(reception.get("/reception/?last=1")).select(TYPED) == []


def test_the_common_case_is_one_press_or_two_keys(reception, desk):
    soup = soup_of(reception.get("/reception/"))
    cell = soup.select_one("#cell-job-interview")
    assert (cell.name, cell["name"], cell["value"]) == ("button", "cell", "job:interview")
    assert cell.find_parent("form")["action"] == "/reception/arrivals/"
    assert len(cell.find_parent("tr")["data-row-key"]) + len(cell["data-col-key"]) == 2


def test_a_cell_is_named_by_its_need_and_its_service(reception, desk):
    cell = soup_of(reception.get("/reception/")).select_one("#cell-job-computer .svc")
    assert cell.get_text() == "Purpose job, Computer"


@pytest.mark.parametrize(
    ("waits_for", "cell", "line"),
    [(None, "closed", "No turn planned"), (2, "from 12:00", "Turn at 12:00"), (-1, "closed", "Expected since 09:00")],
)
def test_a_closed_desk_says_when_it_opens(reception, desk, a_turn, time_machine, waits_for, cell, line):
    noon = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    time_machine.move_to(noon, tick=False)
    if waits_for is not None:
        starts = noon + timezone.timedelta(hours=waits_for)
        a_turn(desk, starts_at=starts)
    soup = soup_of(reception.get("/reception/"))
    assert soup.select_one("#cell-job-interview b").get_text(strip=True) == cell
    assert soup.select_one("#line .who .fine").get_text(strip=True) == line


def test_an_empty_house_says_so(reception):
    page = reception.get("/reception/")
    assert words_of(page, "#grid tbody") == "No need is worded yet. A manager adds them under Settings."
    assert words_of(page, "#line") == "The line Nobody is waiting. No desk is set up yet."
    assert words_of(page, "#last .none") == "No arrival yet today."


def test_what_is_fetched_live_is_what_a_reload_shows(reception, desk, other_desk, visitors_wait_at, a_counsellor):
    a_counsellor()
    visitors_wait_at(desk, 3)
    part, page = reception.get("/reception/parts/"), reception.get("/reception/")
    for selector in ("#line", "#last", "#cell-job-interview", "#badge-training"):
        assert_part_is_in_page(part, page, selector)
    assert soup_of(part).select("#answer") == []


def test_the_stream_starts_from_the_version_that_was_drawn(reception, desk, visitors_wait_at):
    from citedesmetiers import live

    visitors_wait_at(desk, 2)
    version = live.version(["reception", desk.channel])
    assert soup_of(reception.get("/reception/")).body["sse-connect"] == f"/reception/live/?v={version}"


@pytest.mark.parametrize("n", [1, 30])
def test_it_asks_the_same_of_the_database_for_1_and_for_30(
    reception, desk, other_desk, visitors_wait_at, django_assert_num_queries, n
):
    visitors_wait_at(desk, n)
    visitors_wait_at(other_desk, n)
    with django_assert_num_queries(19):
        reception.get("/reception/")
    with django_assert_num_queries(14):
        reception.get("/reception/parts/", headers={"hx-request": "true"})


@pytest.mark.parametrize("n", [1, 30])
def test_a_press_asks_the_same_of_the_database_for_1_and_for_30(
    press, desk, visitors_wait_at, django_assert_num_queries, n
):
    visitors_wait_at(desk, n)
    with django_assert_num_queries(19):
        press("job:interview", insist="1")
