"""A program of the network takes the catalogue out by OAI-PMH, over HTTP, with a client that others wrote."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oaipmh_scythe import HTTPConfig, Scythe
from oaipmh_scythe.exceptions import (
    BadArgument,
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
)

from resources import actions
from resources.exchange.oai import records
from resources.models import Gone, Notice, Shelving


@pytest.fixture
def page_of_two(monkeypatch):
    """Answers of two records, so that a handful of documents makes several pages."""
    monkeypatch.setattr(records, "PAGE", 2)


@pytest.fixture(params=["GET", "POST"])
def harvester(request, transactional_db, site, live_server):
    with Scythe(f"{live_server.url}/oai/", http_config=HTTPConfig(http_method=request.param)) as client:
        yield client


def told(items):
    return [(each.header.identifier.rpartition(":")[2], each.header.deleted) for each in items]


def test_who_answers(harvester, a_notice):
    a_notice("Le CV")
    Shelving.objects.create(pk=1, contact="doc@cite.example")
    said = harvester.identify()
    assert said.repositoryName == "Cité des métiers Trial Country" or "Cité des métiers" in said.repositoryName
    assert (said.protocolVersion, said.deletedRecord) == ("2.0", "persistent")
    assert (said.adminEmail, said.granularity) == ("doc@cite.example", "YYYY-MM-DDThh:mm:ssZ")
    assert [each.metadataPrefix for each in harvester.list_metadata_formats()] == ["oai_dc"]


def test_the_whole_catalogue_page_after_page(harvester, a_notice, page_of_two):
    for n in range(5):
        a_notice(f"Document {n}", identifier=f"doc{n}", authors="Tanguy, Lucie ; Cité", number="9782010000010",
                 number_kind="isbn", year=2023, url="https://livres.example/")  # fmt: skip
    found = list(harvester.list_records())
    assert told(found) == [(f"doc{n}", False) for n in range(5)]
    said = found[0].metadata
    assert (said["title"], said["creator"], said["date"]) == (["Document 0"], ["Tanguy, Lucie", "Cité"], ["2023"])
    assert said["identifier"][1:] == ["urn:isbn:978-2-01-000001-0", "https://livres.example/"]
    assert said["identifier"][0].endswith("/documents/doc0/")


def test_what_left_the_shelf_is_told_and_what_was_never_on_it_is_not(harvester, a_notice):
    for name in ("withdrawn", "team", "draft", "stays"):
        a_notice(name, identifier=name)
    actions.write_notice(Notice.objects.get(identifier="withdrawn"), by=None, state="withdrawn")
    actions.write_notice(Notice.objects.get(identifier="team"), by=None, team_only=True)
    actions.write_notice(Notice.objects.get(identifier="draft"), by=None, state="draft")
    a_notice("Secret", identifier="secret", team_only=True)
    a_notice("Not yet", identifier="notyet", state="draft")
    a_notice("Old stock", identifier="oldstock", state="withdrawn")
    Gone.objects.create(identifier="deleted", at=timezone.now())
    assert told(harvester.list_records()) == [
        ("stays", False), ("withdrawn", True), ("team", True), ("draft", True), ("deleted", True)]  # fmt: skip
    assert told(harvester.list_records(ignore_deleted=True)) == [("stays", False)]
    with pytest.raises(IdDoesNotExist):
        harvester.get_record("oai:localhost:secret")
    assert harvester.get_record("oai:localhost:deleted").header.deleted


def test_what_changes_meanwhile_comes_again_and_nothing_is_left_out(harvester, a_notice, page_of_two):
    for n in range(6):
        a_notice(f"Document {n}", identifier=f"doc{n}")
    found = []
    for each in harvester.list_identifiers():
        found.append(each.identifier.rpartition(":")[2])
        if found == ["doc0"]:
            actions.write_notice(Notice.objects.get(identifier="doc0"), by=None, title="Anew")
            actions.write_notice(Notice.objects.get(identifier="doc3"), by=None, state="withdrawn")
    assert found == ["doc0", "doc1", "doc2", "doc4", "doc5", "doc0", "doc3"]


def test_a_purpose_is_a_set(harvester, a_notice, purpose_of):
    a_notice("Le CV", identifier="cv", purposes=["job"])
    a_notice("Le CAP", identifier="cap", purposes=["training", "job"])
    a_notice("La VAE", identifier="vae", purposes=["training"])
    assert [(each.setSpec, each.setName) for each in harvester.list_sets()] == [
        ("job", "Besoin job"), ("training", "Besoin training")]  # fmt: skip
    assert told(harvester.list_records(set_="training")) == [("cap", False), ("vae", False)]
    assert list(harvester.list_records(set_="training"))[0].header.setSpecs == ["job", "training"]
    with pytest.raises(NoRecordsMatch):
        list(harvester.list_records(set_="other"))


def test_what_changed_since_the_last_time(harvester, a_notice):
    old, new = a_notice("Old", identifier="old"), a_notice("New", identifier="new")
    day = timezone.now() - timedelta(days=10)
    Notice.objects.filter(pk=old.pk).update(changed_at=day)
    at = new.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert told(harvester.list_records(from_=at)) == [("new", False)]
    assert told(harvester.list_records(until=at)) == [("old", False), ("new", False)]
    assert told(harvester.list_records(from_=f"{day:%Y-%m-%d}", until=f"{day:%Y-%m-%d}")) == [("old", False)]
    with pytest.raises(NoRecordsMatch):
        list(harvester.list_records(until="1999-12-31"))


@pytest.mark.parametrize(
    ("refusal", "asked"),
    [
        (BadArgument, {"from_": "yesterday"}),
        (BadArgument, {"from_": "2026-01-02", "until": "2026-01-01"}),
        (BadArgument, {"from_": "2026-01-01", "until": "2026-01-02T00:00:00Z"}),
        (BadResumptionToken, {"resumption_token": "stolen"}),
        (CannotDisseminateFormat, {"metadata_prefix": "marcxml"}),
    ],
)
def test_a_question_that_is_not_understood(refusal, asked, harvester, a_notice):
    a_notice("Le CV")
    with pytest.raises(refusal):
        list(harvester.list_records(**asked))
