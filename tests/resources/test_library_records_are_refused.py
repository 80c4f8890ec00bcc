"""A file that is cut, damaged, hostile or something else: a sentence, what was whole before it, and never an error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from citedesmetiers.kit.sheets import NotASheet
from resources.exchange.known import Known
from resources.exchange.lines import Report
from resources.exchange.marc.reading import MOST_BYTES, read

RECORDS = Path(__file__).parent / "records"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8
LEADER = b"00060nam  2200037   450 "


def lines_of(body):
    return [(line.row, line.fault) for line in read(body, Known(), Report())]


def refused(body):
    with pytest.raises(NotASheet) as met:
        lines_of(body)
    return met.value.reason


def file(name):
    return (RECORDS / name).read_bytes()


def test_what_was_whole_before_the_cut_is_kept():
    cut = "This record is cut: the file ends in the middle of it."
    assert lines_of(file("unimarc-cut.mrc")) == [(1, ""), (2, ""), (3, cut)]


def test_what_was_whole_before_the_cut_is_kept_in_xml_too():
    damaged = "The file is cut or damaged here: it is not read any further."
    assert lines_of(file("unimarc-cut.xml")) == [(1, ""), (2, ""), (3, damaged)]


def test_a_record_in_whose_middle_another_begins_is_refused_alone():
    first, second, third = file("unimarc.mrc").split(b"\x1d")[:3]
    body = first[:400] + second + b"\x1d" + third + b"\x1d"
    assert lines_of(body) == [(1, "This record is damaged: its fields are not where it says."), (2, "")]


def test_a_length_that_lies_is_not_believed():
    body = file("unimarc.mrc")
    assert lines_of(b"99999" + body[5:]) == [(1, ""), (2, ""), (3, "")]


def test_a_record_without_a_title_is_refused_alone():
    assert lines_of(file("unimarc-without-title.mrc")) == [
        (1, "This record has no title (neither 200 nor 245)."), (2, "")]  # fmt: skip


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file(body):
    assert refused(body) == "This file is empty."


@pytest.mark.parametrize("body", [JPEG, b"PK\x03\x04", b"Titre;Auteur\nCV;Moi\n", b"\x00" * 100])
def test_a_file_that_is_something_else(body):
    assert refused(body) == "This is no file of library records: neither ISO 2709 (.mrc, .iso) nor MARCXML."


@pytest.mark.parametrize("body", [b"<html><p>Records</p></html>", b"<collection/>"])
def test_xml_without_records(body):
    assert refused(body) == "This XML holds no library record (MARCXML)."


def test_xml_that_is_none():
    assert refused(b"<collection") == "This XML is cut or damaged: it cannot be read."


@pytest.mark.parametrize("name", ["bomb.xml", "entities.xml"])
def test_entities_are_never_expanded(name):
    assert lines_of(file(name)) == [(1, "The file declares entities or a document type: it is not read any further.")]


def test_fifty_megabytes():
    said = refused(LEADER * (50 * 1024**2 // len(LEADER)))
    assert said == f"More than {MOST_BYTES // 1024**2} MB: bring the records in several files."


def test_a_record_of_far_too_many_fields():
    body = b"<record><leader/>" + b'<datafield tag="606"/>' * 3000 + b"</record>"
    assert lines_of(body) == [(1, "This record has no fields, or far too many.")]


def test_an_alphabet_that_is_not_read_here():
    body = file("unimarc-iso5426.iso").replace(b"frey0103", b"frey05  ")
    assert lines_of(body) == [(1, "It is written in an alphabet that is not read here (code 05 in 100$a).")]


def judged(body):
    """Every line has something to say or a fault; the file is refused in words, or read."""
    try:
        for line in read(body, Known(), Report()):
            assert line.fault or line.cells["title"]
            kept = line.cells.get("unmapped", {})
            assert "\\u0000" not in json.dumps(line.cells) and all(tag.isprintable() for tag in kept)
    except NotASheet as met:
        assert met.reason


@rules(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from([b"", LEADER, b"<record>", b'<?xml version="1.0" encoding="x"?><a>']))
def test_whatever_bytes(body, before):
    judged(before + body)


@rules(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_becomes_of_the_bytes_of_a_real_file(data):
    name = data.draw(st.sampled_from(["unimarc.mrc", "marc21-marc8.mrc", "unimarc-iso5426.iso", "unimarc.xml"]))
    body = bytearray(file(name))
    for _n in range(data.draw(st.integers(1, 12))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    judged(bytes(body[: data.draw(st.integers(1, len(body)))]))


WITHOUT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pymarc":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "citedesmetiers.settings"
import django
django.setup()
from django.urls import reverse
from resources.exchange import dublin, marc, oai, ris, sheets
import resources.views.harvest
assert reverse("resources:records") and not marc.is_here()
from django.core.files.uploadedfile import SimpleUploadedFile
from citedesmetiers.kit.sheets import NotASheet
from resources.exchange.known import Known
from resources.exchange.lines import Report
from resources.forms.loads import LoadForm
try:
    next(marc.read(b"", Known(), Report()))
except NotASheet as met:
    assert met.reason == marc.words_without()
form = LoadForm({}, {"file": SimpleUploadedFile("records.mrc", b"x")})
assert form.errors["file"] == [marc.words_without()]
assert not LoadForm({}, {"file": SimpleUploadedFile("list.csv", b"x")}).errors
print(marc.words_without())
"""


def test_without_pymarc_the_house_opens_and_says_what_to_install():
    command = [sys.executable, "-W", "error", "-c", WITHOUT]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "citedesmetiers[marc]" in done.stdout
