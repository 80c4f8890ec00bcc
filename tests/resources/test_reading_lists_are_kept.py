"""Reading lists: made, put in order without dragging, emptied and filled again; and the team's practice sheets."""

import threading

import pytest
from django.db import connection

from resources.actions.lists import add_to_list, move_in_list, write_list
from resources.models import Selected, Selection
from tests.harness import soup_of, words_of


@pytest.fixture
def three(a_notice):
    return [a_notice(title) for title in ("Un", "Deux", "Trois")]


@pytest.fixture
def a_list(site, three):
    row = write_list(None, slug="to-begin", name={"fr": "Pour commencer", "en": "To begin with"})
    for notice in three:
        add_to_list(row, notice)
    return row


def titles_of(row):
    return [each.notice.title for each in row.selected.order_by("order", "pk")]


def test_a_list_is_made_and_its_address_never_changes(curating, in_words, purpose_of):
    said = in_words("name", "Pour commencer", "To begin with") | in_words("note", "Lire d’abord")
    first = said | {"slug": "Begin", "order": 1, "purposes": [purpose_of("job").pk]}
    assert curating.post("/resources/lists/new/", first).status_code == 302
    row = Selection.objects.get()
    assert (row.slug, str(row.name), [each.code for each in row.purposes.all()]) == ("begin", "To begin with", ["job"])
    second = said | {"slug": "other", "order": 2, "active": "on"}
    assert curating.post(f"/resources/lists/{row.pk}/edit/", second).status_code == 302
    row.refresh_from_db()
    assert (row.slug, row.order) == ("begin", 2)
    refused = curating.post("/resources/lists/new/", said | {"slug": "begin", "order": 1})
    assert "Another reading list has this address already." in words_of(refused)


def test_a_document_goes_in_once_from_its_page_or_from_the_list(curating, a_list, a_notice):
    four = a_notice("Quatre", marks=["Z4"])
    said = {"list": a_list.pk, "identifier": four.identifier}
    assert "It is in “To begin with”." in words_of(curating.post("/resources/lists/add/", said, follow=True), "#told")
    curating.post("/resources/lists/add/", said | {"back": "list"})
    assert titles_of(a_list) == ["Un", "Deux", "Trois", "Quatre"]
    five = a_notice("Cinq mots")
    page = soup_of(curating.get(f"/resources/lists/{a_list.pk}/", {"q": "mots"}))
    assert page.select_one("[aria-labelledby=h-add] input[name=identifier]")["value"] == five.identifier


def test_up_and_down_move_one_place(curating, a_list, three):
    address = f"/resources/lists/{a_list.pk}/move/"
    for to, which, order in (("up", 2, "Un Trois Deux"), ("up", 2, "Trois Un Deux"), ("up", 2, "Trois Un Deux"),
                             ("down", 2, "Un Trois Deux"), ("down", 1, "Un Trois Deux")):  # fmt: skip
        assert curating.post(address, {"document": three[which].pk, "to": to}).status_code == 302
        assert titles_of(a_list) == order.split()
    assert curating.post(address, {"document": "x"}).status_code == 400


def test_what_was_taken_out_comes_back_in_its_place(curating, a_list, three):
    remove, undo = f"/resources/lists/{a_list.pk}/remove/", "/resources/lists/undo/"
    for _press in range(2):
        curating.post(remove, {"document": three[1].pk})
    assert titles_of(a_list) == ["Un", "Trois"]
    assert "A document was taken out." in words_of(curating.get(f"/resources/lists/{a_list.pk}/"))
    for _press in range(2):
        assert curating.post(undo).status_code == 302
    assert titles_of(a_list) == ["Un", "Deux", "Trois"]


@pytest.mark.django_db(transaction=True)
def test_two_who_move_at_once_leave_every_document_in_one_place(a_list, three):
    def move(notice, up):
        move_in_list(a_list, notice.pk, up=up)
        connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in ((three[0], False), (three[2], True))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Selected.objects.values_list("order", flat=True)) == [0, 1, 2]
    assert sorted(titles_of(a_list)) == ["Deux", "Trois", "Un"]


def test_thirty_documents_cost_as_much_as_one(curating, a_notice, django_assert_num_queries):
    row = write_list(None, slug="long", name="Long")
    for n in range(30):
        add_to_list(row, a_notice(f"Le CV {n}", marks=["B2"]))
        if n in (0, 29):
            with django_assert_num_queries(6):
                curating.get(f"/resources/lists/{row.pk}/")


def test_thirty_lists_cost_as_much_as_one(curating, django_assert_num_queries):
    for n in range(30):
        write_list(None, slug=f"list-{n}", name=f"List {n}")
        if n in (0, 29):
            with django_assert_num_queries(5):
                curating.get("/resources/lists/")


@pytest.mark.parametrize("role", ["receives", "counsels", "organises", "curates"])
def test_the_team_reads_its_practice_sheets_the_newest_reviewed_first(a_notice, client_of, a_person, role):
    for title, day in (("Ancienne", "2025-01-02"), ("Jamais relue", None), ("Récente", "2026-03-04")):
        a_notice(title, support="practice", team_only=True, reviewed_on=day, content=f"Texte {title}")
    a_notice("Retirée", support="practice", state="withdrawn")
    a_notice("Un livre")
    page = client_of(a_person(**{role: True})).get("/resources/practice/")
    assert [head.get_text() for head in soup_of(page).select("article h2")] == ["Récente", "Ancienne", "Jamais relue"]
    assert "Texte Récente" in words_of(page)
    assert "Not reviewed yet" in words_of(page)


def test_practice_sheets_of_one_purpose(a_notice, curating, purpose_of):
    a_notice("Emploi", support="practice", purposes=["job"])
    a_notice("Formation", support="practice", purposes=["training"])
    page = curating.get("/resources/practice/?purpose=training")
    assert [head.get_text() for head in soup_of(page).select("article h2")] == ["Formation"]
    assert len(soup_of(curating.get("/resources/practice/?purpose=nonsense")).select("article")) == 2
