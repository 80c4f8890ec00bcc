"""What is taken away and brought back changes nothing, and no program takes a text of it for a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from resources.exchange import write
from resources.models import Notice
from tests.resources.sheets import verdicts

DANGEROUS = ["=1+1", "+33 1", "-1", "@SUM(A1)", "＝1", "－", "'=x", "-", "\\-", "\\\\-", "#N/A", "TRUE", "0012",
             "2020-01-02"]  # fmt: skip


@pytest.fixture
def a_varied_catalogue(a_notice, a_heading, a_subject, purpose_of):
    """Everything that a notice can say, and texts that are hard to carry."""
    purpose_of("x", name={"fr": "Emploi/formation : tout [1]"}), purpose_of("job", name={"fr": "Trouver un emploi"})
    purpose_of("y", name={"fr": "Trouver un emploi"})
    headings = [a_heading("A1"), a_heading("a 2.1/b"), a_heading("1")]
    rome = a_subject("J1506", "Soins ; infirmiers", scheme="rome")
    subjects = [rome, a_subject("J1506", "Le même code"), a_subject("cv", "CV")]
    for n, text in enumerate(DANGEROUS):
        a_notice(f"Titre {n}", subtitle=text, authors=f"{text} ; B", publisher=text, summary=f"{text}\n{text}",
                 marks=[text])  # fmt: skip
    price, given = {"price": Decimal("12.50"), "currency": "CHF"}, {"opinion_on": date(2026, 2, 28)}
    a_notice("-", opinion="Bien", opinion_by="team", **price, **given)
    a_notice("Tout", identifier="tout", purposes=["x", "job", "y"], headings=headings, subjects=subjects, year=1999,
             languages=["fr", "en", "ar"], number="9782123456804", number_kind="isbn", number_wrong=True, price=9,
             url="https://example.org/?a=1;b=2", marks=["A;1", "B\\2", "", "A;1"], support="press_file")  # fmt: skip
    a_notice("Numéro", number="03178471", number_kind="issn", marks=["C", "C"], languages=[], team_only=True)
    a_notice("Brouillon", purposes=[], state="draft", title_key="")
    a_notice("Même titre"), a_notice("Même titre")
    for _twice in range(2):
        a_notice("Réédité", number="9782123456803", number_kind="isbn", review_by=date(2030, 1, 1), state="withdrawn")
    odd = "Ligne\r\nLigne\u2028fin\t."
    a_notice("Étrange" + "é" * 200, number="12345", number_kind="ean", summary=odd, purposes=["y"])
    return Notice.objects.all()


WAYS = {"xlsx": write.xlsx, "csv": write.comma_separated}


@pytest.mark.parametrize("way", WAYS)
def test_brought_back_it_changes_nothing(a_varied_catalogue, brought, way):
    load = brought(WAYS[way](a_varied_catalogue), f"catalogue.{way}")
    told = [(line.label, line.verdict, line.words, line.said) for line in load.lines.exclude(verdict="same")]
    assert (told, load.lines.count(), load.unknown) == ([], Notice.objects.count(), {})


@pytest.mark.parametrize("way", WAYS)
def test_into_an_empty_house_it_brings_the_same_texts(a_varied_catalogue, brought, pressed, way):
    texts = ("identifier", "title", "subtitle", "authors", "publisher", "price", "number_wrong", "languages")
    standing = Notice.objects.standing().exclude(title__startswith="Même")
    body = WAYS[way](standing)
    there = set(map(str, standing.exclude(title__startswith="Étrange").exclude(languages=[]).values_list(*texts)))
    Notice.objects.all().delete()
    load = pressed(brought(body), "apply")
    assert there - set(map(str, Notice.objects.values_list(*texts))) == set()
    assert {verdict for _row, verdict in verdicts(load)} == {"new", "refused"}  # a number that is none is refused


def test_every_text_of_the_workbook_is_a_text(a_varied_catalogue):
    book = load_workbook(io.BytesIO(write.xlsx(a_varied_catalogue)))
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}
    assert book.sheetnames == ["x", "Trouver un emploi", "y", "Sans besoin"]


def test_no_cell_of_the_csv_begins_like_a_formula(a_varied_catalogue):
    rows = csv.reader(io.StringIO(write.comma_separated(a_varied_catalogue).decode("utf-8-sig")), delimiter=";")
    assert [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r＝＋－＠"))] == []


def test_a_part_of_it_is_taken_away(a_notice, curating, a_varied_catalogue):
    for query, title in (("purpose=x", "Tout"), ("support=press_file", "Tout"), ("state=draft", "Brouillon")):
        answer = curating.get(f"/resources/loads/away/?{query}&format=csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[2] for row in rows[1:]] == [title]
    book = load_workbook(io.BytesIO(curating.get("/resources/loads/away/?purpose=x").content))
    assert (book.sheetnames, [row[1].value for row in book.active.iter_rows(min_row=2)]) == (["x"], ["Tout"])


def test_a_workbook_of_one_purpose_brought_back_takes_no_other_purpose_away(a_varied_catalogue, brought):
    load = brought(write.xlsx(Notice.objects.filter(purposes__code="x"), "x"))
    assert verdicts(load) == [(2, "same")]
