"""A file of a library's records is brought in like a spreadsheet: read, shown, applied, undone."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from resources.actions import loads
from resources.models import Copy, Load, Notice
from tests.harness import words_of

RECORDS = Path(__file__).parent / "records"


@pytest.fixture
def bring(officer, purpose_of):
    """A file of the folder, brought in under a purpose, read and compared."""

    def take(name, body=None, purpose="job"):
        body = (RECORDS / name).read_bytes() if body is None else body
        load = loads.bring(name, body, by=officer, kind="marc", purpose=purpose_of(purpose) if purpose else None)
        loads.work(load)
        load.refresh_from_db()
        return load

    return take


def verdicts(load):
    return [(line.row, line.verdict, line.words) for line in load.lines.order_by("pk")]


def applied(load, by):
    loads.apply(load, by=by)
    loads.work(load)
    load.refresh_from_db()
    assert load.state == Load.State.APPLIED, load.words
    return load


def test_three_records_become_three_documents(bring, officer):
    load = bring("unimarc.mrc")
    wrong = "The check digit of 9782010000015 is wrong: it is kept as printed."
    assert verdicts(load) == [(1, "new", ""), (2, "new", ""), (3, "new", wrong)]
    assert (load.unknown["606"], load.unknown["001"]) == (2, 3)
    applied(load, officer)
    book = Notice.objects.get(number="9782010000010")
    assert (book.title, book.edition, book.year) == ("Le métier d’infirmière", "3e édition", 2023)
    assert (str(book.price), book.currency) == ("12.50", "EUR")
    assert [purpose.code for purpose in book.purposes.all()] == ["job"]
    assert book.unmapped["215"] == ["$a96 p."]
    assert list(Copy.objects.filter(notice=book).values_list("mark", flat=True)) == ["S2 TAN", "S2 TAN"]
    assert Notice.objects.get(number="9782010000015").number_wrong


def test_the_same_file_again_changes_nothing(bring, officer):
    applied(bring("unimarc.mrc"), officer)
    assert [verdict for _row, verdict, _words in verdicts(bring("unimarc.mrc"))] == ["same"] * 3
    assert [verdict for _row, verdict, _words in verdicts(bring("unimarc.xml"))] == ["same"] * 3


def test_what_went_out_comes_back_and_changes_nothing(bring, officer, curating, a_notice, a_subject, a_heading):
    applied(bring("unimarc.mrc"), officer)
    a_notice("Le CV", identifier="cv1", support="booklet", edition="2e", summary="Un.\nDeux.", marks=["A1", ""],
             subjects=[a_subject("cv", "Lettres")], headings=[a_heading("S9")], purposes=["training"])  # fmt: skip
    for form in ("iso", "xml"):
        body = curating.get("/resources/records/file/", {"form": form}).content
        load = bring("back", body, purpose=None)
        assert [line.verdict for line in load.lines.order_by("pk")] == ["same"] * 4, [
            line.said for line in load.lines.all()]  # fmt: skip


def test_undone_nothing_is_left(bring, officer):
    load = applied(bring("unimarc.mrc"), officer)
    loads.undo(load, by=officer)
    loads.work(load)
    assert not Notice.objects.exists()


def test_records_without_a_purpose_are_refused_one_by_one(bring):
    said = verdicts(bring("unimarc.mrc", purpose=None))
    assert [verdict for _row, verdict, _words in said] == ["refused"] * 3
    assert {"Say at least one purpose: a document is found by it." in words for _row, _verdict, words in said} == {True}


def test_a_record_that_is_cut_is_a_line_that_is_refused(bring):
    assert verdicts(bring("unimarc-cut.mrc"))[2:] == [
        (3, "refused", "This record is cut: the file ends in the middle of it.")]  # fmt: skip


@pytest.mark.parametrize("body", [b"", b"\xff\xd8\xff\xe0JFIF", b"<html/>"])
def test_a_file_that_is_something_else_is_refused_whole(body, bring):
    load = bring("photo.mrc", body)
    assert (load.state, load.lines.count(), Notice.objects.count()) == (Load.State.FAILED, 0, 0)
    assert load.words


def test_odd_signs_are_said_of_the_whole_file(bring):
    assert bring("unimarc-latin1.iso").notes == ["1 record: It is said to be in ISO 5426 and was read as Latin-1."]


def test_brought_by_the_page_of_the_files(curating, purpose_of):
    purpose = purpose_of("job")
    with (RECORDS / "unimarc.mrc").open("rb") as file:
        answer = curating.post("/resources/loads/bring/", {"file": file, "purpose": purpose.pk})
    load = Load.objects.get()
    assert answer.url == f"/resources/loads/{load.pk}/"
    assert (load.kind, load.purpose, load.name) == ("marc", purpose, "unimarc.mrc")
    loads.work(load)
    page = words_of(curating.get(answer.url))
    assert "Le métier d’infirmière" in page
    assert "215 (kept aside)" in page and "['" not in page
    assert "Fields that nothing here holds, and how often they came: 001 (3), 010 (1), 073 (1), 102 (1)" in page


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("notices.MRC", b"\xff\xd8", "marc"),
        ("export", (RECORDS / "unimarc.mrc").read_bytes(), "marc"),
        ("export.txt", b"\xef\xbb\xbf<collection/>", "marc"),
        ("liste.csv", b"Titre;Auteur\n", "sheet"),
        ("liste.csv", b"12345;Titre;Auteur;Annee;ISBN et plus\n", "sheet"),
        ("liste.xlsx", b"PK\x03\x04", "sheet"),
    ],
)
def test_what_is_meant_by_a_file(name, body, kind, curating):
    curating.post("/resources/loads/bring/", {"file": SimpleUploadedFile(name, body)})
    assert Load.objects.get().kind == kind
