"""A manager says which languages the visitors' pages speak; the staff's pages go on speaking the house's."""

import pytest

from citedesmetiers.centre import actions
from citedesmetiers.kit.tokens import short
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


PAGES = ("/", "/partners/", "/outside/")


@pytest.fixture
def french_and_arabic(site):
    return actions.change_site(languages=["fr", "ar"])


def language(client, path, accept="", **query):
    return soup_of(client.get(path, query, headers={"Accept-Language": accept})).html["lang"]


@pytest.mark.parametrize(("accept", "spoken"), [("ar", "ar"), ("en-GB,en;q=0.9", "fr"), ("en,ar;q=0.5", "ar")])
def test_a_phone_is_answered_in_its_language_if_the_site_speaks_it(client, french_and_arabic, accept, spoken):
    assert language(client, "/", accept) == spoken
    assert language(client, "/now/", accept) == spoken


def test_a_language_that_is_not_spoken_is_not_offered_and_not_given(client, french_and_arabic):
    for here in PAGES:
        page = soup_of(client.get(here, {"lang": "en"}, headers={"Accept-Language": "en"}))
        assert (page.html["lang"], [link["hreflang"] for link in page.select("a[hreflang]")]) == ("fr", ["ar"])


@pytest.mark.parametrize("here", PAGES)
def test_a_site_of_one_language_offers_no_other(client, site, here):
    actions.change_site(languages=["fr"])
    page = soup_of(client.get(here, {"lang": "en"}))
    assert (page.html["lang"], page.select("a[hreflang]")) == ("fr", [])


@pytest.mark.parametrize("here", PAGES)
@pytest.mark.parametrize(("asked", "kept"), [("ar", "?lang=ar"), ("", ""), ("en", ""), ("x'>", "")])
def test_the_language_of_an_address_goes_along_to_the_next_page(client, french_and_arabic, here, asked, kept):
    page = soup_of(client.get(here, {"lang": asked} if asked else {}))
    links = {link["href"].partition("?")[0]: link["href"] for link in page.select("main a:not([hreflang])")}
    there = {"/": {"/partners/", "/outside/"}}.get(here, {"/"})
    assert {links.get(path) for path in there} == {path + kept for path in there}


def test_so_it_does_from_an_empty_list_and_from_a_ticket_s_refusal(client, french_and_arabic, desk, visitors_wait_at):
    shows_all = soup_of(client.get("/outside/", {"lang": "ar", "kind": "law"})).select_one(".blank a")
    assert shows_all["href"] == "/outside/?lang=ar"
    token = short(visitors_wait_at(desk)[0].ticket.token)
    refused = client.post(f"/t/{token}/leave/?lang=ar", headers={"Sec-Fetch-Site": "cross-site"})
    assert (refused.status_code, soup_of(refused).select_one(".refused a")["href"]) == (403, "/?lang=ar")


def test_the_staff_s_pages_speak_the_languages_of_the_house(client, french_and_arabic):
    assert language(client, "/sign-in/", "en") == "en"


def test_a_site_of_another_first_language_speaks_it_to_whoever_speaks_none(client, site):
    actions.change_site(language="en", languages=["en"])
    assert language(client, "/", "pt") == "en"
