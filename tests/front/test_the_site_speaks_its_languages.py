"""A manager says which languages the visitors' pages speak; the staff's pages go on speaking the house's."""

import pytest

from citedesmetiers.centre import actions
from tests.harness import soup_of

pytestmark = pytest.mark.django_db


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
    page = soup_of(client.get("/", {"lang": "en"}, headers={"Accept-Language": "en"}))
    assert page.html["lang"] == "fr"
    assert [link["hreflang"] for link in page.select("a[hreflang]")] == ["ar"]


def test_the_staff_s_pages_speak_the_languages_of_the_house(client, french_and_arabic):
    assert language(client, "/sign-in/", "en") == "en"


def test_a_site_of_another_first_language_speaks_it_to_whoever_speaks_none(client, site):
    actions.change_site(language="en", languages=["en"])
    assert language(client, "/", "pt") == "en"
