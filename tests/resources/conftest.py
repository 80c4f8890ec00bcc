"""An information officer, outside bodies and topics."""

import pytest


@pytest.fixture
def officer(a_person, site):
    return a_person(curates=True)


@pytest.fixture
def curating(officer, client_of):
    """The browser of an information officer."""
    return client_of(officer)


@pytest.fixture
def in_words():
    """What one types into a set of inputs, one a language: in_words("name", "Emploi", "Job")."""

    def fill(field, fr, en=""):
        return {f"{field}_0": fr, f"{field}_1": en}

    return fill


@pytest.fixture
def a_body(site):
    """An outside body, made by its verb: a_body("Law house", kind="law", purposes=[...])."""
    from resources import actions

    def make(name, **said):
        return actions.write_body(None, **({"name": name, "kind": "law"} | said))

    return make


@pytest.fixture
def a_topic(site):
    from resources import actions

    def make(code, **said):
        names = {"fr": f"Sujet {code}", "en": f"Topic {code}"}
        return actions.write_topic(None, **({"code": code, "name": names} | said))

    return make


@pytest.fixture
def a_notice(site, purpose_of):
    """A document on the shelf, written by its verb: a_notice("Le CV", purposes=["job"], marks=["B2"])."""
    from citedesmetiers.centre.models import Place
    from resources import actions
    from resources.models import Copy

    def make(title, *, purposes=("job",), marks=(), **said):
        copies = [Copy(mark=mark, place=Place.objects.get(code="main")) for mark in marks]
        said = {"title": title, "state": "shelf", "purposes": [purpose_of(code) for code in purposes]} | said
        return actions.write_notice(None, by=None, copies=copies, **said)

    return make


@pytest.fixture
def a_heading(site):
    from resources.models import Heading

    def make(code, **said):
        names = {"fr": f"Rubrique {code}", "en": f"Heading {code}"}
        return Heading.objects.create(**({"code": code, "name": names, "where": {"fr": "Étagère verte"}} | said))

    return make


@pytest.fixture
def a_subject(site):
    """A subject by its verb: a_subject("J1506", "Soins infirmiers", scheme="rome", synonyms=["Infirmière"])."""
    from resources.actions.subjects import write_subject

    def make(code, label, *, synonyms=(), **said):
        return write_subject(None, code=code, label={"fr": label}, synonyms=synonyms, **said)

    return make


@pytest.fixture
def found():
    """The titles that a question finds, in their order: found("metier infirmiere")."""
    from resources.search.ask import Asked, ask

    def look(text, **asked):
        return [notice.title for notice in ask(Asked(text, **asked)).notices]

    return look
