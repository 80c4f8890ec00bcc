"""The page of one event: what it is, for whom, when, what goes with it; documents about the same needs beside it."""

import json
from datetime import timedelta

import pytest
import time_machine

from events.actions import cancel, schedule
from resources import actions as resources
from tests.events.conftest import TUESDAY, said
from tests.harness import soup_of, words_of


@pytest.fixture(autouse=True)
def _this_morning():
    with time_machine.travel("2026-12-01T08:00:00+01:00", tick=False):
        yield


@pytest.fixture
def a_document(purpose_of):
    def write(title, about):
        return resources.write_notice(None, by=None, identifier=title.lower(), title=title, state="shelf",
                                      purposes=[purpose_of(about)])  # fmt: skip

    return write


def facts_of(page):
    return {" ".join(row.dt.get_text(" ").split()): " ".join(row.dd.get_text(" ").split())
            for row in soup_of(page).select(".told-facts > div")}  # fmt: skip


def test_it_tells_what_one_wants_to_know(client, an_event, a_partner):
    fair = an_event("Job dating", kind="job_dating")
    an_event("Hidden rehearsal", prepares=fair, state="draft")
    event = an_event(
        "Rehearse", prepares=fair, audience=said("Adults"), speakers=said("a recruiter"), lift=True, signed=True,
        led_by=a_partner("Emploi"), partners=[a_partner("Mission")], languages=["en"], summary=said("Ten minutes each"),
    )  # fmt: skip
    page = client.get(f"/programme/{event.pk}/?lang=en")
    assert facts_of(page) == {
        "For whom": "Adults", "Led by": "Emploi", "With": "Mission", "Who speaks": "a recruiter",
        "Languages": "English", "Accessibility": "Reached without a step In sign language", "Needs": "Purpose job",
        "Prepares for": "Job dating",
    }  # fmt: skip
    assert words_of(page, "article header") == "Rehearse Workshop · free entry"
    assert facts_of(client.get(f"/programme/{fair.pk}/?lang=en"))["Prepared by"] == "Rehearse"


def test_what_it_prepares_for_is_named_only_where_everybody_may_read_it(client, an_event):
    event = an_event(prepares=an_event("Draft", state="draft"))
    assert facts_of(client.get(f"/programme/{event.pk}/?lang=en")) == {"Needs": "Purpose job"}


def test_its_dates_to_come_stand_in_order(client, an_event, when):
    event = an_event()
    later, _over, _now = schedule(event, [when(TUESDAY + timedelta(days=1)), when(TUESDAY - timedelta(days=1)), when()])
    cancel(later, reason=said("The leader is ill"))
    page = soup_of(client.get(f"/programme/{event.pk}/?lang=en"))
    assert [" ".join(row.get_text(" ").split()) for row in page.select(".roles > li")] == [
        "Tuesday 1 December Workshop 1 10:00–12:00",
        "Wednesday 2 December Workshop 1 · The leader is ill cancelled",
    ]


def test_without_a_date_it_says_so(client, an_event):
    assert "No date is announced." in words_of(client.get(f"/programme/{an_event().pk}/?lang=en"))


def test_documents_about_the_same_needs_stand_beside_it(client, an_event, a_document):
    a_document("Letters", "job")
    a_document("Courses", "training")
    page = soup_of(client.get(f"/programme/{an_event().pk}/?lang=en"))
    beside = page.select_one("section[aria-labelledby=h-documents]")
    assert [link["href"] for link in beside.select("a")] == [
        "/documents/letters/?lang=en", "/documents/?lang=en&purpose=job"]  # fmt: skip
    alone = soup_of(client.get(f"/programme/{an_event(purposes=['create']).pk}/?lang=en"))
    assert alone.select("#h-documents") == []


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same(client, an_event, when, a_document, django_assert_num_queries, n):
    event = an_event()
    schedule(event, [when(room=None) for _ in range(n)])
    for place_ in range(n):
        an_event(f"Before {place_}", prepares=event)
        a_document(f"D{place_}", "job")
    with django_assert_num_queries(12):
        page = client.get(f"/programme/{event.pk}/?lang=en")
    assert len(soup_of(page).select(".roles > li")) == n


def test_search_engines_read_its_dates(client, an_event, when, a_partner):
    event = an_event(led_by=a_partner("Emploi"))
    [session] = schedule(event, [when()])
    cancel(session, reason=said("The leader is ill"))
    link = soup_of(client.get(f"/programme/{event.pk}/?lang=en")).select_one('link[type="application/ld+json"]')["href"]
    response = client.get(link)
    told = json.loads(response.content)["@graph"][0]
    assert response.headers["Content-Type"] == "application/ld+json"
    assert told["@id"] == f"http://testserver/programme/{event.pk}/#session-{session.pk}"
    assert [told[name] for name in ("@type", "name", "startDate", "endDate", "eventStatus", "organizer")] == [
        "Event", "Read your CV again", "2026-12-01T10:00:00+01:00", "2026-12-01T12:00:00+01:00",
        "https://schema.org/EventCancelled", {"@type": "Organization", "name": "Emploi"},
    ]  # fmt: skip
