"""Whatever is sent in the month's place is refused in words, before it is unpacked."""

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from desks.models import Turn
from desks.rosters import sheet
from tests.harness import words_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def saved(book):
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def a_book(rows=()):
    book = Workbook(write_only=True)
    page = book.create_sheet("Turns")
    for row in rows:
        page.append(row)
    return saved(book)


def with_sheet(xml):
    """A workbook whose sheet says exactly this."""
    whole, body = zipfile.ZipFile(io.BytesIO(a_book([["x"]]))), io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in whole.namelist():
            text = xml if name == "xl/worksheets/sheet1.xml" else whole.read(name)
            archive.writestr(name, text)
    return body.getvalue()


def a_bomb():
    return with_sheet(b"<worksheet>" + b" " * 210 * 1024 * 1024 + b"</worksheet>")


def of_many_parts():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for n in range(200):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", "x")
    return body.getvalue()


FILES = {
    "not a zip": (lambda: b"Date;Begins;Ends", "This is not an XLSX spreadsheet."),
    "empty": (lambda: b"", "The submitted file is empty."),
    "another zip": (lambda: of_many_parts()[:-4], "This is not an XLSX spreadsheet."),
    "too many parts": (of_many_parts, "This file unpacks to far more than a month of the roster."),
    "cut off": (lambda: a_book([["x"]])[:-400], "This is not an XLSX spreadsheet."),
    "a bomb": (a_bomb, "This file unpacks to far more than a month of the roster."),
    "entities": (lambda: with_sheet(f"{ENTITIES}<worksheet>&b;</worksheet>"), "This file cannot be read."),
    "not XML": (lambda: with_sheet("nonsense"), "This file cannot be read."),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_words(week, manager, client_of, name):
    make, words = FILES[name]
    upload = SimpleUploadedFile("month.xlsx", make())
    answer = client_of(manager).post("/rosters/month/changes/?month=2026-11", {"file": upload})
    assert (answer.status_code, words in words_of(answer)) == (400, True)
    assert Turn.objects.promised().count() == 0


def test_a_hundred_thousand_rows_are_refused_after_the_first_of_them(db):
    file = io.BytesIO(with_sheet(rows_claiming(100_000)))
    tracemalloc.start()
    with pytest.raises(sheet.NotASheet, match="a month has fewer|far more"):
        list(sheet.read(file, []))
    assert tracemalloc.get_traced_memory()[1] < 50 * 1024 * 1024
    tracemalloc.stop()


def rows_claiming(n):
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>x</t></is></c></row>' for r in range(1, n + 1))
    return f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData></worksheet>'


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_it_goes(db):
    lines = list(sheet.read(io.BytesIO(with_sheet(rows_claiming(3))), []))
    assert lines == [("Turns", n, ["x"] + [""] * 6) for n in (2, 3)]


def test_a_far_cell_is_not_a_long_sheet(db):
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    far = f'<worksheet xmlns="{MAIN}"><sheetData>{row}</sheetData></worksheet>'
    with pytest.raises(sheet.NotASheet, match="a month has fewer"):
        list(sheet.read(io.BytesIO(with_sheet(far)), []))


def test_a_file_larger_than_any_month_is_refused_and_only_that_address_takes_files(week, manager, client_of):
    browser = client_of(manager)
    large = SimpleUploadedFile("month.xlsx", b"x" * (600 * 1024))
    assert browser.post("/rosters/month/changes/", {"file": large}).status_code == 400
    huge = {"file": SimpleUploadedFile("month.xlsx", b"x" * (800 * 1024))}
    assert browser.post("/rosters/month/changes/", huge).status_code == 413
    assert browser.post("/rosters/month/agree/", {"changes": "x" * 70_000}).status_code == 413
