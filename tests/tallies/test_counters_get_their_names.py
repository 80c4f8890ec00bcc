"""Counters written before a cell had a name keep their numbers, and are counted on."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from citedesmetiers.centre.models import Place
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.models import Tally
from citedesmetiers.tallies.series import Series


@pytest.fixture
def before():
    """The models as they were; the database goes forward again afterwards."""
    executor = MigrationExecutor(connection)
    executor.migrate([("tallies", "0001_initial")])
    yield executor.loader.project_state([("tallies", "0001_initial")]).apps
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_counters_keep_their_numbers_under_their_names(before):
    place = Place.objects.create(code="main", kind=Place.Kind.MAIN, name={"fr": "Salle"})
    here = timezone.localtime()
    where = {"place_id": place.pk, "day": here.date(), "hour": here.hour}
    old = before.get_model("tallies", "Tally").objects
    old.create(series="visit", k1="interview", n=7, **where)
    old.create(series="visit", k1="documentation", n=0, **where)
    old.create(series="age", place_id=place.pk, day=date(2020, 2, 29), k1="a", k2="b", n=3)
    call_command("migrate", verbosity=0)
    rows = Tally.objects.order_by("series", "k1")
    assert [(row.series, row.k1, row.k2, row.n, row.pk) for row in rows] == [
        ("age", "a", "b", 3, rows[0].name), ("visit", "documentation", "", 0, rows[1].name),
        ("visit", "interview", "", 7, rows[2].name),
    ]  # fmt: skip
    count([(Cell(Series.VISIT, "interview"), 2)], place=place, at=here)
    assert Tally.objects.get(series="visit", k1="interview").n == 9
    assert Tally.objects.count() == 3
