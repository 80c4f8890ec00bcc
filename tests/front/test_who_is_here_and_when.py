"""The public partners' page: what each does, at which desks, which half-days; nobody who works there is named."""

import itertools
from datetime import datetime, timedelta

import pytest
import time_machine

from citedesmetiers.centre import actions
from citedesmetiers.centre.models import Partner
from desks.models import Part
from tests.harness import soup_of, words_of

TUESDAY = "2026-11-17T12:00:00+01:00"


@pytest.fixture
def promises(a_turn):
    """promises(greta, "2026-11-18T10:00"), on a post that nobody else has."""
    places = itertools.product(Part.values, range(1, 21))

    def promise(partner, starts, *, at=None):
        starts_at = datetime.fromisoformat(f"{starts}:00+01:00")
        ends_at = starts_at + timedelta(hours=3)
        part, post = next(places)
        fields = {"starts_at": starts_at, "ends_at": ends_at, "part": part, "post": post, "of_posts": 20}
        return a_turn(at, partner=partner, **fields)

    return promise


@pytest.fixture
def greta(site):
    does = {"fr": "cours du soir", "en": "evening courses"}
    return actions.write_partner(None, code="greta", name="Greta", does=does)


@pytest.fixture
def read(client):
    def rows(moment=TUESDAY):
        with time_machine.travel(moment, tick=False):
            page = client.get("/partners/?lang=en")
        return [" ".join(row.get_text(" ").split()) for row in soup_of(page).select("main li")]

    return rows


def test_a_partner_is_told_with_its_desks_and_its_half_days_of_two_weeks(read, greta, promises, other_desk):
    promises(greta, "2026-11-18T10:00")
    promises(greta, "2026-11-26T14:00", at=other_desk)
    assert read() == [
        "Greta evening courses A Desk job B Desk training"
        " This week Wed 18 10:00–13:00 Desk A Next week Thu 26 14:00–17:00 Desk B"
    ]


def test_two_posts_of_one_half_day_are_one_line(read, greta, promises):
    for _ in range(2):
        promises(greta, "2026-11-18T10:00")
    assert read() == ["Greta evening courses A Desk job This week Wed 18 10:00–13:00 Next week not announced yet"]


def test_what_is_over_or_later_than_two_weeks_is_not_told(read, greta, promises):
    promises(greta, "2026-11-16T10:00")
    promises(greta, "2026-11-17T08:00")
    promises(greta, "2026-11-30T08:00")
    assert read() == ["Greta evening courses"]
    promises(greta, "2026-11-29T20:00")
    assert read() == ["Greta evening courses A Desk job This week no more half-day Next week Sun 29 20:00–23:00"]


def test_a_partner_or_a_desk_out_of_use_is_not_told(read, greta, promises, desk):
    promises(greta, "2026-11-18T10:00")
    actions.write_partner(greta, active=False)
    assert read() == []
    actions.write_partner(greta, active=True)
    type(desk).objects.update(active=False)
    assert read() == ["Greta evening courses"]


def test_nobody_who_works_there_is_named(client, greta, promises, a_counsellor):
    counsellor = a_counsellor()
    promises(greta, "2026-11-18T10:00")
    with time_machine.travel(TUESDAY, tick=False):
        page = client.get("/partners/")
    assert counsellor.name not in page.content.decode()
    assert (page.cookies, page.status_code) == ({}, 200)


def test_without_a_roster_the_page_says_so(client, site):
    assert words_of(client.get("/partners/?lang=en"), ".blank h2") == "No half-day is announced yet."


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same(client, site, promises, django_assert_num_queries, n):
    for place in range(n):
        promises(Partner.objects.create(code=f"p{place}", name=f"Partner {place:02}"), "2026-11-18T10:00")
    with time_machine.travel(TUESDAY, tick=False), django_assert_num_queries(3):
        page = client.get("/partners/?lang=en")
    assert len(soup_of(page).select("main li")) == n


def test_the_first_page_leads_there(client, site):
    links = [link["href"] for link in soup_of(client.get("/")).select("main a")]
    assert {"/partners/", "/outside/"} <= set(links)
