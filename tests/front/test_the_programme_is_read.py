"""The public's programme: what is to come, by day; filters in the address; a calendar; nothing of what is no more."""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from events.actions import cancel, move, schedule, withdraw, write_event
from tests.events.conftest import TUESDAY, said
from tests.harness import soup_of, words_of

NOW = "2026-12-01T09:30:00+01:00"


@pytest.fixture(autouse=True)
def _this_morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def planned(an_event, when):
    """planned("Read your CV again", day, "10:00", "12:00"): an event with one session."""

    def plan(title="Read your CV again", day=TUESDAY, begins="10:00", ends="12:00", **fields):
        return schedule(an_event(title, **fields), [when(day, begins, ends)])[0]

    return plan


@pytest.fixture
def read(client):
    """The programme's lines in English, below the days that head them."""

    def lines(query=""):
        page = soup_of(client.get(f"/programme/?lang=en{query}"))
        return [" ".join(row.get_text(" ").split()) for row in page.select(".day-head, .sessions > li")]

    return lines


def test_what_is_to_come_stands_by_day(read, planned, desk):
    planned("Later", TUESDAY + timedelta(days=1), kind="club", access="members")
    planned()
    assert read() == [
        "Today Tuesday 1 December", "10:00 until 12:00 A Read your CV again Workshop · Workshop 1 Free entry",
        "Wednesday 2 December", "10:00 until 12:00 A Later Club · Workshop 1 For the members",
    ]  # fmt: skip


def test_what_is_over_or_not_published_is_not_told(read, planned):
    planned("Over", begins="09:00", ends="09:25")
    planned("Draft", state="draft")
    assert read() == []
    planned("Still there", begins="09:25", ends="10:00")
    assert read()[1:] == ["09:25 until 10:00 · Still there Workshop · Workshop 1 Free entry"]


def test_a_cancelled_session_is_struck_through_and_says_why(client, planned):
    cancel(planned(), reason=said("The leader is ill"))
    row = soup_of(client.get("/programme/?lang=en")).select_one("li.is-off")
    assert " ".join(row.select_one(".how").get_text(" ").split()) == "Cancelled The leader is ill"


def test_several_needs_are_alternatives_and_other_filters_narrow(read, planned, purpose_of):
    planned("Jobs", begins="10:00", ends="11:00")
    planned("Courses", begins="11:00", ends="12:00", purposes=["training"], access="members")
    planned("Both", begins="14:00", ends="15:00", purposes=["job", "training"], kind="club")
    planned("Other", begins="15:00", ends="16:00", purposes=["create"])

    def found(query):
        return [title for title in ("Jobs", "Courses", "Both", "Other") if f" {title} " in " ".join(read(query))]

    assert found("&purpose=job&purpose=training") == ["Jobs", "Courses", "Both"]
    assert found("&purpose=job&kind=club") == ["Both"]
    assert found("&access=members") == ["Courses"]
    assert found("&purpose=nonsense&kind=%00&access=x") == ["Jobs", "Courses", "Both", "Other"]


def test_the_form_says_what_was_asked(client, planned):
    planned()
    page = soup_of(client.get("/programme/?lang=en&purpose=job&access=free&from=2026-12-02"))
    checked = [(box["name"], box["value"]) for box in page.select("form input[checked], form input[type=hidden]")]
    assert sorted(checked) == [("access", "free"), ("from", "2026-12-02"), ("lang", "en"), ("purpose", "job")]


def test_an_empty_programme_says_so(client, site):
    assert words_of(client.get("/programme/?lang=en"), ".blank h2") == "Nothing is announced yet."
    assert words_of(client.get("/programme/?lang=en&access=free"), ".blank h2") == (
        "Nothing is announced for this choice.")  # fmt: skip


@pytest.mark.parametrize("since", ["nonsense", "2026-02-30", "0001-01-01", "", "%00", "2020-01-01"])
def test_a_day_that_is_none_or_gone_by_is_today(read, planned, since):
    planned()
    assert read(f"&from={since}")[0] == "Today Tuesday 1 December"


@pytest.mark.parametrize("since", ["9999-12-31", "2400-01-01"])
def test_the_end_of_time_is_empty(read, planned, since):
    planned()
    assert read(f"&from={since}") == []


def test_a_page_ends_with_a_day_and_leads_to_the_next(client, an_event, when):
    days = [day for n in range(120) if (day := TUESDAY + timedelta(days=n)).weekday() < 5][:61]
    schedule(an_event(), [when(day) for day in days])
    page = soup_of(client.get("/programme/?lang=en&purpose=job"))
    later = page.select_one("#later")["href"]
    assert len(page.select(".sessions > li")) == 60
    assert later == f"/programme/?purpose=job&from={days[60].isoformat()}&lang=en"
    rest = soup_of(client.get(later))
    assert (len(rest.select(".sessions > li")), rest.select("#later")) == (1, [])


def test_a_day_is_never_cut(client, an_event, when):
    for _ in range(61):
        schedule(an_event(), [when(room=None)])
    schedule(an_event(), [when(TUESDAY + timedelta(days=2))])
    page = soup_of(client.get("/programme/"))
    assert len(page.select(".sessions > li")) == 61
    assert page.select_one("#later")["href"] == "/programme/?from=2026-12-03"


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_costs_the_same(client, desk, an_event, when, a_partner, django_assert_num_queries, n):
    for day in range(n):
        schedule(an_event(led_by=a_partner()), [when(TUESDAY, room=None, capacity=day + 1)])
    with django_assert_num_queries(7):
        page = client.get("/programme/?lang=en")
    assert len(soup_of(page).select(".sessions > li")) == n


def test_the_first_page_leads_there(client, site):
    links = [link["href"] for link in soup_of(client.get("/?lang=en")).select("main a")]
    assert "/programme/?lang=en" in links


def test_the_calendar_is_read_by_a_parser(client, planned):
    kept, off = planned(), planned("Later", TUESDAY + timedelta(days=1), access="members")
    planned("Draft", state="draft", begins="14:00", ends="15:00")
    cancel(off, reason=said("The leader is ill"))
    response = client.get("/programme.ics?lang=en")
    entries = Calendar.from_ical(response.content).walk("VEVENT")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(str(e["uid"]), str(e["summary"]), str(e["status"]), e["sequence"]) for e in entries] == [
        (f"session-{kept.pk}@citedesmetiers", "Read your CV again", "CONFIRMED", 0),
        (f"session-{off.pk}@citedesmetiers", "Later", "CANCELLED", 1),
    ]
    assert [(e["dtstart"].dt, e["dtend"].dt) for e in entries] == [(s.starts_at, s.ends_at) for s in (kept, off)]
    assert {e["dtstamp"].dt.isoformat() for e in entries} == {"2026-12-01T08:30:00+00:00"}


def test_the_calendar_is_narrowed_as_the_list_is_and_keeps_its_names(client, planned, when):
    session = planned()
    planned("Later", TUESDAY + timedelta(days=1), purposes=["training"])
    move(session, when(TUESDAY, "15:00", "16:00"))
    entries = Calendar.from_ical(client.get("/programme.ics?purpose=job&kind=x").content).walk("VEVENT")
    assert [(str(e["uid"]), e["dtstart"].dt.hour) for e in entries] == [(f"session-{session.pk}@citedesmetiers", 14)]


@pytest.mark.parametrize("n", [1, 30])
def test_the_calendar_costs_the_same(client, an_event, when, django_assert_num_queries, n):
    for _ in range(n):
        schedule(an_event(), [when(room=None)])
    with django_assert_num_queries(3):
        body = client.get("/programme.ics").content
    assert len(Calendar.from_ical(body).walk("VEVENT")) == n


def test_it_is_told_in_the_language_of_the_address(client, planned, purpose_of):
    write_event(planned().event, purposes=[purpose_of("job")], title=said("CV", "Le CV"))
    assert "Le CV" in words_of(client.get("/programme/?lang=fr"))
    french, english = (client.get(f"/programme.ics{query}") for query in ("", "?lang=en"))
    assert [response.headers["Content-Language"] for response in (french, english)] == ["fr", "en"]
    assert b"SUMMARY:Le CV\r\n" in french.content and b"SUMMARY:CV\r\n" in english.content


def test_what_is_withdrawn_is_gone_from_everywhere(client, planned):
    session = planned()
    withdraw(session.event)
    own = f"/programme/{session.event_id}/"
    paths = (own, f"{own}event.json", "/programme/999999999999999999999/")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert Calendar.from_ical(client.get("/programme.ics").content).walk("VEVENT") == []
