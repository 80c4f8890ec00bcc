"""Workbooks and CSV files as tests bring them."""

import csv
import io
import zipfile

from openpyxl import Workbook

HEADINGS = ["Identifiant", "Titre", "Auteur(s)", "Année", "Support", "ISBN/ISSN/EAN", "Cote", "Exemplaires"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_book(sheets, headings=HEADINGS):
    """A workbook: a_book({"Besoin job": [[…], …]}); rows may be dicts by heading."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in [headings, *rows]:
            page.append([row.get(heading) for heading in headings] if isinstance(row, dict) else row)
    return saved(book)


def saved(book):
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def lines(*rows, headings=None, sheet="Besoin job"):
    """A workbook of one sheet, each row told by its headings: lines({"Titre": "Le CV"})."""
    headings = headings or list(dict.fromkeys(name for row in rows for name in row))
    return a_book({sheet: rows}, headings)


def a_csv(rows, separator=";", encoding="utf-8-sig"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def with_part(name, text):
    """A workbook in which one part says exactly this."""
    whole, body = zipfile.ZipFile(io.BytesIO(a_book({"Besoin job": [["x", "Le CV"]]}))), io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in whole.namelist():
            archive.writestr(each, text if each == name else whole.read(each))
    return body.getvalue()


def with_sheet(xml):
    return with_part("xl/worksheets/sheet1.xml", xml)


def verdicts(load):
    """What would become of each line, in the file's order."""
    return list(load.lines.order_by("pk").values_list("row", "verdict"))


def words(load):
    """Why, of each line that says so."""
    return {row: said for row, said in load.lines.order_by("pk").values_list("row", "words") if said}
