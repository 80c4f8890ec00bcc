"""A plan as CSV or XLSX: first what it would change, then all of it or nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from resources.models import Heading
from tests.harness import soup_of, words_of

LOAD, AGREE = "/resources/plan/load/", "/resources/plan/load/agree/"
PLAN = """code;nom;name;dans;couleur;où
A;Orientation;Guidance;;bleu;Étagère bleue
A1;Métiers;Professions;A;;
B;Emploi;Work;;orange;
"""


@pytest.fixture
def bring(curating):
    def send(body, name="plan.csv"):
        body = body.encode() if isinstance(body, str) else body
        return curating.post(LOAD, {"file": SimpleUploadedFile(name, body)})

    return send


@pytest.fixture
def agree(curating):
    def press(shown):
        return curating.post(AGREE, {"changes": soup_of(shown).select_one("input[name=changes]")["value"]})

    return press


def workbook(*lines):
    book, out = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


def the_plan():
    return [(row.code, row.name.data, row.parent.code if row.parent else "", row.hue, row.where.data)
            for row in Heading.objects.order_by("code")]  # fmt: skip


def test_nothing_is_written_before_one_agrees_then_all_of_it(bring, agree):
    shown = bring(PLAN)
    assert "New: 3 · changed: 0 · the same: 0" in words_of(shown)
    assert the_plan() == []
    assert agree(shown).status_code == 302
    assert the_plan() == [
        ("A", {"fr": "Orientation", "en": "Guidance"}, "", "blue", {"fr": "Étagère bleue"}),
        ("A1", {"fr": "Métiers", "en": "Professions"}, "A", "", ""),
        ("B", {"fr": "Emploi", "en": "Work"}, "", "orange", ""),
    ]  # fmt: skip
    assert "It changes nothing." in words_of(bring(PLAN))


@pytest.mark.parametrize("body", [
    PLAN.encode("cp1252"), "\ufeff".encode() + PLAN.encode(), PLAN.replace(";", "\t").encode(),
    PLAN.replace(";", ",").encode(),
    workbook(*(line.split(";") for line in PLAN.splitlines())),
])  # fmt: skip
def test_every_usual_way_of_writing_it_is_read(bring, body):
    assert "New: 3" in words_of(bring(body))


def test_an_empty_cell_leaves_alone_and_a_hyphen_empties(bring, agree):
    agree(bring(PLAN))
    shown = bring("A;;Orientation for all;;-;\nA1;;;-;vert;\n")
    assert "New: 0 · changed: 2 · the same: 0" in words_of(shown)
    agree(shown)
    assert the_plan()[:2] == [
        ("A", {"fr": "Orientation", "en": "Orientation for all"}, "", "", {"fr": "Étagère bleue"}),
        ("A1", {"fr": "Métiers", "en": "Professions"}, "", "green", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), [
    ("A;Un\nA;Deux\n", "stands on two lines"), ("A;;;\n", "A new place needs a name"), ("<A>;Un\n", "Letters, digits"),
    ("A;Un;;Z\n", "neither in the file nor in the plan"), ("A;Un;;;mauve\n", "The colour mauve is none of: blue"),
    ("A;Un;;B\nB;Deux;;A\n", "cannot stand within what stands within it"), ("A;Un\u202e\n", "cannot be read"),
    ("A;" + "x" * 130 + "\n", "more than 120"), ("\n\n", "no line in this file"), ("A;\0\n", "signs that no text has"),
    ("".join(f"A{n};Un\n" for n in range(900)), "More than 800 lines"), (b"PK\x03\x04nonsense", "not an XLSX"),
    (workbook(["A", "=1+1"]), "holds a formula"), ('A;"Un', "New: 1"),
])  # fmt: skip
def test_what_cannot_be_is_refused_in_words(bring, body, words):
    assert words in words_of(bring(body))
    assert the_plan() == []


def test_what_was_not_shown_is_not_written(bring, agree, curating, a_heading, client_of, a_person):
    shown = bring(PLAN)
    signed = soup_of(shown).select_one("input[name=changes]")["value"]
    assert curating.post(AGREE, {"changes": signed + "x"}).status_code == 400
    assert client_of(a_person(curates=True)).post(AGREE, {"changes": signed}).status_code == 400
    a_heading("Z")
    assert agree(shown).status_code == 409
    assert [row[0] for row in the_plan()] == ["Z"]


def test_no_file_or_one_too_large_is_refused_in_words(curating, bring):
    assert curating.post(LOAD).status_code == 400
    assert "larger than a plan" in words_of(bring(b"x" * 600_000))
    assert bring(b"x" * 900_000).status_code == 413
