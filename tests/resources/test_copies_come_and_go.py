"""Copies: added, changed, taken home and back, removed and brought back."""

import uuid

import pytest

from resources.actions import copies as actions
from resources.models import Copy, Shelving
from tests.harness import soup_of, words_of


@pytest.fixture
def book(a_notice):
    return a_notice("Le CV", marks=["B2"])


@pytest.fixture
def copy(book):
    return book.copies.get()


@pytest.fixture
def page(curating, book):
    """The page of the document, in words."""
    return lambda: words_of(curating.get(f"/resources/notices/{book.identifier}/"))


def said_of(copy, **said):
    return {"mark": copy.mark, "place": copy.place_id, "use": copy.use, "state": copy.state, "key": uuid.uuid4()} | said


def test_a_digital_copy_has_an_address_and_no_mark(curating, book, copy, page):
    address = f"/resources/notices/{book.identifier}/copies/new/"
    refused = curating.post(address, said_of(copy, mark="", url="javascript:x"))
    assert refused.status_code == 400
    said = said_of(copy, mark="", url="example.org/cv.pdf", cost="4,50")
    assert [curating.post(address, said).status_code for _press in range(2)] == [302, 302]
    assert Copy.objects.filter(url="https://example.org/cv.pdf", cost="4.50").count() == 1
    assert "https://example.org/cv.pdf" in page()


def test_a_number_is_on_one_copy(curating, book, copy, officer):
    actions.write_copy(copy, notice=book, by=officer, number="0042")
    address = f"/resources/notices/{book.identifier}/copies/new/"
    refused = curating.post(address, said_of(copy, number="0042"))
    assert refused.status_code == 400
    assert "Another copy bears this number already: Le CV." in words_of(refused)
    from citedesmetiers.kit.rules import HouseRule
    with pytest.raises(HouseRule, match="bears this number"):
        actions.write_copy(None, notice=book, by=officer, number="0042", place=copy.place)


def test_a_lent_copy_goes_home_and_comes_back_in_one_press(curating, book, copy, officer, page):
    Shelving.objects.create(pk=1, lends=True)
    actions.write_copy(copy, notice=book, by=officer, use="lent")
    for to, state in (("out", "out"), ("out", "out"), ("here", "here"), ("here", "here")):
        assert curating.post(f"/resources/copies/{copy.pk}/move/", {"to": to}).status_code == 302
        copy.refresh_from_db()
        assert copy.state == state
    assert Copy.history.filter(id=copy.pk).count() == 4
    assert "Taken home" in page()


def test_where_nothing_is_lent_nothing_goes_home(curating, copy, page):
    assert curating.post(f"/resources/copies/{copy.pk}/move/", {"to": "out"}).status_code == 409
    Shelving.objects.create(pk=1, lends=True)
    assert curating.post(f"/resources/copies/{copy.pk}/move/", {"to": "out"}).status_code == 409
    assert Copy.objects.get().state == "here"
    assert "Taken home" not in page()


def test_what_is_missing_does_not_go_home(curating, book, copy, officer):
    Shelving.objects.create(pk=1, lends=True)
    actions.write_copy(copy, notice=book, by=officer, use="lent", state="missing")
    assert curating.post(f"/resources/copies/{copy.pk}/move/", {"to": "out"}).status_code == 409
    refused = curating.post(f"/resources/copies/{copy.pk}/", said_of(copy, state="out", use="here"))
    assert "Only what is lent is taken home." in words_of(refused)


def test_a_removed_copy_comes_back_as_it_was(curating, book, copy, officer, page, found):
    actions.write_copy(copy, notice=book, by=officer, number="0042", cost="12.50", acquired_on="2026-01-02")
    before = Copy.objects.values().get()
    remove, undo = f"/resources/copies/{copy.pk}/remove/", "/resources/copies/undo/"
    curating.post(remove)
    assert (Copy.objects.count(), found("b2"), curating.post(remove).status_code) == (0, [], 404)
    assert "Copy B2 removed." in page()
    assert curating.post(undo).status_code == 302
    assert curating.post(undo).status_code == 302
    assert (Copy.objects.values().get(), found("b2")) == (before, ["Le CV"])
    assert [line.history_type for line in Copy.history.order_by("history_id")] == ["+", "~", "-", "+"]
    assert "Copy B2 removed" in page()


def test_only_those_who_keep_the_catalogue_see_the_buttons(copy, book, client_of, a_person):
    reader = client_of(a_person(counsels=True))
    page = soup_of(reader.get(f"/resources/notices/{book.identifier}/"))
    assert page.select("[aria-labelledby=h-copies] :is(form, a.btn)") == []
