"""The address without a path: for the public the hours, for the staff the way to their room."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Hours, Site
from desks.models import Desk
from tests.harness import assert_part_is_in_page, soup_of, words_of

A_MONDAY = "2026-11-16T09:30:00+01:00"


def at(moment, client):
    with time_machine.travel(moment, tick=False):
        return client.get("/?lang=en")


def test_the_public_reads_that_it_is_open(client, site):
    page = at(A_MONDAY, client)
    assert words_of(page, ".range") == "Open now, until 20:00"
    assert words_of(page, "h1") == "Cité des métiers Trial Country"
    assert "Free, anonymous, without appointment." in words_of(page)


@pytest.mark.parametrize(("moment", "told"), [
    ("2026-11-16T07:59:00+01:00", "Closed now, opens today at 08:00"),
    ("2026-11-16T20:00:00+01:00", "Closed now, opens Tuesday 17 November at 08:00"),
    ("2026-11-18T21:00:00+01:00", "Closed now, opens Saturday 21 November at 10:00"),
])  # fmt: skip
def test_the_public_reads_when_it_opens_next(client, site, moment, told):
    actions.close_days(date(2026, 11, 19), date(2026, 11, 20), reason={"fr": "Travaux", "en": "Works"})
    actions.open_specially(date(2026, 11, 21), time(10), time(12))
    assert words_of(at(moment, client), ".range") == told


def test_the_week_is_told_with_its_exceptions(client, site):
    actions.close_days(date(2026, 11, 17), date(2026, 11, 17), reason={"fr": "Travaux", "en": "Works"})
    actions.open_specially(date(2026, 11, 18), time(10), time(12))
    actions.open_specially(date(2026, 11, 18), time(14), time(21))
    rows = [" ".join(row.get_text(" ").split()) for row in soup_of(at(A_MONDAY, client)).select(".roles li")]
    assert rows[:3] == ["Today 16 November 08:00–20:00", "Tuesday 17 November Works closed",
                        "Wednesday 18 November 10:00–12:00 , 14:00–21:00"]
    assert len(rows) == 7


def test_a_site_that_announces_nothing_says_so(client, site):
    Hours.objects.all().delete()
    assert words_of(at(A_MONDAY, client), ".range") == "Closed. No opening is announced yet."


def test_the_first_page_costs_few_queries_and_sets_no_cookie(client, site, django_assert_num_queries):
    with django_assert_num_queries(13):
        page = at("2026-11-16T21:00:00+01:00", client)
    assert page.cookies == {}


def rows(page):
    return [" ".join(row.get_text(" ").replace("\xa0", " ").split()) for row in soup_of(page).select(".now-lines li")]


def test_each_desk_says_whether_it_is_open_and_nobody_is_counted(client, desk, other_desk, a_counsellor, a_turn):
    with time_machine.travel(A_MONDAY, tick=False):
        a_counsellor()
        noon = timezone.now() + timedelta(hours=3)
        a_turn(other_desk, starts_at=noon)
        Desk.objects.filter(pk=desk.pk).update(way={"en": "left of reception"})
    assert rows(at(A_MONDAY, client)) == [
        "A Desk job left of reception no wait", "B Desk training straight ahead Closed from 12:30"]  # fmt: skip


@pytest.mark.parametrize(("n", "said"), [(9, "Open wait unknown for now"), (10, "20–25 min to wait")])
def test_a_desk_with_a_line_tells_a_range_or_that_it_is_unknown(
    client, desk, a_counsellor, visitors_wait_at, past_calls, n, said
):
    a_counsellor()
    past_calls(n)
    visitors_wait_at(desk, 1)
    assert rows(client.get("/?lang=en"))[0].removeprefix("A Desk job straight ahead ") == said


@pytest.mark.parametrize("n", [1, 30])
def test_it_asks_the_same_of_the_database_whatever_the_line(
    client, desk, a_counsellor, visitors_wait_at, django_assert_num_queries, n
):
    a_counsellor()
    visitors_wait_at(desk, n)
    with django_assert_num_queries(12):
        at(A_MONDAY, client)


def test_what_is_pushed_is_what_a_reload_shows(client, desk, a_counsellor):
    a_counsellor()
    page = client.get("/?lang=en")
    part = client.get(soup_of(page).select_one("#now")["hx-get"], headers={"HX-Request": "true"})
    assert_part_is_in_page(part, page, "#now")
    assert (client.get("/now/live/").status_code, page.cookies) == (204, {})


@pytest.mark.parametrize(("roles", "room"), [
    (["receives"], "/reception/"), (["counsels"], "/counter/"), (["manages"], "/attendance/today/"),
    (["curates"], "/resources/"), (["organises"], "/events/"),
    (["counsels", "receives"], "/reception/"),
])  # fmt: skip
def test_who_works_here_goes_on_to_the_first_room(site, a_person, client_of, roles, room):
    assert client_of(a_person(**dict.fromkeys(roles, True))).get("/").url == room


def test_who_has_no_role_yet_is_told_so(site, a_person, client_of):
    page = client_of(a_person(name="Bea")).get("/")
    assert (page.status_code, words_of(page, "h1")) == (200, "Welcome, Bea")


def test_an_empty_house_says_that_it_is_not_open_yet(client, db):
    assert Site.objects.count() == 0
    page = client.get("/?lang=en")
    assert words_of(page, "h1") == "This house is not open yet"
    assert soup_of(page).select_one("main .btn-primary")["href"] == "/setup/"


def test_the_house_says_whether_it_is_well(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"ok": True, "database": "ok", "clock_age": None})
    assert client.post("/healthz").status_code == 405
