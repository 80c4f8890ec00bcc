"""A secret link shows a partner's or a counsellor's turns to any calendar; it ends when it is revoked."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from citedesmetiers.kit.tokens import new_token
from desks import actions
from desks.models import Feed
from tests.harness import soup_of

from .conftest import FRIDAY, MONDAY


@pytest.fixture
def promise(week, manager, cio, post, desk):
    return actions.take(post(desk), by=manager, partner=cio)


def events(answer):
    return [(str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"), str(event["uid"]))
            for event in Calendar.from_ical(answer.content).walk("VEVENT")]  # fmt: skip


def test_a_coordinator_makes_a_link_that_any_calendar_follows(promise, cio, a_coordinator, client_of, client):
    page = client_of(a_coordinator(cio)).post("/rosters/calendar/make/", {"whose": "partner"})
    link = soup_of(page).select_one("#link").get_text(strip=True)
    answer = client.get(link)
    assert (answer.headers["Content-Type"], answer.cookies.output()) == ("text/calendar; charset=utf-8", "")
    assert events(answer) == [
        ("Pôle A, Pôle job", promise.starts_at, promise.ends_at, f"turn-{promise.pk}@citedesmetiers")]  # fmt: skip
    assert str(Feed.objects.get().print) not in link


def test_a_counsellor_follows_only_the_turns_that_name_her(promise, manager, lent_by, cio, post, desk, client):
    counsellor = lent_by(cio)
    token = actions.make_feed(counsellor, by=counsellor)
    address = reverse("desks:feed", args=[token])
    assert events(client.get(address)) == []
    actions.name_counsellor(promise, counsellor, by=manager)
    assert len(events(client.get(address))) == 1
    partners = reverse("desks:feed", args=[actions.make_feed(cio, by=manager)])
    assert events(client.get(partners))[0][0] == f"Pôle A, Pôle job ({counsellor})"


def test_a_link_ends_when_it_is_revoked_or_made_anew(promise, cio, manager, client):
    first = actions.make_feed(cio, by=manager)
    second = actions.make_feed(cio, by=manager)
    actions.revoke_feed(cio, by=manager)
    third = actions.make_feed(cio, by=manager)
    answers = [client.get(reverse("desks:feed", args=[token])).status_code for token in (first, second, third)]
    assert answers == [404, 404, 200]
    assert client.get(reverse("desks:feed", args=[new_token()])).status_code == 404


def test_nobody_makes_the_link_of_another(cio, greta, a_coordinator, lent_by, client_of):
    hers = a_coordinator(greta)
    from citedesmetiers.kit.rules import HouseRule

    for owner in (cio, lent_by(cio)):
        with pytest.raises(HouseRule) as refused:
            actions.make_feed(owner, by=hers)
        assert refused.value.status == 403
    assert client_of(lent_by(cio)).post("/rosters/calendar/make/", {"whose": "partner"}).status_code == 404


def test_it_costs_the_same_with_one_turn_and_with_thirty(week, manager, cio, client, django_assert_num_queries):
    address = reverse("desks:feed", args=[actions.make_feed(cio, by=manager)])
    for turns in (week[:1], week[1:]):
        for turn in turns:
            actions.take(turn, by=manager, partner=cio)
        with django_assert_num_queries(3):
            client.get(address)
    assert len(events(client.get(address))) == 30


def test_a_holes_or_a_broken_promise_is_in_no_calendar(promise, cio, agent, manager, client):
    assert promise.day == FRIDAY != MONDAY
    actions.declare_absent(promise, by=agent)
    assert events(client.get(reverse("desks:feed", args=[actions.make_feed(cio, by=manager)]))) == []


def test_it_rests_while_its_owner_does_not_work_here(promise, manager, lent_by, cio, client):
    counsellor = lent_by(cio)
    links = [(cio, "active", actions.make_feed(cio, by=manager)),
             (counsellor, "is_active", actions.make_feed(counsellor, by=counsellor))]  # fmt: skip
    for owner, field, token in links:
        address = reverse("desks:feed", args=[token])
        assert client.get(address).status_code == 200
        type(owner).objects.filter(pk=owner.pk).update(**{field: False})
        assert client.get(address).status_code == 404


def links_on(page):
    return [" ".join(row.get_text(" ").split()) for row in soup_of(page).select("section .line li")]


def test_a_manager_reads_who_has_a_link_and_ends_any(week, cio, greta, lent_by, manager, client_of, client):
    counsellor = lent_by(greta, name="Nour")
    tokens = [actions.make_feed(owner, by=manager) for owner in (cio, counsellor)]
    browser = client_of(manager)
    assert soup_of(browser.get("/rosters/")).select_one("[href='/rosters/calendar/']")
    page = browser.get("/rosters/calendar/")
    told = "link made on 16 November 2026 End it"
    assert links_on(page) == [f"Turns of CIO {told} : CIO", f"Turns of Nour {told} : Nour"]
    ends = soup_of(page).select("section .line button")[1]
    page = browser.post("/rosters/calendar/end/", {ends["name"]: ends["value"]}, follow=True)
    assert links_on(page) == [f"Turns of CIO {told} : CIO"]
    assert [client.get(reverse("desks:feed", args=[token])).status_code for token in tokens] == [200, 404]


def test_nobody_else_reads_or_ends_the_link_of_another(cio, greta, a_coordinator, lent_by, manager, client_of):
    actions.make_feed(greta, by=manager)
    for person in (a_coordinator(cio), lent_by(greta)):
        browser = client_of(person)
        assert links_on(browser.get("/rosters/calendar/")) == []
        assert browser.post("/rosters/calendar/end/", {"link": Feed.objects.get().pk}).status_code == 404
    assert client_of(manager).post("/rosters/calendar/end/", {"link": "0"}).status_code == 404


@pytest.mark.parametrize("n", [1, 30])
def test_the_list_of_links_costs_the_same(site, manager, a_partner, lent_by, client_of, django_assert_num_queries, n):
    browser = client_of(manager)
    for _ in range(n):
        partner = a_partner()
        for owner in (partner, lent_by(partner)):
            actions.make_feed(owner, by=manager)
    with django_assert_num_queries(4):
        page = browser.get("/rosters/calendar/")
    assert len(links_on(page)) == 2 * n
