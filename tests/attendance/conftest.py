"""A day in the house, told by its clock: at("10:05"), then somebody does something."""

import os
from datetime import UTC, date, datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db.models import Sum

from citedesmetiers.tallies.models import Tally
from reception import actions
from reception.models import Stop

PARIS = ZoneInfo("Europe/Paris")
TUESDAY = date(2026, 3, 10)


@pytest.fixture
def at():
    """Set the house's clock: at("10:05"), or at("00:07", day), or at(an instant). The instant that it then is."""
    travels = []

    def move(clock, day=TUESDAY):
        instant = clock if isinstance(clock, datetime) else datetime.combine(day, time.fromisoformat(clock), PARIS)
        instant = instant.astimezone(UTC)
        if travels:
            travels[-1].stop()
        travels.append(time_machine.travel(instant, tick=False))
        travels[-1].start()
        return instant

    yield move
    if travels:
        travels[-1].stop()


@pytest.fixture
def takes_a_place(agent, desk, arrival_at):
    """A visitor takes a place in a desk's line (the first desk's unless named)."""

    def stand(at_desk=None, **said):
        receipt = actions.log(arrival_at(at_desk or desk, **said), by=agent)
        return Stop.objects.with_names().get(ticket=receipt.ticket, desk=at_desk or desk)

    return stand


@pytest.fixture
def an_interview(at, takes_a_place):
    """One visitor's way through a desk, by the clock: an_interview(anna, "10:00", "10:04", "10:24")."""

    def hold(counsellor, arrives, called, ends, *, desk=None, outcome="", day=TUESDAY):
        at(arrives, day)
        stop = takes_a_place(desk)
        at(called, day)
        actions.call_next(stop.desk, by=counsellor)
        stop = actions.meet(Stop.objects.with_names().get(pk=stop.pk), by=counsellor)
        if ends:
            at(ends, day)
            stop = actions.finish(stop, by=counsellor, outcome=outcome)
        return stop

    return hold


@pytest.fixture
def counts():
    """What a series holds on a day, by its keys and hour."""

    def read(*series, day=TUESDAY):
        rows = Tally.objects.filter(series__in=series, day=day).order_by("series", "hour", "k1", "k2")
        return {(t.series, t.k1, t.k2, t.hour): t.n for t in rows}

    return read


@pytest.fixture
def whole_day():
    """Everything that figures are made of, to compare one closing with another."""

    def read(day=TUESDAY):
        cells = Tally.objects.filter(day=day).values_list("series", "place", "hour", "k1", "k2").order_by()
        return dict(sorted({tuple(cell): n for *cell, n in cells.annotate(n=Sum("n"))}.items()))

    return read


@pytest.fixture
def environment(tmp_path):
    """What another process needs to open the very database that this test works on."""
    from django.db import connection

    said = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{said['NAME']}"
    else:
        who = f"{quote(said['USER'])}:{quote(said['PASSWORD'])}@{quote(said['HOST'], safe='')}"
        url = f"postgres://{who}:{said['PORT']}/{said['NAME']}"
    own = {"DATABASE_URL": url, "VAR_DIR": str(tmp_path / "var"), "SECRET_KEY": settings.SECRET_KEY}
    house = {"DJANGO_SETTINGS_MODULE": "citedesmetiers.settings", "PYTHONPATH": str(settings.BASE_DIR)}
    return {**os.environ, **own, **house}
