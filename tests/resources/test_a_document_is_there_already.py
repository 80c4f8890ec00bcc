"""Duplicates are proposed: by the number first, then by the title's stems and the year."""

import uuid

import pytest

from resources.models import Copy, Notice
from tests.harness import soup_of, words_of
from tests.resources.test_a_document_is_entered import NEW, RIGHT, typed  # noqa: F401 - a fixture

ALIKE = "/resources/entry/alike/"


@pytest.fixture
def book(a_notice):
    return a_notice("Le CV en dix leçons", number="9782011671233", number_kind="isbn", year=2023, marks=["B2"],
                    publisher="Hachette")  # fmt: skip


def offered(answer):
    return [link.get_text() for link in soup_of(answer).select("a[target]")]


def test_a_number_that_is_here_offers_a_copy_in_one_press(curating, book):
    page = soup_of(curating.get(NEW, {"number": RIGHT}))
    assert page.select_one("main b a").get_text() == "Le CV en dix leçons"
    form = page.select_one("main form[method=post]")
    said = {"key": form.select_one("input[name=key]")["value"]}
    answers = [curating.post(form["action"], said) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [copy.mark for copy in Copy.objects.order_by("pk")] == ["B2", "B2"]


def test_another_document_all_the_same_goes_on_to_the_form(curating, book):
    page = soup_of(curating.get(NEW, {"number": RIGHT, "anyway": "1"}))
    assert page.select_one("input[name=number]")["value"] == RIGHT


def test_what_the_site_knows_of_the_publisher_is_filled_in(curating, book):
    page = soup_of(curating.get(NEW, {"number": "9782011671240"}))
    assert page.select_one("input[name=publisher]")["value"] == "Hachette"
    page = soup_of(curating.get(NEW, {"number": "9782070612758"}))
    assert page.select_one("input[name=publisher]").get("value") is None


@pytest.mark.parametrize(("said", "titles"), [
    ({"number": "978-2-01-167123-3"}, ["Le CV en dix leçons"]), ({"number": "201167123x"}, ["Le CV en dix leçons"]),
    ({"title": "cv : en 10 lecons"}, []), ({"title": "Leçon dix : CV"}, []),
    ({"title": "le CV, en dix LECONS"}, ["Le CV en dix leçons"]),
    ({"title": "Le CV en dix leçons", "year": "2024"}, ["Le CV en dix leçons"]),
    ({"title": "Le CV en dix leçons", "year": "2026"}, []), ({"title": "de la"}, []), ({}, []),
])  # fmt: skip
def test_duplicates_are_proposed_while_one_types(curating, book, said, titles):
    assert offered(curating.get(ALIKE, said)) == titles


def test_the_document_itself_is_not_its_own_duplicate(curating, book):
    assert offered(curating.get(ALIKE, {"number": RIGHT, "but": book.identifier})) == []


def test_without_scripts_it_is_asked_once_on_saving(curating, book, typed):  # noqa: F811
    said = typed(title="Le CV, en dix leçons !", mark="B3")
    asked = curating.post(NEW, said)
    assert asked.status_code == 409
    assert offered(asked) == ["Le CV en dix leçons"]
    assert "B2" in words_of(asked)
    assert soup_of(asked).select_one("input[name=mark]")["value"] == "B3"
    assert curating.post(NEW, said | {"anyway": "1"}).status_code == 302
    assert Notice.objects.count() == 2


def test_words_are_proposed_while_one_types(curating, a_subject, a_heading):
    a_subject("J1506", "Soins infirmiers généralistes", scheme="rome", synonyms=["Infirmière", "Infirmier"])
    a_subject("K1802", "Développement local", scheme="rome")
    a_heading("B2")

    def proposed(**said):
        answer = curating.get("/resources/entry/words/", said)
        return [button["data-puts"] for button in soup_of(answer).select("button")]

    assert proposed(subjects="K1802 x; infirmi") == ["J1506 Soins infirmiers généralistes"]
    assert proposed(subjects="soin inf") == ["J1506 Soins infirmiers généralistes"]
    assert proposed(subjects="k18") == ["K1802 Développement local"]
    assert proposed(headings="b") == ["B2 Heading B2"]
    assert proposed(languages="fran") == ["French"]
    assert proposed(subjects="; ") == proposed(subjects="\0%_") == proposed() == []


def test_a_copy_needs_its_key(curating, book):
    address = f"/resources/notices/{book.identifier}/copies/"
    assert curating.post(address, {"key": "x"}).status_code == 400
    assert curating.post(address, {"key": uuid.uuid4()}).status_code == 302


def test_the_form_asks_for_duplicates_while_one_types(curating):
    page = soup_of(curating.get(NEW, {"number": ""}))
    asking = {field["name"]: field["hx-get"] for field in page.select("[hx-target='#alike']")}
    assert asking == dict.fromkeys(("number", "title", "year"), ALIKE)
    assert page.select_one("#alike") is not None
