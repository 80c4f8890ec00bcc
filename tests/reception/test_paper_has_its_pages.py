"""The pages of paper: a blank sheet to print, the same sheet to type in, and the list of what was typed in."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.centre.models import Hours, Place
from citedesmetiers.tallies.models import Tally
from reception.actions import paper
from reception.models import Sheet
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db
NOON = "2026-03-11T12:30:00+01:00"
YESTERDAY = "/sheets/new/?day=2026-03-10&place=main"


@pytest.fixture(autouse=True)
def _noon(desk):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def outside(site):
    return Place.objects.create(code="outside", kind="off_site", name={"en": "Off-site"})


@pytest.fixture
def fill(reception, desk):
    """Type numbers into cells ("10 interview") of yesterday's sheet, of the one purpose there is."""
    pk = desk.purposes.get().pk

    def send(cells, address=YESTERDAY, browser=reception, **said):
        cells = {f"n-{hour}-{pk}-{service}": n for (hour, service), n in cells.items()}
        return browser.post(address, {"key": uuid.uuid4(), "number": 1} | cells | said)

    return send


def visits():
    return sum(Tally.objects.filter(series="visit").values_list("n", flat=True))


def errors_on(page):
    return [error.get_text(" ", strip=True) for error in soup_of(page).select("#errors li")]


def test_a_blank_sheet_has_the_sites_own_needs_services_and_hours(reception, purpose_of):
    purpose_of("other")
    page = soup_of(reception.get("/sheets/blank/"))
    heads = [head.get_text(strip=True) for head in page.select("thead th")]
    assert heads == ["Need, service", *[f"{hour}:00" for hour in range(8, 20)]]
    assert [head.get_text() for head in page.select("[scope=rowgroup]")] == ["Purpose job", "Purpose other"]
    services = [head.get_text() for head in page.select("tbody:first-of-type [scope=row]")]
    assert services == ["Interview", "Documentation", "Computer", "Event", "Quick answer"]
    assert {cell.get_text() for cell in page.select("td")} == {""}


def test_a_day_that_never_opens_has_the_usual_hours(reception):
    Hours.objects.all().delete()
    heads = [head.get_text() for head in soup_of(reception.get("/sheets/blank/")).select("thead th")]
    assert (heads[1], heads[-1]) == ("9:00", "17:00")


def test_it_is_typed_in_as_it_stands_on_paper(reception, fill, agent):
    page = soup_of(reception.get(YESTERDAY))
    assert [head.get_text() for head in page.select("thead th")][1:] == [f"{hour}:00" for hour in range(8, 20)]
    assert page.select_one("td input")["aria-label"] == "Purpose job, Interview, 8:00"
    done = fill({(10, "interview"): "3", (11, "computer"): "1"}, total="4")
    assert (done.status_code, done.url) == (302, "/sheets/")
    told = reception.get("/sheets/")
    assert words_of(told, "#told") == "4 visits are counted."
    row = f"Tuesday 10 March 2026 · Main room 4 visits from paper · typed in on 11 March, 12:30 by {agent.name}"
    assert words_of(told, ".line .who") == row
    assert visits() == 4


def test_the_hours_can_be_chosen(reception):
    heads = soup_of(reception.get(f"{YESTERDAY}&first=14&last=16")).select("thead th")
    assert [head.get_text() for head in heads][1:] == ["14:00", "15:00", "16:00"]


@pytest.mark.parametrize(("cells", "said", "told"), [
    ({}, {}, "Nothing is written on this sheet."),
    ({(10, "interview"): "0"}, {}, "Nothing is written on this sheet."),
    ({(10, "interview"): "3"}, {"total": "4"}, "The cells add up to 3, not to 4."),
    ({(10, "interview"): "many"}, {}, "Enter a whole number."),
    ({(10, "interview"): "-1"}, {}, "Ensure this value is greater than or equal to 0."),
    ({(10, "interview"): "100"}, {}, "Ensure this value is less than or equal to 99."),
    ({(10, "interview"): "1"}, {"key": str(uuid.UUID(int=0))}, "key is not valid"),
    ({(10, "interview"): "1"}, {"key": ""}, "key is not valid"),
    ({(10, "interview"): "1"}, {"number": "-3"}, "Ensure this value is greater than or equal to 1."),
])  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_saved(fill, cells, said, told):
    page = fill(cells, **said)
    assert (page.status_code, visits(), Sheet.objects.count()) == (400, 0, 0)
    assert told in " ".join(errors_on(page))


def test_what_was_typed_stays_when_somebody_else_was_quicker(fill, reception):
    fill({(10, "interview"): "3"})
    page = fill({(10, "interview"): "5"})
    assert page.status_code == 409
    assert errors_on(page) == ["Sheet 1 of that day was typed in meanwhile. If yours is another one, save it again."]
    soup = soup_of(page)
    assert [field["value"] for field in soup.select("td input[value]")] == ["5"]
    again = {field["name"]: field.get("value", "") for field in soup.select("form[method=post] input[name]")}
    reception.post(YESTERDAY, {name: value for name, value in again.items() if name != "csrfmiddlewaretoken"})
    assert (visits(), sorted(Sheet.objects.values_list("number", flat=True))) == (8, [1, 2])


def test_a_second_sheet_of_a_day_is_asked_about(fill, reception):
    fill({(10, "interview"): "3"})
    page = reception.get(YESTERDAY)
    assert words_of(page, "main .note") == "1 sheet of this day and place is typed in already. Is yours another one?"
    assert soup_of(page).select_one("[name=number]")["value"] == "2"


@pytest.mark.parametrize(("asked", "field"), [
    ("day=32&place=main", "day"), ("day=2026-03-10&place=nowhere", "place"), ("day=2026-03-10", "place"),
    ("day=2026-03-10&place=main&first=12&last=11", "last"), ("day=2026-03-10&place=main&first=24", "first"),
    ("day=\x00&place=\x00", "day"),
])  # fmt: skip
def test_a_day_a_place_or_hours_that_are_none_are_said(reception, asked, field):
    page = reception.get(f"/sheets/new/?{asked}")
    assert page.status_code == 400
    assert f"#id_{field}" in [link["href"] for link in soup_of(page).select("#errors a")]


def test_more_cells_than_a_form_holds_are_refused_before_they_are_drawn(reception, purpose_of):
    for n in range(20):
        purpose_of(f"p{n}")
    page = reception.get(YESTERDAY)
    assert "Too many cells for one sheet: choose fewer hours." in " ".join(errors_on(page))
    assert len(soup_of(reception.get(f"{YESTERDAY}&first=8&last=15")).select("td input")) == 21 * 8 * 5


def test_a_day_too_old_is_refused_in_words(fill):
    page = fill({(10, "interview"): "3"}, address="/sheets/new/?day=2026-01-10&place=main")
    assert (page.status_code, visits()) == (409, 0)
    assert errors_on(page) == ["This day is too old: its counts stand as they are."]


def test_an_organiser_types_in_sessions_elsewhere_and_sees_no_other(a_person, client_of, fill, outside):
    fill({(10, "interview"): "3"})
    organising = client_of(a_person(organises=True))
    assert [each["value"] for each in soup_of(organising.get("/sheets/new/")).select("option")] == ["outside"]
    assert organising.get(YESTERDAY).status_code == 400
    fill({(14, "interview"): "2"}, address="/sheets/new/?day=2026-02-20&place=outside", browser=organising)
    assert len(soup_of(organising.get("/sheets/")).select(".line > li")) == 1
    main = Sheet.objects.get(place__kind="main")
    assert organising.post(f"/sheets/{main.pk}/back/").status_code == 404
    assert list(Tally.objects.filter(series="visit", place=outside).values_list("hour", "n")) == [(14, 2)]


def test_it_is_taken_back_from_the_list(fill, reception, agent):
    fill({(10, "interview"): "3"})
    reception.get("/sheets/")
    page = reception.post(f"/sheets/{Sheet.objects.get().pk}/back/", follow=True)
    assert words_of(page, "#told") == "3 visits taken back."
    row = f"Tuesday 10 March 2026 · Main room 3 visits, taken back · 11 March, 12:30, {agent.name}"
    assert words_of(page, ".line > li") == row
    assert visits() == 0


def test_the_list_is_narrowed_and_says_when_there_is_nothing(fill, reception, outside):
    assert words_of(reception.get("/sheets/"), ".blank h2") == "No sheet yet."
    fill({(10, "interview"): "3"})
    shown = [len(soup_of(reception.get(f"/sheets/?{asked}")).select(".line > li")) for asked in (
        "place=main", "place=outside", "state=yes", "state=no", "state=nonsense&place=\x00&page=-1")]  # fmt: skip
    assert shown == [1, 0, 1, 0, 1]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same(reception, agent, outside, django_assert_num_queries, rows):
    for n in range(rows):
        day = date(2026, 3, 10) - timedelta(days=n)
        said = paper.Paper(uuid.uuid4(), day, outside, 1, (paper.Mark(10, "job", "interview", 1),))
        paper.type_in(said, by=agent)
    with django_assert_num_queries(8):
        page = reception.get("/sheets/")
    assert len(soup_of(page).select(".line > li")) == rows


@pytest.mark.parametrize("n", [1, 30])
def test_the_sheet_costs_the_same(reception, purpose_of, django_assert_num_queries, n):
    for place in range(n - 1):
        purpose_of(f"p{place}")
    with django_assert_num_queries(8):
        page = reception.get(f"{YESTERDAY}&first=10&last=11")
    assert len(soup_of(page).select("tbody")) == n


def test_today_shows_the_other_places_apart(client_of, manager, fill, outside):
    fill({(10, "interview"): "3"}, address="/sheets/new/?day=2026-03-11&place=main")
    fill({(10, "interview"): "2"}, address="/sheets/new/?day=2026-03-11&place=outside")
    managing = client_of(manager)
    figures = [words_of(managing.get(f"/attendance/today/{asked}"), ".figures .n") for asked in (
        "?place=main", "?place=outside", "")]  # fmt: skip
    assert figures == ["3", "2", "5"]
    assert timezone.localdate() == date(2026, 3, 11)
