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
