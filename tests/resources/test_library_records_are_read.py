"""A file of a library's records is read: its signs, its fields, and what no field here holds."""

from pathlib import Path

import pytest

from resources.exchange.known import Known
from resources.exchange.lines import Report
from resources.exchange.marc.charsets import clean, iso_5426
from resources.exchange.marc.reading import read

RECORDS = Path(__file__).parent / "records"
BOOK = {
    "title": "Le métier d’infirmière", "subtitle": "se former, être recrutée", "authors": "Tanguy, Lucie ; Roïc, Maël",
    "publisher": "Éditions du Tilleul", "edition": "3e édition", "year": "2023", "number": "978-2-01-000001-0",
    "languages": "fr ; en", "price": "12.50 EUR", "marks": "S2 TAN", "copies": "2",
    "summary": "Études, concours, débuts : ce qu’il faut savoir, ça et là.",
}  # fmt: skip


@pytest.fixture
def lines_of(db):
    """The lines of a file of the folder, and what is said of it as a whole."""

    def look(name, **options):
        report = Report()
        return list(read((RECORDS / name).read_bytes(), Known.now(), report, **options)), report

    return look


def cells(line):
    assert line.fault == ""
    return {code: cell for code, cell in line.cells.items() if code != "unmapped"}


def plainly(cells):
    return {code: cell.replace("’", "'") for code, cell in cells.items()}


@pytest.mark.parametrize("name", ["unimarc.mrc", "unimarc.xml"])
def test_a_book_a_periodical_and_an_e_book(name, lines_of):
    lines, report = lines_of(name)
    assert [line.row for line in lines] == [1, 2, 3]
    assert cells(lines[0]) == BOOK
    assert cells(lines[1]) == {
        "title": "L’Orientation au quotidien", "authors": "Réseau des Cités. Documentation", "support": "periodical",
        "publisher": "Cité éditions", "year": "2019", "number": "1234-5679", "languages": "fr", "marks": "PER 4",
    }  # fmt: skip
    assert cells(lines[2]) == {
        "title": "Créer son activité. 2. Le financement", "publisher": "En ligne", "year": "2022", "support": "file",
        "number": "9782010000015", "languages": "fr", "url": "https://livres.example/creer",
    }  # fmt: skip
    assert report.notes == []


def test_what_nothing_holds_is_kept_and_counted(lines_of):
    lines, report = lines_of("unimarc.mrc")
    assert lines[0].cells["unmapped"] == {
        "001": ["FRX00001"], "010": ["$bbr."], "073": ["$a9782010000010"], "102": ["$aFR"], "200": ["$fLucie Tanguy"],
        "214": ["$aOrme"], "215": ["$a96 p."], "225": ["$aParcours"], "300": ["$aIndex"],
        "606": ["$aSoins infirmiers$xEmploi", "$aHôpitaux"], "686": ["$aS2$2Plan de la Cité"], "700": ["$4070"],
        "995": ["$bOrme", "$bOrme", "$f0001234", "$f0001235"],
    }  # fmt: skip
    assert lines[2].cells["unmapped"] == {"001": ["FRX00003"], "856": ["$ujavascript:alert(1)"]}
    assert (report.unknown["606"], report.unknown["001"], report.unknown["995"]) == (2, 3, 5)


def test_subjects_and_headings_that_are_known_here_are_taken(lines_of, a_subject, a_heading):
    a_subject("J1506", "Soins infirmiers", scheme="rome")
    a_heading("S2")
    lines, _report = lines_of("unimarc.mrc")
    assert (lines[0].cells["subjects"], lines[0].cells["headings"]) == ("J1506", "S2")
    assert lines[0].cells["unmapped"]["606"] == ["$xEmploi", "$aHôpitaux"]


def test_records_stand_under_the_purpose_that_was_asked_for(lines_of):
    lines, _report = lines_of("unimarc.mrc", purpose="job")
    assert [line.cells["sheet"] for line in lines] == [["job"]] * 3


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("unimarc-iso5426.iso", []),
        ("unimarc-leader-lies.iso", []),
        ("unimarc-latin1.iso", ["1 record: It is said to be in ISO 5426 and was read as Latin-1."]),
        ("unimarc-says-utf8-is-latin1.iso", ["1 record: It is said to be in UTF-8 and was read as Latin-1."]),
    ],
)
def test_the_signs_are_those_of_100_a_unless_the_bytes_belie_it(name, note, lines_of):
    lines, report = lines_of(name)
    assert plainly(cells(lines[0])) == plainly(BOOK)
    assert report.notes == note


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("marc21.mrc", []),
        ("marc21-marc8.mrc", []),
        ("marc21-leader-lies.mrc", ["1 record: It is said to be in MARC-8 and was read as UTF-8."]),
    ],
)
def test_a_record_of_marc21(name, note, lines_of):
    lines, report = lines_of(name)
    assert cells(lines[0]) == {
        "title": "Le métier d'infirmière", "subtitle": "se former, être recrutée", "authors": "Tanguy, Lucie",
        "publisher": "Éditions du Tilleul", "edition": "3e édition", "year": "2021", "number": "2010000013",
        "price": "9.90 EUR", "languages": "fr", "summary": "Études et débuts.", "marks": "S2 TAN", "copies": "2",
    }  # fmt: skip
    assert lines[0].cells["unmapped"]["300"] == ["$a96 pages"]
    assert report.notes == note


def test_the_signs_of_iso_5426():
    written = b"\xc2Ecole, l\xfauvre, ma\xd0con, No\xc8el, \xc3ile, \xea, \xe9"
    assert iso_5426(written) == "École, lœuvre, maçon, Noël, île, Œ, Ø"


@pytest.mark.parametrize("written", ["\x88Le \x89CV", "\x98Le \x9cCV", "<<Le >>CV", "Le CV\x1f", "L\xade CV"])
def test_marks_of_sorting_are_not_words(written):
    assert clean(written) == "Le CV"


def test_angles_that_are_no_marks_stay():
    assert clean("Salaires : x >> y") == "Salaires : x >> y"
