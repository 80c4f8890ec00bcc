"""The officer's page: what it shows of each document, where one goes on, and what it does without scripts."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from resources.models import Notice
from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}


def pressed(act, *notices, **more):
    one = f"{act} {notices[0].pk} {notices[0].version}"
    return {"key": str(uuid4()), "one": one, "on_page": " ".join(str(each.pk) for each in notices)} | more


def test_the_page_shows_what_an_officer_needs_of_each(stale, curating):
    stale("Le CV", marks=["B2", "B3"], year=2019, opinion="Clair et court.", opinion_by="officer",
          opinion_on=date(2025, 5, 2))  # fmt: skip
    row = words_of(curating.get("/resources/"), ".stale")
    for words in ("B2", "Le CV", "Book · 2019", "“ Clair et court. ” the information officer, May 2025"):
        assert words in row


def test_what_is_decided_leaves_the_list_and_one_goes_on_with_the_next(stale, curating):
    rows = [stale(f"Document {n}", days=9 - n) for n in range(3)]
    part = curating.post("/resources/", pressed("confirm", rows[1], rows[0], rows[1], rows[2]), **PART)
    assert [row["id"] for row in soup_of(part).select(".stale")] == [f"stale-{rows[0].pk}", f"stale-{rows[2].pk}"]
    answer = curating.post("/resources/", pressed("confirm", rows[0], rows[0], rows[2]), **PART)
    assert answer["HX-Focus"] == f"#stale-{rows[2].pk}"
    token = soup_of(answer).select_one("[name=undo]")["value"]
    back = curating.post("/resources/", {"undo": token}, **PART)
    assert back["HX-Focus"] == f"#stale-{rows[0].pk}"
    last = curating.post("/resources/", {"one": f"withdraw {rows[2].pk} 1", "key": str(uuid4()),
                                         "on_page": f"{rows[0].pk} {rows[2].pk}"}, **PART)  # fmt: skip
    assert last["HX-Focus"] == f"#stale-{rows[0].pk}"


def test_without_scripts_a_press_is_answered_by_the_page_itself(stale, curating):
    notice = stale("Le CV")
    page = curating.post("/resources/", pressed("withdraw", notice))
    assert words_of(page, ".care-said").startswith("“Le CV” is withdrawn. Undo")
    again = curating.post("/resources/", {"undo": soup_of(page).select_one("[name=undo]")["value"]})
    assert words_of(again, ".care-said") == "Taken back: “Le CV” is as it was."
    assert_part_is_in_page(curating.get("/resources/", **PART), curating.get("/resources/"), "#triage")


@pytest.mark.parametrize("said", [
    {}, {"all": "confirm"}, {"one": "burn 1 1"}, {"one": "confirm 1"}, {"all": "replace", "row": "1 1"},
    {"all": "confirm", "row": "x y"}, {"all": "confirm", "row": "9" * 40}, {"one": "replace 1 1"}, {"undo": "x"},
    {"one": "replace 1 1", "other": "999999"},
])  # fmt: skip
def test_a_press_that_is_none_is_refused_in_words(curating, stale, said):
    stale()
    assert curating.post("/resources/", {"key": str(uuid4())} | said).status_code == 400
    assert Notice.objects.get().version == 1


def test_the_pile_is_narrowed_and_keeps_its_filters(stale, curating, purpose_of):
    stale("Le CV", purposes=["job"])
    stale("La formation", purposes=["training"], support="leaflet")
    page = curating.get("/resources/?purpose=training&support=leaflet&reason=overdue")
    assert [title.get_text() for title in soup_of(page).select(".pile .who > b")] == ["La formation"]
    empty = curating.get("/resources/?reason=dead")
    assert words_of(empty, "#care-none") == (
        "Nothing here is to be looked at again. Nothing matches these filters. Show all")


def test_an_empty_pile_says_what_comes(a_notice, curating, today):
    a_notice("Le CV", review_by=today + timedelta(days=5), year=today.year)
    assert "“Le CV”. 1 document within a month." in words_of(curating.get("/resources/"), "#care-none")


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_asks_as_often_for_one_as_for_thirty(stale, linked, curating, n, django_assert_num_queries):
    for each in range(n):
        notice = stale(f"Document {each}", marks=[f"B{each}"], url="https://old.example/")
        linked(notice, "moved", moved_to="https://new.example/")
    with django_assert_num_queries(9):
        page = curating.get("/resources/")
    assert len(soup_of(page).select(".stale")) == min(n, 20)


def test_what_replaces_is_found_by_identifier_or_in_words(stale, curating, a_notice):
    notice, other = stale("Le CV"), a_notice("Le nouveau CV", identifier="new00001")
    for asked in ("NEW00001", "nouveau"):
        page = curating.get(f"/resources/care/{notice.pk}/replace/", {"q": asked})
        assert [button["value"] for button in soup_of(page).select("[name=other]")] == [str(other.pk)]
    form = {tag["name"]: tag["value"] for tag in soup_of(page).select("main form[method=post] [name]")}
    assert "“Le CV” is replaced." in words_of(curating.post("/resources/", form), ".care-said")
    assert curating.get(f"/resources/care/{notice.pk}/replace/").status_code == 404
