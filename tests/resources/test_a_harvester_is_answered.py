"""The answers of OAI-PMH as its schema wants them, and its own word for each fault of a question."""

import pytest
from defusedxml import ElementTree
from django.utils import timezone

from resources.models import Gone, Shelving
from tests.harness import StrictClient

OAI, DC = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def ask(site):
    """The parsed answer to a question put as an address."""

    def put(question, **post):
        client = StrictClient(enforce_csrf_checks=True)
        response = client.post("/oai/", post) if post else client.get(f"/oai/?{question}")
        assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
        assert not response.cookies
        return ElementTree.fromstring(response.content)

    return put


def names(element):
    return [child.tag.rpartition("}")[2] for child in element]


def fault(root):
    return root.find(f"{OAI}error").get("code")


def test_the_frame_of_every_answer(ask):
    root = ask("verb=Identify")
    assert (root.tag, names(root)) == (f"{OAI}OAI-PMH", ["responseDate", "request", "Identify"])
    assert root.find(f"{OAI}request").text == "http://testserver/oai/"
    assert root.find(f"{OAI}request").attrib == {"verb": "Identify"}
    assert names(root.find(f"{OAI}Identify")) == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord",
        "granularity"]  # fmt: skip


def test_a_record_stands_in_the_order_of_the_schema(ask, a_notice):
    a_notice("Le CV", subtitle="En bref", authors="Roc, Ana", summary="Pour \x0bécrire", publisher="Orme",
             identifier="cv1", territory="national", number="9782010000015", number_kind="isbn",
             number_wrong=True)  # fmt: skip
    answer = ask("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:cv1").find(f"{OAI}GetRecord")
    record = answer.find(f"{OAI}record")
    assert names(record) == ["header", "metadata"]
    assert names(record[0]) == ["identifier", "datestamp", "setSpec"]
    said = [(child.tag.removeprefix(DC), child.text) for child in record[1][0]]
    assert said == [
        ("title", "Le CV : En bref"), ("creator", "Roc, Ana"), ("subject", "Besoin job"),
        ("description", "Pour écrire"), ("publisher", "Orme"), ("type", "Text"),
        ("identifier", "http://testserver/documents/cv1/"), ("identifier", "9782010000015"), ("language", "fr"),
        ("coverage", "national"),
    ]  # fmt: skip


def test_a_deleted_record_has_a_header_and_nothing_else(ask):
    Gone.objects.create(identifier="gone1", at=timezone.now())
    record = ask("verb=ListRecords&metadataPrefix=oai_dc").find(f"{OAI}ListRecords")[0]
    assert (names(record), record[0].get("status")) == (["header"], "deleted")


def test_a_list_that_goes_on_ends_with_an_empty_token(ask, a_notice, monkeypatch):
    monkeypatch.setattr("resources.exchange.oai.records.PAGE", 2)
    for n in range(3):
        a_notice(f"Document {n}")
    first = ask("verb=ListIdentifiers&metadataPrefix=oai_dc").find(f"{OAI}ListIdentifiers")
    token = first.find(f"{OAI}resumptionToken")
    assert names(first) == ["header", "header", "resumptionToken"]
    assert (token.get("cursor"), token.get("completeListSize")) == ("0", "3")
    last = ask("", verb="ListIdentifiers", resumptionToken=token.text).find(f"{OAI}ListIdentifiers")
    assert (names(last), last[-1].text, last[-1].get("cursor")) == (["header", "resumptionToken"], None, "2")
    assert fault(ask("", verb="ListRecords", resumptionToken=token.text)) == "badResumptionToken"


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("badVerb", ""),
        ("badVerb", "verb=Steal"),
        ("badVerb", "verb=Identify&verb=Identify"),
        ("badArgument", "verb=Identify&colour=red"),
        ("badArgument", "verb=GetRecord&metadataPrefix=oai_dc"),
        ("badArgument", "verb=ListRecords"),
        ("badArgument", "verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30"),
        ("badArgument", "verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31"),
        ("badArgument", "verb=ListRecords&metadataPrefix=oai_dc&set=job&set=job"),
        ("badArgument", "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x"),
        ("badResumptionToken", "verb=ListSets&resumptionToken=x%00%F0"),
        ("cannotDisseminateFormat", "verb=GetRecord&metadataPrefix=marc&identifier=oai:testserver:cv1"),
        ("idDoesNotExist", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:%00"),
        ("idDoesNotExist", "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:elsewhere:cv1"),
        ("idDoesNotExist", "verb=ListMetadataFormats&identifier=%EF%BF%BF"),
        ("noRecordsMatch", "verb=ListRecords&metadataPrefix=oai_dc&set=%00"),
    ],
)
def test_the_protocols_own_word_for_each_fault(code, question, ask, purpose_of):
    purpose_of("job")
    root = ask(question)
    assert (fault(root), names(root)) == (code, ["responseDate", "request", "error"])
    assert bool(root.find(f"{OAI}request").attrib) is (code not in ("badVerb", "badArgument"))


def test_a_house_without_purposes_has_no_sets(ask):
    assert fault(ask("verb=ListSets")) == "noSetHierarchy"
    assert fault(ask("verb=ListRecords&metadataPrefix=oai_dc&set=job")) == "noSetHierarchy"


def test_a_house_that_is_not_harvested_says_so(client, site):
    Shelving.objects.create(pk=1, is_harvested=False)
    response = client.get("/oai/?verb=Identify", headers={"Accept-Language": "en"})
    assert response.status_code == 404
    assert "does not offer its catalogue" in response.content.decode()


@pytest.mark.parametrize("n", [1, 30])
def test_a_page_takes_as_many_queries_however_long_it_is(n, client, a_notice, django_assert_num_queries):
    for each in range(n):
        a_notice(f"Document {each}")
    with django_assert_num_queries(6):
        client.get("/oai/?verb=ListRecords&metadataPrefix=oai_dc")
