"""An officer brings a spreadsheet on her pages, sees what it would change, chooses, writes, and takes back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from citedesmetiers.accounts.models import User
from resources.actions import loads
from resources.models import Load, LoadLine, Notice
from tests.harness import soup_of, words_of
from tests.resources.sheets import lines

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def sent(a_notice, curating):
    """The page of a file with a line of each kind; the clock has not looked at it."""
    a_notice("Le CV", identifier="cv", marks=["A1"])
    a_notice("La lettre", identifier="letter", year=2020)
    body = lines({"Identifiant": "cv", "Année": 2020}, {"Titre": "Nouveau", "Éditeur": "CIDJ"},
                 {"Identifiant": "cv2", "Titre": "Un an", "Année": 20223},
                 {"Titre": "Lettres", "Année": 2020, "Éditeur": "X"})  # fmt: skip
    answer = curating.post("/resources/loads/bring/", {"file": SimpleUploadedFile("réseau 2026.xlsx", body)})
    return answer.headers["Location"]


@pytest.fixture
def page(sent):
    loads.work_next()
    return sent


def test_a_file_that_waits_tells_how_far_it_is_and_then_shows_itself(sent, curating):
    asked = f"{sent}?at=reading"
    part = soup_of(curating.get(asked, **HTMX)).select_one("#progress")
    assert (part["hx-get"], part["hx-trigger"]) == (asked, "every 1s")
    assert part.get_text() == soup_of(curating.get(sent)).select_one("#progress").get_text()
    loads.work_next()
    assert curating.get(asked, **HTMX).headers["HX-Refresh"] == "true"
    assert soup_of(curating.get(sent)).select_one("#progress") is None


def test_the_lines_are_counted_and_shown_by_what_becomes_of_them(page, curating):
    assert words_of(curating.get(page), "nav.filters") == "All New 1 Changed 1 Same 0 Doubtful 1 Refused 1"
    assert words_of(curating.get(f"{page}?verdict=changed"), "ul.line") == (
        "Le CV changed · “Besoin job” row 2 · cv Année : 2020".replace(" :", ":"))  # fmt: skip
    assert words_of(curating.get(f"{page}?verdict=new"), "ul.line") == (
        "Nouveau new · “Besoin job” row 3 Besoin: Purpose job Éditeur: CIDJ")  # fmt: skip
    assert "Année: “20223” is no year." in words_of(curating.get(f"{page}?verdict=refused"), "ul.line")


@pytest.mark.parametrize(("language", "said"), [
    ("fr", "Prix : 9,50 EUR → 1 234,00 CHF"), ("en", "Prix: 9.50 EUR → 1,234.00 CHF")])
def test_prices_are_shown_as_they_are_read(brought, curating, officer, a_notice, language, said):
    a_notice("Le CV", identifier="cv", price="9.50")
    User.objects.filter(pk=officer.pk).update(language=language)
    load = brought(lines({"Identifiant": "cv", "Prix": "1234 CHF"}))
    shown = words_of(curating.get(f"/resources/loads/{load.pk}/"), "ul.line")
    assert said in shown.replace("\xa0", " ").replace("\u202f", " ")


def test_a_doubtful_line_is_taken_and_left_out_again(page, curating):
    line = LoadLine.objects.get(verdict="doubtful")
    taken = curating.post(f"{page}take/", {"line": line.pk, "taken": "yes"}, **HTMX)
    assert (words_of(taken, "form button"), words_of(taken, "#write")) == ("Taken Lettres", "Write 3 documents")
    plain = curating.post(f"{page}take/", {"line": line.pk, "taken": "no"})
    assert plain.headers["Location"] == f"{page}?verdict=doubtful#line-{line.pk}"
    assert words_of(curating.get(page), "#write") == "Write 2 documents"
    curating.post(f"{page}take/", {"taken": "yes"})
    assert words_of(curating.get(page), "#write") == "Write 3 documents"


def test_from_a_line_one_goes_to_its_document(page, curating):
    line = soup_of(curating.get(f"{page}?verdict=changed")).select_one("ul.line a")
    assert (line["href"], line.get_text()) == ("/resources/notices/cv/", "Le CV")
    assert soup_of(curating.get(f"{page}?verdict=new")).select_one("ul.line a") is None


@pytest.mark.parametrize("said", [{"line": "x", "taken": "yes"}, {"line": "0"}, {"line": "9" * 18}])
def test_a_line_that_is_none_is_not_found(page, curating, said):
    assert curating.post(f"{page}take/", said).status_code == 404


def test_a_line_that_is_not_doubtful_cannot_be_chosen(page, curating):
    refused = LoadLine.objects.filter(verdict="refused").first()
    assert curating.post(f"{page}take/", {"line": refused.pk, "taken": "yes"}).status_code == 409


def test_it_is_written_and_taken_back_in_one_press_each(page, curating):
    curating.post(f"{page}apply/")
    assert "It is being written, all at once." in words_of(curating.get(page))
    loads.work_next()
    assert (Notice.objects.count(), "2 documents were written." in words_of(curating.get(page))) == (3, True)
    curating.post(f"{page}undo/"), loads.work_next()
    assert (Notice.objects.count(), "2 documents were taken back." in words_of(curating.get(page))) == (2, True)


def test_what_is_not_written_can_be_compared_again_or_dropped(page, curating):
    assert curating.post(f"{page}undo/").status_code == 409
    curating.post(f"{page}again/")
    assert Load.objects.get().state == "reading"
    loads.work_next()
    assert words_of(curating.get(page), "nav.filters") == "All New 1 Changed 1 Same 0 Doubtful 1 Refused 1"
    curating.post(f"{page}drop/")
    assert (curating.get(page).status_code, curating.post(f"{page}apply/").status_code) == (200, 409)


def test_a_file_that_is_none_is_sent_back_or_explained(curating, site):
    assert curating.post("/resources/loads/bring/", {}).status_code == 400
    empty = SimpleUploadedFile("a.xlsx", b"")
    assert curating.post("/resources/loads/bring/", {"file": empty}).status_code == 400
    answer = curating.post("/resources/loads/bring/", {"file": SimpleUploadedFile("../../x\n.xlsx", b"nonsense")})
    loads.work_next()
    said = words_of(curating.get(answer.headers["Location"]))
    assert "No row of headings: Identifiant, Titre, Sous-titre, Auteur(s)…" in said


def test_a_file_larger_than_a_catalogue_is_refused_before_it_is_read(curating, site):
    large = {"file": SimpleUploadedFile("a.csv", b"x" * (8 * 1024 * 1024 + 1))}
    assert curating.post("/resources/loads/bring/", large).status_code == 400
    huge = {"file": SimpleUploadedFile("a.csv", b"x" * (9 * 1024 * 1024))}
    assert curating.post("/resources/loads/bring/", huge).status_code == 413


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_asks_the_same_number_of_questions_however_many_lines(
    n, a_notice, brought, curating, django_assert_num_queries
):
    for i in range(n):
        a_notice(f"Titre {i}", identifier=f"n{i}")
    load = brought(lines(*({"Identifiant": f"n{i}", "Année": 2020} for i in range(n))))
    curating.get(f"/resources/loads/{load.pk}/")
    with django_assert_num_queries(8):
        curating.get(f"/resources/loads/{load.pk}/")


def test_the_files_and_the_way_out_stand_on_one_page(page, curating):
    shown = curating.get("/resources/loads/")
    assert "réseau 2026.xlsx To be looked at" in words_of(shown, "[aria-labelledby=brought]")
    away = curating.get("/resources/loads/away/?purpose=job&format=csv")
    assert away.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert away.content.decode("utf-8-sig").count("\r\n") == 3
