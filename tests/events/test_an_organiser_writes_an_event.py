"""An organiser writes an event, looks at it, publishes it; of two who change it, the second is told."""

from datetime import date

import pytest

from citedesmetiers.centre.models import Partner
from events.actions import cancel, schedule
from events.models import Event
from tests.harness import soup_of, words_of

LIST = "/events/"
pytestmark = pytest.mark.usefixtures("late_in_november")


def typed(purpose, **more):
    return {"title_0": "Relire son CV", "title_1": "Read your CV again", "kind": "workshop", "access": "held",
            "purposes": [purpose.pk]} | more  # fmt: skip


def rows(page):
    return [" ".join(row.get_text(" ").split()) for row in soup_of(page).select("main .line > li")]


def test_an_event_begins_as_a_draft_and_is_published(organising, purpose_of):
    partner = Partner.objects.create(code="p", name="Employment office")
    said = typed(purpose_of("job"), led_by=partner.pk, partners=[partner.pk], languages=["fr", "ar"], lift="on")
    written = organising.post("/events/new/", said)
    event = Event.objects.get()
    assert (written.url, event.state, str(event.title)) == (f"/events/{event.pk}/", "draft", "Read your CV again")
    assert (event.led_by, event.languages, event.lift, list(event.partners.all())) == (
        partner, ["fr", "ar"], True, [partner])  # fmt: skip
    page = organising.get(written.url)
    assert words_of(page, "main .note").startswith("A draft: the public does not see it.")
    for verb, state in (("publish", "published"), ("withdraw", "draft"), ("archive", "archived")):
        assert organising.post(f"{written.url}{verb}/").url == written.url
        assert Event.objects.get().state == state


@pytest.mark.parametrize(("missing", "field"), [("purposes", "purposes"), ("title_0", "title"), ("kind", "kind")])
def test_what_is_missing_is_asked_for_and_nothing_is_written(organising, purpose_of, missing, field):
    said = typed(purpose_of("job"), title_1="")
    page = organising.post("/events/new/", {name: value for name, value in said.items() if name != missing})
    assert (page.status_code, list(page.context["form"].errors), Event.objects.count()) == (400, [field], 0)


def test_two_browsers_change_one_event_and_the_second_is_told(organising, a_person, client_of, an_event, purpose_of):
    event, job = an_event(), purpose_of("job")
    browsers = [organising, client_of(a_person(organises=True))]
    address, seen = f"/events/{event.pk}/edit/", 1
    assert browsers[0].post(address, typed(job, title_1="Mine", seen=seen)).status_code == 302
    refused = browsers[1].post(address, typed(job, title_1="Hers", access="free", seen=seen))
    assert (refused.status_code, str(Event.objects.get().title)) == (409, "Mine")
    told = words_of(refused, "main .note-red")
    assert told.startswith("Somebody changed this event meanwhile. Look at it again, then write what you want.")
    assert "Title, now: Mine" in told and "How one comes in, now: a seat may be held" in told
    fields = soup_of(refused)
    assert fields.select_one("[name=title_1]")["value"] == "Hers"
    again = typed(job, title_1="Hers", seen=fields.select_one("[name=seen]")["value"])
    assert (browsers[1].post(address, again).status_code, str(Event.objects.get().title)) == (302, "Hers")


def test_a_form_that_says_no_version_writes_nothing(organising, an_event, purpose_of):
    event = an_event()
    assert organising.post(f"/events/{event.pk}/edit/", typed(purpose_of("job"), title_1="Mine")).status_code == 409


def test_an_event_page_shows_what_will_be_published(organising, an_event, when):
    week = an_event("Work week", kind=Event.Kind.THEME)
    event = an_event(frame=week, prepares=an_event("Job dating"), sensitive=True, languages=["fr"])
    schedule(event, [when()])
    words = words_of(organising.get(f"/events/{event.pk}/"))
    for told in ("Read your CV again", "Work week", "Job dating", "no contact is taken", "Tuesday 1 December 2026"):
        assert told in words


def test_an_empty_programme_says_what_to_do(organising):
    assert words_of(organising.get(LIST), ".blank") == (
        "No event yet. Write an event, plan its sessions, look at it; then publish it.")  # fmt: skip


@pytest.mark.parametrize(("asked", "found"), [
    ("state=draft", ["Draft"]), ("kind=club", ["Club"]), ("purpose=other", ["Other"]),
    ("kind=nonsense", ["Club", "Draft", "Other"]),
])  # fmt: skip
def test_the_list_is_narrowed(organising, an_event, asked, found):
    an_event("Club", kind="club")
    an_event("Draft", state="draft")
    an_event("Other", purposes=["other"])
    page = organising.get(f"{LIST}?{asked}")
    assert sorted(str(row.title) for row in page.context["rows"]) == found


def test_what_comes_next_stands_first(organising, an_event, when):
    an_event("Never")
    later, sooner = an_event("Later"), an_event("Sooner")
    (gone,) = schedule(later, [when(date(2026, 12, 1))])
    cancel(gone, reason="Strike")
    schedule(later, [when(date(2026, 12, 3))])
    schedule(sooner, [when(date(2026, 12, 2))])
    assert rows(organising.get(LIST)) == [
        "Sooner Workshop published next: Wednesday 2 December, 10:00 Plan sessions Sooner",
        "Later Workshop published next: Thursday 3 December, 10:00 Plan sessions Later",
        "Never Workshop published no session to come Plan sessions Never",
    ]


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_costs_the_same_whatever_its_length(organising, an_event, django_assert_num_queries, n):
    for number in range(n):
        an_event(f"Event {number}")
    with django_assert_num_queries(6):
        organising.get(LIST)
