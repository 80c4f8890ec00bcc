"""What people look for and the shelves do not have: told to the officer, without what was typed."""

import pytest
from django.utils import timezone

from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series
from resources import actions
from resources.models import Missed
from tests.harness import soup_of


@pytest.fixture
def soldering(a_subject, a_notice):
    """An occupation that the house knows by its names, and no document about it."""
    a_subject("H2913", "Soudage manuel", scheme="rome", synonyms=["Soudeur / Soudeuse"])
    a_notice("Le CV")


@pytest.fixture
def token(soldering, client):
    found = soup_of(client.get("/documents/?q=soudeuse")).select_one("#missed [name=token]")
    return found["value"]


def counted():
    return dict(Tally.objects.of(Series.MISSED).values_list("k1", "n"))


def test_it_is_counted_by_the_stem_from_the_second_time_on(token):
    at = timezone.now()
    for minutes in (0, 11, 22):
        actions.miss(token, place=main_place(), at=at + timezone.timedelta(minutes=minutes))
    assert counted() == {"souder": 2}


def test_the_same_page_loaded_again_counts_nothing_more(token):
    at = timezone.now().replace(minute=1)
    assert [actions.miss(token, place=main_place(), at=at) for _n in range(5)] == [0] * 5
    assert (counted(), Missed.objects.count()) == ({}, 1)


def test_a_word_that_the_house_does_not_know_is_never_told(soldering, client):
    assert soup_of(client.get("/documents/?q=Madame+Dupontel")).select_one("#missed") is None


def test_what_was_typed_stands_nowhere(token):
    assert "soudeuse" not in token


def test_a_forged_token_counts_nothing(token, client):
    origin = {"headers": {"Origin": "http://testserver"}}
    answers = [client.post("/documents/missing/", {"token": said}, **origin).status_code
               for said in ("", "x", token + "x")]  # fmt: skip
    assert (answers, Missed.objects.count()) == ([204, 204, 204], 0)


def test_another_site_cannot_make_it_count(token, client):
    answer = client.post("/documents/missing/", {"token": token}, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, Missed.objects.count()) == (403, 0)


def test_the_prints_of_a_month_are_forgotten(token):
    actions.miss(token, place=main_place(), at=timezone.now())
    actions.forget_missed(timezone.localdate().replace(day=1) + timezone.timedelta(days=40))
    assert Missed.objects.count() == 0


def test_the_officer_reads_the_words_month_by_month(token, curating):
    at = timezone.now()
    for minutes in (0, 11, 22):
        actions.miss(token, place=main_place(), at=at + timezone.timedelta(minutes=minutes))
    page = soup_of(curating.get("/resources/missed/"))
    row = page.select_one("tbody tr")
    assert (row.th.get_text(strip=True), row.td.get_text(strip=True)) == ("soudage", "2")
