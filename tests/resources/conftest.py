"""An information officer, outside bodies and topics."""

from datetime import timedelta

import pytest
from django.utils import timezone


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


@pytest.fixture
def today_in():
    """The day in so many months: today_in(months=12)."""
    from dateutil.relativedelta import relativedelta
    from django.utils import timezone

    def day(**span):
        return timezone.localdate() + relativedelta(**span)

    return day


@pytest.fixture
def brought(officer):
    """A file that was read and compared: brought(lines({"Titre": "Le CV"}))."""
    from resources.actions import loads

    def bring(body, name="catalogue.xlsx"):
        load = loads.bring(name, body, by=officer)
        loads.work(load)
        load.refresh_from_db()
        return load

    return bring


@pytest.fixture
def pressed(officer):
    """What somebody asks of a file is done by the clock: pressed(load, "apply", "undo")."""
    from resources.actions import loads

    def press(load, *asked):
        for name in asked:
            getattr(loads, name)(load, by=officer)
            loads.work(load)
        load.refresh_from_db()
        return load

    return press


@pytest.fixture
def today(site):
    return timezone.localdate()


@pytest.fixture
def stale(a_notice, today):
    """A document whose review is overdue: stale("Le CV", days=10)."""

    def make(title="Le CV", *, days=10, **said):
        return a_notice(title, **({"review_by": today - timedelta(days=days), "year": today.year} | said))

    return make


@pytest.fixture
def linked(site):
    """What the night found of a notice's address."""
    from resources.models import Link

    def make(notice, answer, **said):
        return Link.objects.create(notice=notice, url=notice.url, answer=answer, checked_at=timezone.now(), **said)

    return make
