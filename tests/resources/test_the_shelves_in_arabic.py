"""The public’s pages of the shelves in Arabic: no word of theirs is left out, and documents say their own language."""

import re

import pytest

from citedesmetiers.centre.models import Purpose, Site
from resources.models import Access, Audience, Heading, Level, Notice, Selected, Selection, Support
from tests.harness import soup_of

LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
SAID = {"subtitle": "Un guide", "opinion": "Très clair.", "opinion_by": "officer", "stars": 3, "year": 2024,
        "summary": "Des fiches.", "authors": "Anne Roux", "publisher": "Éditions du Pont",
        "url": "https://house.example/"}  # fmt: skip


@pytest.fixture
def shelves(a_notice, a_heading):
    """A document of every support, one of which says all that a document can say; a list of them."""
    green = a_heading("C", hue="green", column=1, row=1)
    for place, support in enumerate(Support.values):
        audience, level = Audience.values[place % len(Audience)], Level.values[place % len(Level)]
        a_notice(f"Métier {place}", identifier=f"R{place:02}", support=support, audience=audience, level=level,
                 headings=[green], marks=[f"C{place}", "D1"], languages=["fr", "ps"], territory="local",
                 **dict.fromkeys(Access.values, True), **SAID)  # fmt: skip
    chosen = Selection.objects.create(slug="first", name={"fr": "Premiers pas"}, note={"fr": "Pour débuter"})
    Selected.objects.create(selection=chosen, notice=Notice.objects.earliest("pk"), order=0)
    return chosen


def left_in_latin(page):
    """The words in Latin letters that no `lang` explains, but for the site's own and what a publication is called."""
    soup = soup_of(page)
    for element in soup.select("body [lang], .told-facts bdi, .only-print bdi, .key"):
        element.decompose()
    site = Site.objects.get()
    named = [*Purpose.objects.order_by("pk"), *Heading.objects.order_by("pk"), *Selection.objects.order_by("pk")]
    own = [site.name.data, site.territory.data, *(each.name.data for each in named)]
    own += [each.where.data for each in named if isinstance(each, Heading)]
    own += [each.note.data for each in named if isinstance(each, Selection)]
    known = {word for said in own for text in said.values() for word in LATIN.findall(text)}
    texts = [soup.body.get_text(" ")] + [tag["aria-label"] for tag in soup.select("[aria-label]")]
    known |= {"RIS", "zorglub", "https", "house", "example"}
    return {word for text in texts for word in LATIN.findall(text)} - known


PAGES = ("/documents/", "/documents/?q=metier", "/documents/?all=1&support=book&level=lower&audience=pupils",
         "/documents/?q=metier&order=title&page=1&d=R00", "/documents/?q=zorglub",
         "/documents/?all=1&language=ps&purpose=none",
         "/documents/R00/", "/documents/R07/", "/documents/basket/", "/documents/basket/?d=R00,R99",
         "/documents/lists/first/", "/documents/new/", "/station/", "/station/?q=metier", "/station/R01/")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_no_word_is_left_out(shelves, client, path):
    page = client.get(f"{path}{'&' if '?' in path else '?'}lang=ar")
    assert (page.status_code, soup_of(page).html["dir"], left_in_latin(page)) == (200, "rtl", set())


def test_a_title_is_read_out_in_its_own_language(shelves, client):
    title = soup_of(client.get("/documents/R00/?lang=ar")).h1
    assert (title["lang"], title.get_text()) == ("fr", "Métier 0")


def test_the_language_of_a_document_is_named_not_coded(shelves, client):
    assert "Pashto" in soup_of(client.get("/documents/R00/?lang=en")).select_one(".told-facts").get_text()
    values = soup_of(client.get("/documents/?all=1&lang=en")).select("input[name=language] ~ span bdi")
    assert sorted(value.get_text() for value in values) == ["French", "Pashto"]


def test_arabic_words_find_what_is_written_in_arabic(a_notice, found):
    a_notice("مهن التمريض", languages=["ar"])
    assert found("التمريض", language="ar") == found("تمريض", language="ar") == ["مهن التمريض"]
