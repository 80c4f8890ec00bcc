"""The catalogue as UNIMARC records: what other libraries read, and what changes nothing when it comes back."""

import io

import pymarc
import pytest
from defusedxml import ElementTree

from resources.exchange.known import Known
from resources.exchange.lines import Report
from resources.exchange.marc.reading import read
from resources.models import Selected, Selection

LONG = "Été : " + "œuvre à l’écoute\n" * 200 + "fin"


@pytest.fixture
def full(a_notice, a_subject, a_heading):
    """A notice that says everything that a record can hold."""
    return a_notice(
        "Le CV", identifier="cv1", subtitle="En bref", authors="Cité ; Roc, Ana ; CIDJ", publisher="Orme", year=2023,
        edition="2e édition", support="booklet", number="9782010000010", number_kind="isbn", languages=["fr", "en"],
        url="https://livres.example/cv", price="12.50", summary=LONG[:3900], purposes=["job", "training"],
        subjects=[a_subject("J1506", "Soins infirmiers", scheme="rome"), a_subject("cv", "Lettres")],
        headings=[a_heading("S2")], marks=["S2 ROC", "S2 ROC"],
    )  # fmt: skip


def file(browser, **asked):
    response = browser.get("/resources/records/file/", asked)
    assert response.status_code == 200
    return response, response.content


@pytest.mark.parametrize("form", ["iso", "xml"])
def test_what_goes_out_says_the_same_when_it_comes_back(form, curating, full):
    _response, body = file(curating, form=form)
    (line,) = read(body, Known.now(), Report())
    assert line.cells == {
        "identifier": "cv1", "title": "Le CV", "subtitle": "En bref", "authors": "Cité ; Roc, Ana ; CIDJ",
        "publisher": "Orme", "edition": "2e édition", "year": "2023", "support": "booklet",
        "number": "978-2-01-000001-0", "languages": "fr ; en", "url": "https://livres.example/cv",
        "price": "12.50 EUR", "summary": LONG[:3900].strip(), "purposes": "job ; training", "subjects": "cv ; J1506",
        "headings": "S2", "marks": "S2 ROC", "copies": "2",
    }  # fmt: skip


def test_another_program_reads_it(curating, full):
    response, body = file(curating)
    assert response.headers["Content-Type"] == "application/marc"
    assert response.headers["Content-Disposition"].endswith('.mrc"')
    (record,) = pymarc.MARCReader(io.BytesIO(body), force_utf8=True, to_unicode=True)
    assert record["200"]["a"] == "Le CV"
    assert len(record["100"]["a"]) == 36
    assert record["100"]["a"][26:28] == "50"
    assert [field["a"] for field in record.get_fields("710", "711", "701")] == ["Cité", "Roc", "CIDJ"]


def test_the_xml_is_one_document(curating, full, a_notice):
    a_notice("Signes \x0b & <autres>", identifier="x2", number="1234-5679", number_kind="issn", support="periodical")
    root = ElementTree.fromstring(file(curating, form="xml")[1])
    assert [child.tag for child in root] == ["{http://www.loc.gov/MARC21/slim}record"] * 2


def test_a_purpose_or_a_reading_list_alone(curating, full, a_notice):
    other = a_notice("Autre", identifier="other", purposes=["housing"])
    chosen = Selection.objects.create(slug="first-steps", name={"fr": "Débuts"})
    Selected.objects.create(selection=chosen, notice=other)

    def identifiers(**asked):
        return [record["001"].data for record in pymarc.MARCReader(io.BytesIO(file(curating, **asked)[1]))]

    assert identifiers() == ["cv1", "other"]
    assert identifiers(purpose="housing") == identifiers(list="first-steps") == ["other"]
    for asked in ("list=none", "list=%00", "purpose=%00", "purpose=none"):
        assert curating.get(f"/resources/records/file/?{asked}").status_code == 404


def test_a_long_text_in_several_fields(curating, a_notice):
    a_notice("Long", summary="€" * 4000)
    (record,) = pymarc.MARCReader(io.BytesIO(file(curating)[1]), force_utf8=True)
    assert "".join(field["a"] for field in record.get_fields("330")) == "€" * 4000


@pytest.mark.parametrize("n", [1, 30])
def test_as_many_queries_however_many_records(n, curating, a_notice, django_assert_num_queries):
    for each in range(n):
        a_notice(f"Document {each}", marks=["A1"])
    with django_assert_num_queries(8):
        file(curating)
