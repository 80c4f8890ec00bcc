"""The team looks through the documents: words, filters, order; who sees what."""

import pytest

from resources import actions
from tests.harness import soup_of, words_of

LIST = "/resources/notices/"


@pytest.fixture
def titles(curating):
    """What a page of the list shows: titles(q="cv", support="book")."""

    def look(browser=curating, **said):
        return [link.get_text() for link in soup_of(browser.get(LIST, said)).select("ul.line .who > b > a")]

    return look


@pytest.fixture
def shelf(a_notice, purpose_of):
    """A few documents of every state."""
    a_notice("Le CV", marks=["B2"], year=2024)
    a_notice("Le CV en vidéo", support="video", languages=["en"], purposes=["training"], year=2023)
    a_notice("Fiche : lire un CV", support="practice", team_only=True, year=2022)
    a_notice("CV, brouillon", state="draft", year=2021)
    return a_notice("CV, ancien", state="withdrawn", year=2020)


def test_what_stands_is_found_by_words_mark_or_number(shelf, titles):
    assert titles(q="cv") == ["Le CV", "Le CV en vidéo", "Fiche : lire un CV"]
    assert titles(q="b2") == ["Le CV"]
    assert titles() == ["Le CV", "Le CV en vidéo", "Fiche : lire un CV"]


def test_each_filter_narrows_and_says_what_it_would_leave(shelf, titles, curating):
    assert titles(support="video") == titles(purpose="training") == titles(language="en") == ["Le CV en vidéo"]
    assert titles(support="video", language="fr") == titles(support="nonsense") == []
    page = soup_of(curating.get(LIST))
    assert [option.get_text() for option in page.select("select[name=support] option")] == [
        "all", "Book (1)", "Video (1)", "Practice sheet (1)"]  # fmt: skip
    assert [option.get_text() for option in page.select("select[name=language] option")] == [
        "all", "English (1)", "French (2)"]  # fmt: skip


def test_they_stand_in_the_order_that_is_asked(shelf, titles):
    assert titles(order="title") == ["Fiche : lire un CV", "Le CV", "Le CV en vidéo"]
    assert titles(order="newest", q="cv") == ["Le CV", "Le CV en vidéo", "Fiche : lire un CV"]


def test_those_who_keep_the_catalogue_also_see_what_is_not_on_the_shelf(shelf, titles):
    assert titles(state="draft") == ["CV, brouillon"]
    assert titles(state="gone") == ["CV, ancien"]
    assert titles(state="team") == ["Fiche : lire un CV"]
    assert len(titles(state="all")) == 5


@pytest.mark.parametrize("role", ["receives", "counsels", "organises"])
def test_the_rest_of_the_team_reads_what_stands(shelf, titles, client_of, a_person, role):
    browser = client_of(a_person(**{role: True}))
    assert titles(browser, state="all") == ["Le CV", "Le CV en vidéo", "Fiche : lire un CV"]
    assert browser.get(f"{LIST}{shelf.identifier}/").status_code == 404
    page = browser.get(soup_of(browser.get(LIST, {"q": "b2"})).select_one(".line .who a")["href"])
    assert (page.status_code, soup_of(page).select("main form")) == (200, [])


def test_nothing_found_says_which_word_no_document_bears(shelf, curating):
    said = words_of(curating.get(LIST, {"q": "cv zoologie"}))
    assert "No document found." in said
    assert "No document here bears: zoologie." in said


def test_an_empty_house_invites_to_add_the_first_one(curating):
    assert "No document yet." in words_of(curating.get(LIST))


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999", "7"])
def test_a_page_that_does_not_exist_is_one_that_does(shelf, titles, page):
    assert len(titles(page=page)) == 3


def test_thirty_cost_as_much_as_one(a_notice, curating, django_assert_num_queries):
    for n in range(30):
        a_notice(f"Le CV {n}", marks=["B2", "B3"])
        if n in (0, 29):
            curating.get(LIST, {"q": "cv"})
            with django_assert_num_queries(11):
                curating.get(LIST, {"q": "cv"})


def test_a_mark_that_changes_is_found_at_once(a_notice, titles, curating):
    notice = a_notice("Le CV", marks=["B2"])
    copy = notice.copies.get()
    said = {"mark": "C7", "place": copy.place_id, "use": "here", "state": "here"}
    assert curating.post(f"/resources/copies/{copy.pk}/", said).status_code == 302
    assert (titles(q="c7"), titles(q="b2")) == (["Le CV"], [])
    actions.write_notice(notice, by=None, title="La lettre")
    assert titles(q="c7") == ["La lettre"]
