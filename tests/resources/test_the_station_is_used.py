"""The public's pages of the shelves: what they show, what they carry on, and that they keep nothing."""

import pytest
from django.contrib.sessions.models import Session

from resources.models import Shelving
from tests.harness import soup_of, words_of


@pytest.fixture
def shelves(a_notice, a_heading):
    """Two documents, one of them on the green shelf."""
    green = a_heading("C", hue="green")
    a_notice("Financer sa formation", identifier="R17", headings=[green], marks=["C2"], opinion="Droit mouvant.")
    a_notice("Le CV qui raconte", identifier="R10", purposes=["training"], support="booklet", marks=["B2"])


def marks(page):
    return [each.get_text(" ", strip=True).split()[-1] for each in soup_of(page).select(".found .shelfmark")]


def test_a_misspelt_plural_without_accents_leads_to_a_shelf_mark(shelves, client):
    page = client.get("/documents/?q=formaitons")
    again = soup_of(page).select_one("#main .blank a.fw-bold")
    assert again.get_text() == "formation"
    assert marks(client.get(again["href"])) == ["C2"]


def test_the_list_says_where_and_whether_one_can_have_it(shelves, client):
    place = words_of(client.get("/documents/?q=financer&lang=en"), ".found .place")
    assert place == "Étagère verte available Keep Financer sa formation"


def test_filters_narrow_and_keep_the_question(shelves, client):
    page = soup_of(client.get("/documents/?all=1&support=booklet"))
    boxes = {box["value"]: box.has_attr("checked") for box in page.select("input[name=support]")}
    assert (boxes, len(page.select(".found > li"))) == ({"book": False, "booklet": True}, 1)


def test_what_one_keeps_stands_in_the_address_and_nowhere_else(shelves, client):
    page = client.get("/documents/?q=financer")
    kept = client.get(soup_of(page).select_one("#keep-R17")["href"])
    basket = client.get(soup_of(kept).select_one("#kept")["href"])
    assert marks(basket) == ["C2"]
    assert (client.cookies, Session.objects.count()) == ({}, 0)


def test_the_opinion_is_shown_where_the_site_says_so(shelves, client):
    assert "Droit mouvant." in words_of(client.get("/documents/R17/"))
    Shelving.objects.create(pk=1, shows_opinions=False)
    assert "Droit mouvant." not in words_of(client.get("/documents/R17/"))


def test_a_station_goes_back_and_stays_in_its_own_pages(shelves, client):
    page = soup_of(client.get("/station/?q=financer"))
    assert (page.html["data-station"], page.html["data-start"]) == ("90", "/station/")
    assert page.select_one("noscript meta")["content"] == "90;url=/station/"
    assert {link["href"].split("?")[0] for link in page.select(".found h2 a")} == {"/station/R17/"}


def test_untouched_it_forgets_the_language_too(shelves, client):
    page = soup_of(client.get("/station/?q=financer&lang=en&d=R10"))
    assert (page.html["data-start"], page.select_one("#again")["href"]) == ("/station/", "/station/?lang=en")


def test_one_comes_back_from_a_document_to_what_was_found(shelves, client):
    found = "/station/?d=R10&q=formation&support=book&support=booklet&order=title"
    there = soup_of(client.get(soup_of(client.get(found)).select_one(".found h2 a")["href"]))
    assert there.select_one("#back")["href"] == found
    kept = soup_of(client.get(there.select_one("#kept")["href"]))
    assert kept.select_one("#back")["href"] == found


def test_who_comes_from_elsewhere_finds_no_way_back(shelves, client):
    assert soup_of(client.get("/documents/R17/")).select_one("#back") is None


def test_a_word_that_nobody_knows_is_not_put_down_to_the_filters(shelves, client):
    assert "No document for “ zorglub ”." in words_of(client.get("/documents/?q=zorglub&support=book&lang=en"))
    assert "No document with these filters." in words_of(client.get("/documents/?q=cv&support=book&lang=en"))


@pytest.mark.parametrize("typed", ["?!…;:", "😀", "(((", "%"])
def test_what_holds_no_word_is_told_so_above_all_there_is(shelves, client, typed):
    page = client.get("/documents/", {"q": typed, "lang": "en"})
    assert (len(marks(page)), f"No word can be read in “ {typed} ”" in words_of(page)) == (2, True)


def test_a_word_longer_than_any_finds_nothing(shelves, client):
    assert marks(client.get("/documents/", {"q": "e" * 10000})) == []


def test_the_sketch_shows_the_shelf_where_the_site_says_so(shelves, a_heading, a_notice, client):
    room, row = a_heading("D", hue="violet", column=3, row=2), a_heading("E", column=5, row=4)
    a_notice("Le bilan", identifier="R23", headings=[a_heading("D2", parent=room)], marks=["D2"])
    assert soup_of(client.get("/documents/R23/")).select_one(".sketch") is None
    Shelving.objects.create(pk=1, shows_sketch=True)
    drawn = soup_of(client.get("/documents/R23/")).select_one(".sketch svg")
    assert (drawn.select_one(".is-here text").get_text(), len(drawn.select("g"))) == ("D", 2)
    room.active = row.active = False
    room.save(), row.save()
    assert soup_of(client.get("/documents/R23/")).select_one(".sketch") is None


def test_what_left_the_shelf_says_so_and_what_replaces_it(shelves, a_notice, client):
    from resources.models import Notice

    a_notice("Le CV d’hier", identifier="R01", state="replaced", replaced_by=Notice.objects.get(identifier="R10"))
    page = client.get("/documents/R01/")
    assert (page.status_code, soup_of(page).select_one(".note a")["href"]) == (410, "/documents/R10/")


@pytest.mark.parametrize("said", [{"team_only": True}, {"state": "draft"}])
def test_what_is_not_for_everybody_is_not_there(a_notice, client, said):
    a_notice("Réservé", identifier="R99", **said)
    assert client.get("/documents/R99/").status_code == 404
    assert client.get("/documents/basket/?d=R99").status_code == 200


TYPED = ["é" * 10000, "?!…;:", "\" OR 1=1 --", "NEAR(a b)*^%_", "😀😀", "مهنة التمريض", "\x00", "' '", "a" * 300]


@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
@pytest.mark.parametrize("address", ["/documents/", "/station/", "/documents/suggest/"])
def test_whatever_is_typed_gets_an_answer(shelves, client, typed, address):
    assert client.get(address, {"q": typed}).status_code == 200


@pytest.mark.parametrize("query", ["page=-1", "page=1e9", "page=999999", "order=password", "support=x", "purpose=%00",
                                   "d=" + "a," * 900, "language=fr'", "q=cv&page=0"])  # fmt: skip
def test_an_address_that_makes_no_sense_is_read_as_far_as_it_does(shelves, client, query):
    assert client.get(f"/documents/?all=1&{query}").status_code == 200


@pytest.mark.parametrize("n", [1, 30])
def test_a_long_list_costs_no_more(a_notice, a_heading, client, django_assert_num_queries, n):
    green = a_heading("C")
    for number in range(n):
        a_notice(f"Formation {number}", headings=[green], marks=[f"C{number}"])
    client.get("/documents/?q=formation")
    with django_assert_num_queries(12):
        client.get("/documents/?q=formation")
