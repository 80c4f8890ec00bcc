"""The classification plan: a tree that stays one, changed place by place."""

import threading

import pytest
from django.db import connection

from citedesmetiers.kit.rules import HouseRule
from resources.actions.plan import write_heading
from resources.models import Heading
from tests.harness import soup_of, words_of

PLAN = "/resources/plan/"


@pytest.fixture
def typed(in_words):
    def fill(code, **said):
        return in_words("name", f"Rubrique {code}") | {"code": code, "order": 0} | said

    return fill


def test_a_place_is_added_within_another(curating, typed, a_heading):
    a = a_heading("A", order=1)
    said = typed("A1", parent=a.pk, hue="green", where_0="Étagère verte")
    assert curating.post(f"{PLAN}new/", said).status_code == 302
    kept = Heading.objects.get(code="A1")
    assert (kept.parent, kept.hue, kept.where.localize("fr")) == (a, "green", "Étagère verte")
    rows = soup_of(curating.get(PLAN)).select("[aria-labelledby=h-plan] li")
    assert [(row["class"], row.b.get_text()) for row in rows] == [
        (["depth-0"], "A Heading A"), (["depth-1"], "A1 Rubrique A1")]  # fmt: skip


def test_a_circle_is_refused_in_words(curating, typed, a_heading):
    a = a_heading("A")
    b = a_heading("B", parent=a)
    answer = curating.post(f"{PLAN}{a.pk}/", typed("A", parent=b.pk, active="on"))
    assert answer.status_code == 400
    assert "cannot stand within what stands within it" in words_of(answer)
    assert Heading.objects.get(code="A").parent is None


@pytest.mark.parametrize(("said", "words"), [
    ({"code": "A"}, "Another place of the plan has this code already."), ({"code": "<b>"}, "Letters, digits"),
    ({"column": "3"}, "Both, the column and the row, or none."), ({"column": "30", "row": "1"}, "24"),
    ({"name_0": ""}, "required"), ({"hue": "red"}, "valid choice"), ({"parent": "999"}, "valid choice"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(curating, typed, a_heading, said, words):
    a_heading("A")
    answer = curating.post(f"{PLAN}new/", typed("A9") | said)
    assert answer.status_code == 400
    assert words in words_of(answer)


def test_documents_are_found_by_the_new_name_of_their_place(curating, typed, a_heading, a_notice, found):
    a = a_heading("A", name={"fr": "Menuiserie"})
    a_notice("Le CV", headings=[a])
    assert found("menuisier") == ["Le CV"]
    curating.post(f"{PLAN}{a.pk}/", typed("A", name_0="Coiffure", active="on"))
    assert (found("menuisier"), found("coiffeur")) == ([], ["Le CV"])


@pytest.mark.django_db(transaction=True)
def test_two_who_tie_a_knot_together_do_not(a_heading):
    a, b = a_heading("A"), a_heading("B")
    answers = []

    def put(one, into):
        try:
            write_heading(one, parent=into)
            answers.append("put")
        except HouseRule:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=pair) for pair in ((a, b), (b, a))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["put", "refused"]


def test_thirty_places_cost_as_much_as_one(curating, a_heading, django_assert_num_queries):
    for n in range(30):
        a_heading(f"A{n}", parent=Heading.objects.order_by("-pk").first() if n % 3 else None)
        if n in (0, 29):
            with django_assert_num_queries(7):
                curating.get(PLAN)
