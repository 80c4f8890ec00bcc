"""Fixtures named to be read aloud, and the strictness that every test runs under (tests/harness.py)."""

import itertools
import os
from datetime import time, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone, translation

from tests.harness import CHROMIUM, StrictClient, postgres_is_here, redis_is_here, shuffle_unordered

NEEDS = {
    "browser": ("Chromium", lambda: CHROMIUM is not None),
    "redis": ("Redis", redis_is_here),
    "postgres": ("PostgreSQL", postgres_is_here),
}


def pytest_configure(config):
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # below VAR; whitenoise warns where it is missing


def pytest_collection_modifyitems(config, items):
    """What is not installed is skipped, and said; where everything must run (REQUIRE_ALL), its absence fails."""
    for item in items:
        for marker, (part, is_here) in NEEDS.items():
            if item.get_closest_marker(marker) and not is_here():
                if os.environ.get("REQUIRE_ALL"):
                    pytest.exit(f"{part} is not installed and nothing may be skipped here.", returncode=3)
                item.add_marker(pytest.mark.skip(reason=f"{part} is not installed"))


def pytest_terminal_summary(terminalreporter):
    skipped = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(skipped):
        terminalreporter.write_line(f"NOT TESTED HERE: {reason}", red=True, bold=True)
    database = "PostgreSQL" if "postgresql" in settings.DATABASES["default"]["ENGINE"] else "SQLite"
    terminalreporter.write_line(f"Database: {database}. Redis: {'yes' if settings.REDIS_URL else 'embedded, none'}.")


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_ALL") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 4


@pytest.fixture(autouse=True)
def _strict(monkeypatch):
    shuffle_unordered(monkeypatch)
    cache.clear()  # a page drawn in the test before


@pytest.fixture(autouse=True)
def _in_english():
    """Outside a request the house speaks English here, whatever page the test before has read."""
    with translation.override("en"):
        yield


@pytest.fixture
def client():
    return StrictClient()


@pytest.fixture
def client_of():
    """A browser in which this person is signed in. CSRF is checked when asked for."""

    def sign_in(user, **options):
        browser = StrictClient(**options)
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return sign_in


@pytest.fixture
def site(db):
    """A small site open every day from 08:00 to 20:00, in French, with English beside."""
    from citedesmetiers.centre.models import Hours, Place, Site

    Place.objects.create(code="main", name={"fr": "Salle principale", "en": "Main room"})
    Hours.objects.bulk_create(Hours(weekday=day, opens=time(8), closes=time(20)) for day in range(7))
    return Site.objects.create(
        pk=1, name={"fr": "Cité des métiers", "en": "Cité des métiers"},
        territory={"fr": "Pays d’Essai", "en": "Trial Country"}, language="fr",
        ticket_words={"fr": "Plume\nGalet\nTilleul\nLin", "en": "Feather\nPebble\nLime\nFlax"},
    )


@pytest.fixture
def purpose_of(site):
    """A purpose of the site, made when first asked for."""
    from citedesmetiers.centre.actions import renew
    from citedesmetiers.centre.models import Purpose

    orders = itertools.count()

    def make(code, **fields):
        fields = {"family": "other", "name": {"fr": f"Besoin {code}", "en": f"Purpose {code}"}} | fields
        purpose = Purpose.objects.get_or_create(code=code, defaults=fields | {"order": next(orders)})[0]
        renew()
        return purpose

    return make


@pytest.fixture
def a_desk(purpose_of):
    """A desk with the one purpose that it answers."""
    from citedesmetiers.centre.actions import renew
    from desks.models import Desk

    made = itertools.count()

    def make(slug, **fields):
        n = next(made)
        names = {"fr": f"Pôle {slug}", "en": f"Desk {slug}"}
        hue = ["blue", "orange", "green", "violet", "ochre"][n % 5]
        usual = {"slug": slug, "letter": "ABCDEFGHIJ"[n], "name": names, "hue": hue, "order": n}
        desk = Desk.objects.create(**(usual | fields))
        desk.purposes.add(purpose_of(slug))
        renew()
        return desk

    return make


@pytest.fixture
def desk(a_desk):
    return a_desk("job")


@pytest.fixture
def other_desk(a_desk, desk):
    return a_desk("training")


@pytest.fixture
def a_person(db):
    """Somebody who works here, with the roles named: a_person(receives=True)."""
    from citedesmetiers.accounts.models import User

    made = itertools.count(1)

    def make(**fields):
        n = next(made)
        return User.objects.create(**({"username": f"person{n}", "name": f"Person {n}", "language": "en"} | fields))

    return make


@pytest.fixture
def agent(a_person, site):
    return a_person(receives=True)


@pytest.fixture
def manager(a_person, site):
    return a_person(manages=True)


@pytest.fixture
def a_counsellor(a_person, desk):
    """A counsellor who sits at a desk (the first one unless named), and may also help others."""
    from desks import actions
    from desks.models import Helper

    def make(at=None, *, may_help=(), here=True):
        counsellor = a_person(counsels=True)
        Helper.objects.create(user=counsellor, desk=at or desk)
        Helper.objects.bulk_create(Helper(user=counsellor, desk=other, serves=False) for other in may_help)
        if here:
            actions.arrive(at or desk, by=counsellor)
        return counsellor

    return make


@pytest.fixture
def a_partner(db):
    """An organisation that lends counsellors: a_partner("CIO")."""
    from citedesmetiers.centre.models import Partner

    made = itertools.count(1)

    def make(name=None, **fields):
        n = next(made)
        return Partner.objects.create(**({"code": f"partner{n}", "name": name or f"Partner {n}"} | fields))

    return make


@pytest.fixture
def a_turn(desk, a_partner):
    """A post of a desk for four hours, promised by somebody unless `partner=None` says that it is a hole."""
    from desks.models import Part, Turn

    def make(at=None, **fields):
        starts = fields.pop("starts_at", None) or timezone.now()
        partner = fields.pop("partner") if "partner" in fields else a_partner()
        usual = {"desk": at or desk, "day": timezone.localtime(starts).date(), "part": Part.MORNING, "post": 1,
                 "of_posts": 3, "starts_at": starts, "ends_at": starts + timedelta(hours=4), "outside_hours": True,
                 "partner": partner}  # fmt: skip
        return Turn.objects.create(**(usual | fields))

    return make


@pytest.fixture
def arrival_at(purpose_of):
    """What one press says: an interview about a desk's own theme unless told otherwise."""
    import uuid

    from reception.actions import Arrival
    from reception.models import Service

    def make(about=None, **fields):
        purpose = fields.pop("purpose", None) or (about.purposes.get() if about else purpose_of("other"))
        said = {"key": uuid.uuid4(), "service": Service.INTERVIEW, "purpose": purpose, "insist": True}
        return Arrival(**(said | fields))

    return make


@pytest.fixture
def visitors_wait_at(agent, arrival_at):
    """So many visitors stand in a desk's line, one minute apart, the first one since `since` minutes."""
    from reception import actions
    from reception.models import Stop

    def stand(desk, n=1, *, since=None):
        since = since if since is not None else n
        stops = []
        for i in range(n):
            receipt = actions.log(arrival_at(desk), by=agent)
            at = timezone.now() - timedelta(minutes=since - i)
            Stop.objects.filter(ticket=receipt.ticket, desk=desk).update(waits_since=at, turn=at)
            stops.append(Stop.objects.with_names().get(ticket=receipt.ticket, desk=desk))
        return stops

    return stand


@pytest.fixture
def past_calls(desk, a_counsellor):
    """So many visitors of a desk who waited ten minutes each, with these people ahead, yesterday unless told."""
    from reception.models import Stop, Ticket

    anna = a_counsellor(here=False)

    def happened(n, at=None, *, ahead=0, minutes=10, day=None, **fields):
        day = day or timezone.localdate() - timedelta(days=1)
        first = timezone.now() - timedelta(days=1)
        for i in range(n):
            ticket = Ticket.objects.create(day=day, number=Ticket.objects.filter(day=day).count() + 1)
            since = first + timedelta(seconds=i)
            called = since + timedelta(minutes=minutes)
            usual = {"ticket": ticket, "desk": at or desk, "purpose": desk.purposes.get(), "waits_since": since,
                     "turn": since, "called_at": called, "met_at": called, "ended_at": called, "state": "done",
                     "counsellor": anna, "ahead": ahead, "on_duty": 1}  # fmt: skip
            Stop.objects.create(**(usual | fields))

    return happened


@pytest.fixture
def on_sqlite():
    return connection.vendor == "sqlite"
