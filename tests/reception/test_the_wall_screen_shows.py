"""The wall: off by default, the last calls in large, the hours while there are none, never yesterday's."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from reception import actions
from reception.models import Stop, Ticket
from reception.views.public import called_tickets
from tests.harness import soup_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall(site):
    type(site).objects.update(screen_on=True)
    return site


@pytest.fixture
def names(client):
    """The tickets on the wall, the newest first."""

    def read():
        tickets = soup_of(client.get("/screen/")).select(".wall-calls .ticket")
        return [ticket.text.replace("\u00a0", " ") for ticket in tickets]

    return read


def call(desk, by):
    return actions.call_next(desk, by=by)


def a_little_later(time_machine, seconds):
    time_machine.move_to(timezone.now() + timedelta(seconds=seconds))


def test_it_is_off_unless_the_site_wants_it(client, site):
    page = client.get("/screen/", {"lang": "en"})
    assert (page.status_code, words_of(page, "h1")) == (404, "No wall screen here")
    assert client.get("/screen/live/").status_code == 404


def test_it_is_for_everybody_and_sets_no_cookie(client, wall):
    page = client.get("/screen/")
    assert (page.status_code, page.cookies) == (200, {})


def test_nobody_called_shows_the_hours(client, wall, time_machine):
    time_machine.move_to("2026-11-18T10:00:00Z")
    page = client.get("/screen/", {"lang": "en"})
    assert words_of(page, "#board") == "Cité des métiers Pays d’Essai Come in Open today 08:00–20:00".replace(
        "Pays d’Essai", "Trial Country")  # fmt: skip


def test_a_closed_centre_says_when_it_opens(client, wall, time_machine):
    time_machine.move_to("2026-11-18T21:00:00Z")
    page = client.get("/screen/", {"lang": "en"})
    assert words_of(page, "#board div:last-of-type") == "Closed now Opens Thursday 19 November at 08:00"


def test_four_calls_the_newest_first(names, wall, desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 5)
    for _ in range(5):
        call(desk, a_counsellor())
    assert names() == ["Plume 5", "Lin 4", "Tilleul 3", "Galet 2"]


def test_a_call_says_which_desk_and_which_way(client, wall, desk, a_counsellor, visitors_wait_at):
    type(desk).objects.update(arrow="left", way={"en": "left of reception"})
    visitors_wait_at(desk, 1)
    call(desk, a_counsellor())
    row = soup_of(client.get("/screen/", {"lang": "en"})).select_one(".wall-calls .is-now")
    assert " ".join(row.get_text(" ").split()) == "A Plume 1 Desk job left of reception"


@pytest.mark.parametrize("then", ["absent", "finish", "send_on"])
def test_a_call_stays_thirty_seconds_whatever_is_pressed(
    names, wall, desk, other_desk, a_counsellor, visitors_wait_at, time_machine, then
):
    time_machine.move_to("2026-11-18T10:00:00Z")
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    stop = call(desk, anna)
    {
        "absent": lambda: actions.mark_absent(stop, by=anna),
        "finish": lambda: actions.finish(actions.meet(stop, by=anna), by=anna),
        "send_on": lambda: actions.send_on(stop, other_desk, by=anna, insist=True),
    }[then]()
    a_little_later(time_machine, 29)
    before = names()
    a_little_later(time_machine, 3)
    assert (before, names()) == (["Plume 1"], [])


def test_a_visitor_who_is_met_is_shown_until_the_end(names, wall, desk, a_counsellor, visitors_wait_at, time_machine):
    time_machine.move_to("2026-11-18T10:00:00Z")
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    actions.meet(call(desk, anna), by=anna)
    a_little_later(time_machine, 600)
    assert names() == ["Plume 1"]


def test_a_call_by_mistake_goes_at_once(names, wall, desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    anna = a_counsellor()
    call(desk, anna)
    actions.undo_last_step(by=anna)
    assert names() == []


def test_who_was_taken_at_the_desk_is_not_called(names, wall, desk, a_counsellor, arrival_at):
    actions.take_here(arrival_at(desk, desk=desk), by=a_counsellor())
    assert names() == []


def test_yesterdays_calls_are_not_shown(names, wall, desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    call(desk, a_counsellor())
    Ticket.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert names() == []


def test_the_board_that_is_pushed_is_the_board_of_the_page(client, wall, desk, a_counsellor, visitors_wait_at):
    visitors_wait_at(desk, 1)
    call(desk, a_counsellor())
    page = client.get("/screen/", headers={"Accept-Language": "fr"})
    part = client.get("/screen/", headers={"HX-Request": "true", "Accept-Language": "fr"})
    with translation.override("fr"):
        assert called_tickets() == part.content.decode()
    assert str(soup_of(page).select_one("#board")) == str(soup_of(part).select_one("#board"))


@pytest.mark.parametrize("sound", [True, False])
def test_it_is_silent_unless_the_site_wants_a_tone(client, wall, sound):
    type(wall).objects.update(screen_sound=sound)
    assert soup_of(client.get("/screen/")).select_one("[data-wall]").has_attr("data-sound") is sound


@pytest.mark.parametrize("n", [1, 30])
def test_it_asks_the_same_of_the_database_whatever_was_called(
    client, wall, desk, a_counsellor, visitors_wait_at, django_assert_num_queries, n
):
    visitors_wait_at(desk, n)
    for _ in range(n):
        call(desk, a_counsellor())
    assert Stop.objects.held().count() == n
    with django_assert_num_queries(5):
        client.get("/screen/")
