"""Whatever is brought in a catalogue's place is answered in words: nothing is half taken in, and nothing breaks."""

import io
import random
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from citedesmetiers.kit.sheets import NotASheet
from resources.exchange import sheets
from resources.exchange.known import Known
from resources.exchange.lines import Report
from resources.models import LoadLine, Notice
from tests.resources.sheets import MAIN, a_book, a_csv, lines, saved, verdicts, with_part, with_sheet, words

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
UNREADABLE = "This file cannot be read: save it again as XLSX or CSV."
NO_XLSX = "This is not an XLSX spreadsheet."
NO_TEXT = "This is neither an XLSX nor a CSV file: it holds signs that no text has."
NO_LINE = "There is no line in this file that could be read."
TOO_MUCH = "This file unpacks to far more than a catalogue."


def of_many_parts():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for n in range(300):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", "x")
    return body.getvalue()


def a_bomb():
    return with_sheet(b"<worksheet>" + b" " * 210 * 1024 * 1024 + b"</worksheet>")


FILES = {
    "an image": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NO_TEXT),
    "another zip": (lambda: of_many_parts()[:-4], NO_XLSX),
    "too many parts": (of_many_parts, TOO_MUCH),
    "cut off": (lambda: a_book({"Besoin job": [["x", "y"]]})[:-400], NO_XLSX),
    "a bomb": (a_bomb, TOO_MUCH),
    "entities": (lambda: with_sheet(f"{ENTITIES}<worksheet>&b;</worksheet>"), UNREADABLE),
    "entities elsewhere": (lambda: with_part("xl/styles.xml", f"{ENTITIES}<styleSheet>&b;</styleSheet>"), UNREADABLE),
    "a file from elsewhere": (lambda: with_part("xl/workbook.xml", f"{XXE}<workbook>&b;</workbook>"), UNREADABLE),
    "a type in UTF-16": (lambda: with_sheet(f"{ENTITIES}<worksheet/>".encode("utf-16")), UNREADABLE),
    "not XML": (lambda: with_sheet("nonsense"), UNREADABLE),
    "empty bytes": (lambda: b"\0" * 4000, NO_TEXT),
    "a quotation mark left open": (lambda: b'Titre;Cote\r\n"' + b"a" * 200_000, "Line 2 cannot be read: a cell is far "
                                   "too long, or its quotation mark is not closed."),
    "an empty workbook": (lambda: a_book({"Besoin job": []}, []), NO_LINE),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_words(purpose_of, brought, name):
    purpose_of("job")
    make, said = FILES[name]
    load = brought(make())
    assert (load.state, load.words) == ("failed", said)
    left = LoadLine.objects.exclude(verdict="refused").count(), Notice.objects.count()
    assert (left, bytes(load.file)) == ((0, 0), b"")


def a_cell(at, text):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_claiming(n):
    heads = a_cell("A1", "Titre") + a_cell("B1", "Cote")
    cells = "".join(f'<row r="{r}">{a_cell(f"A{r}", "x")}</row>' for r in range(2, n + 2))
    head = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{heads}</row>'
    return f'<worksheet xmlns="{MAIN}">{head}{cells}</sheetData></worksheet>'


def read(body):
    report = Report()
    return list(sheets.read(body, Known.now(), report)), report


def test_more_lines_than_a_file_may_have_are_refused(purpose_of):
    purpose_of("job")
    with pytest.raises(NotASheet, match="More than 20000 lines|far more"):
        read(with_sheet(rows_claiming(21_000)))


def test_a_million_empty_rows_are_read_as_far_as_they_are_filled(purpose_of):
    purpose_of("job")
    empty = "".join(f'<row r="{r}" ht="15" customHeight="1"/>' for r in range(5, 400_000))
    body = with_sheet(rows_claiming(3).replace("</sheetData>", f"{empty}</sheetData>"))
    tracemalloc.start()
    found, report = read(body)
    assert tracemalloc.get_traced_memory()[1] < 60 * 1024 * 1024
    tracemalloc.stop()
    assert ([line.row for line in found], report.notes) == (
        [2, 3, 4], ["The sheet “Besoin job” was read to row 4: the rest is empty."])  # fmt: skip


def test_formulas_errors_and_merged_cells_refuse_their_rows_only(purpose_of, brought):
    purpose_of("job")
    book = Workbook()
    page = book.active
    page.title = "Besoin job"
    for row in (["Titre", "Cote"], ["=1+1", "A"], ["Bon", "B"], ["Uni", "C"], ["#REF!", "D"]):
        page.append(row)
    page.merge_cells("A4:B4")
    load = brought(saved(book))
    assert verdicts(load) == [(2, "refused"), (3, "new"), (4, "refused"), (5, "refused")]
    assert words(load) == {2: "The cell A2 is a formula: type what it gives.", 4: "Merged cells (A4:B4): split them.",
                           5: "The cell A5 holds an error of the spreadsheet."}  # fmt: skip


def test_a_sheet_of_no_purpose_is_refused_and_one_without_headings_left_alone(purpose_of, brought):
    purpose_of("job")
    headings = ["Titre", "Cote"]
    pages = {"Besoin job": [["Un", "A"]], "Divers": [["Deux", "B"]], "Sans besoin": [["Trois", "C"]]}
    load = brought(a_book(pages, headings))
    assert [verdict for _row, verdict in verdicts(load)] == ["new", "refused", "refused"]
    said = list(load.lines.exclude(words="").order_by("pk").values_list("words", flat=True))
    assert said == ["The sheet “Divers” is of no purpose of this house: name it after one.",
                    "Say at least one purpose: a document is found by it."]  # fmt: skip


def test_a_page_of_explanations_is_left_alone_and_rows_above_the_headings_too(purpose_of, brought):
    purpose_of("job")
    book = Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Ce fichier", "vient du réseau"])
    page = book.create_sheet("Besoin job")
    for row in (["Catalogue 2026"], ["Titre", "Cote"], ["Un", "A"]):
        page.append(row)
    load = brought(saved(book))
    assert (verdicts(load), load.notes) == ([(3, "new")], ["The sheet “Lisez-moi” has no headings: it was not read."])


NO_LANGUAGE = "Langue: “klingon” is no language that is known here: write its code, as fr or en."
NO_ROLE = "Avis de: “Marie Dupont” is no role: an opinion is never signed by a name."
WITH_A_NAME = "URL: An address without a name or a password before the @."
WRONG = "The check digit of 978-2-12-345680-4 is wrong: it is kept as printed."
CELLS = {  # by column: what the cell says, and why it is refused (None: it is not)
    "ISBN/ISSN/EAN": {"9,78212E+12": "ISBN/ISSN/EAN: “9,78212E+12” is no ISBN, ISSN or EAN."},
    "URL": {"www.example.org": None, "javascript:alert(1)": "URL: An address that begins with https:// or http://.",
            "https://u:p@example.org/": WITH_A_NAME, "HTTPS://example.org/": None,
            f"https://example.org/{'x' * 500}": "URL: An address of 500 signs at most."},
    "Année": {"20223": "Année: “20223” is no year.", "[1999]": None},
    "Prix": {"12,50 €": None, "CHF 9": None, "gratuit": "Prix: “gratuit” is no price.",
             "-5": "Prix: “-5” is no price."},
    "Avis le": {"27/11/2026": None,
                "31/02/2026": "Avis le: “31/02/2026” is no date, as 27/11/2026 is."},
    "Avis de": {"Marie Dupont": NO_ROLE},
    "Langue": {"fr ; EN": None, "Français ; anglais ; Italian": None, "Wolof ; ckb": None, "klingon": NO_LANGUAGE},
    "Exemplaires": {"1000": "Exemplaires: a number from 0 to 200."},
    "Support": {"Livres": None, "caillou": "Support: “caillou” is no support that is known here."},
    "Sous-titre": {"a" * 301: "Sous-titre: longer than 300 signs.", "<script>{{7*7}}</script> 🙂": None,
                   "a\u202eb": "Sous-titre: There is a sign in it that cannot be read."},
}  # fmt: skip


@pytest.mark.parametrize(("heading", "text"), [(heading, text) for heading, cases in CELLS.items() for text in cases])
def test_a_cell_that_makes_no_sense_is_refused_in_words(purpose_of, brought, heading, text):
    purpose_of("job")
    line = brought(lines({"Titre": "Le CV", heading: text})).lines.get()
    said = CELLS[heading][text]
    assert (line.verdict, line.words or None) == ("refused" if said else "new", said)


@pytest.mark.parametrize(("number", "said"), [
    ("978-2-12-345680-4", WRONG), ("0317-8471", "It has an ISSN, as periodicals have: look whether it is a book.")])
def test_a_number_that_is_odd_is_kept_and_pointed_out(purpose_of, brought, pressed, number, said):
    purpose_of("job")
    line = pressed(brought(lines({"Titre": "Le CV", "ISBN/ISSN/EAN": number})), "apply").lines.get()
    assert (line.verdict, line.words) == ("new", said)
    assert (line.notice.number, line.notice.number_wrong) == (number.replace("-", ""), said == WRONG)


def test_a_cell_of_a_million_signs_is_refused(purpose_of, brought):
    purpose_of("job")
    text = "".join(random.Random(4).choices("abcdefghij ", k=1_000_000))
    sheet = rows_claiming(1).replace("</row></sheetData>", f"{a_cell('B2', text)}</row></sheetData>")
    line = brought(with_sheet(sheet)).lines.get()
    assert (line.verdict, line.words) == ("refused", "The cell B2 is far too long.")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_a_csv_is_read_however_it_is_coded_and_parted(purpose_of, brought, separator, encoding):
    purpose_of("job"), purpose_of("training")
    rows = [["Besoin", "Titre", "Éditeur"], ["Besoin job ; training", "L'été", "Écho, à côté ;"]]
    line = brought(a_csv(rows, separator, encoding)).lines.get()
    assert (line.row, line.said["title"], line.said["publisher"], line.said["purposes"]) == (
        2, "L'été", "Écho, à côté ;", ["job", "training"])  # fmt: skip


def test_a_document_without_a_purpose_is_refused_and_columns_of_unknown_names_are_kept(purpose_of, brought, pressed):
    purpose_of("job")
    headings = ["Besoin", "Titre", "Mots-clés"]
    load = brought(a_csv([headings, ["", "Un", ""], ["job", "Deux", "joie"], ["?", "Trois", "x"]]))
    assert verdicts(load) == [(2, "refused"), (3, "new"), (4, "refused")]
    assert (words(load)[2], load.unknown) == ("Say at least one purpose: a document is found by it.", {"Mots-clés": 2})
    pressed(load, "apply")
    assert list(Notice.objects.values_list("title", "unmapped")) == [("Deux", {"Mots-clés": "joie"})]
