"""A reference manager, a search engine, a catalogue's robot: what each finds of a public document, and of no other."""

import json

import pytest
from defusedxml import ElementTree

from resources.exchange import dublin
from resources.models import Selected, Selection
from tests.harness import soup_of

DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def cv(a_notice, a_subject):
    return a_notice(
        "Le CV", subtitle="En bref", identifier="cv1", authors="Roc, Ana ; Cité", publisher="Orme", year=2023,
        number="9782010000010", number_kind="isbn", edition="2e édition", url="https://livres.example/cv",
        summary="Écrire.\r\nRelire.\u2028TY  - HACK\x00".replace("\x00", ""), marks=["B2"], support="booklet",
        subjects=[a_subject("cv", "Lettres & CV")],
    )  # fmt: skip


def test_a_list_becomes_references(client, cv, a_notice):
    a_notice("Vidéo", identifier="vid", support="video")
    response = client.get("/documents/selection.ris?d=vid,cv1,nothing")
    assert response.headers["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="documents.ris"'
    assert response.content.decode().split("\r\n") == [
        "TY  - VIDEO", "ID  - vid", "TI  - Vidéo", "LA  - fr", "ER  - ",
        "TY  - PAMP", "ID  - cv1", "TI  - Le CV : En bref", "AU  - Roc, Ana", "AU  - Cité", "PY  - 2023",
        "PB  - Orme", "ET  - 2e édition", "SN  - 978-2-01-000001-0", "LA  - fr", "KW  - Lettres & CV", "CN  - B2",
        "AB  - Écrire. Relire. TY - HACK", "UR  - https://livres.example/cv", "ER  - ", "",
    ]  # fmt: skip


def test_a_reading_list_becomes_references_in_its_order(client, cv, a_notice):
    other = a_notice("Autre", identifier="other")
    hidden = a_notice("Secret", identifier="secret", team_only=True)
    chosen = Selection.objects.create(slug="first-steps", name={"fr": "Débuts"})
    Selected.objects.bulk_create(Selected(selection=chosen, notice=notice, order=n)
                                 for n, notice in enumerate([other, hidden, cv]))  # fmt: skip
    lines = client.get("/documents/selection.ris?list=first-steps").content.decode().split("\r\n")
    assert [line for line in lines if line.startswith("ID")] == ["ID  - other", "ID  - cv1"]
    Selection.objects.update(team_only=True)
    assert client.get("/documents/selection.ris?list=first-steps").status_code == 404


@pytest.mark.parametrize("asked", ["", "?d=", "?d=secret", "?d=%00", "?list=%00", "?list=none"])
def test_no_reference_without_a_public_document(asked, client, a_notice):
    a_notice("Secret", identifier="secret", team_only=True)
    assert client.get(f"/documents/selection.ris{asked}").status_code == 404


def test_dublin_core_in_xml(client, cv):
    response = client.get("/documents/cv1/dc.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    said = [(child.tag.removeprefix(DC), child.text) for child in ElementTree.fromstring(response.content)]
    assert said[:4] == [("title", "Le CV : En bref"), ("creator", "Roc, Ana"), ("creator", "Cité"),
                        ("subject", "Lettres & CV")]  # fmt: skip
    assert ("identifier", "http://testserver/documents/cv1/") in said


def test_json_ld(client, cv):
    response = client.get("/documents/cv1/dc.json")
    assert response.headers["Content-Type"] == "application/ld+json"
    said = json.loads(response.content)
    assert (said["@context"], said["@type"], said["name"]) == ("https://schema.org", "Book", "Le CV")
    assert said["author"] == [{"@type": "Person", "name": "Roc, Ana"}, {"@type": "Organization", "name": "Cité"}]
    assert (said["isbn"], said["@id"]) == ("978-2-01-000001-0", "http://testserver/documents/cv1/")


def test_the_page_of_a_document_says_the_same_in_its_head(client, cv):
    head = soup_of(client.get("/documents/cv1/")).head
    said = [(meta["name"], meta["content"]) for meta in head.find_all("meta") if meta.get("name", "").startswith("DC.")]
    assert said[0] == ("DC.title", "Le CV : En bref")
    assert said == [(f"DC.{name}", text) for name, text in dublin.of(cv, language="fr")]
    links = {link["type"]: link["href"] for link in head.find_all("link", rel="alternate")}
    assert links["application/ld+json"] == "/documents/cv1/dc.json"
    assert links["application/xml"] == "/documents/cv1/dc.xml"


@pytest.mark.parametrize("file", ["dc.xml", "dc.json"])
@pytest.mark.parametrize("hidden", [{"team_only": True}, {"state": "draft"}, {"state": "withdrawn"}])
def test_what_is_not_public_is_not_told(file, hidden, client, a_notice):
    a_notice("Secret", identifier="secret", **hidden)
    assert client.get(f"/documents/secret/{file}").status_code == 404
    assert client.get(f"/documents/%00/{file}").status_code == 404


def test_nothing_is_left_in_the_browser(client, cv):
    for address in ("selection.ris?d=cv1", "cv1/dc.xml", "cv1/dc.json"):
        assert not client.get(f"/documents/{address}").cookies
