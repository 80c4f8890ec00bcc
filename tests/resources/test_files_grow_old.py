"""A file that was brought long ago: its lines go by night, its numbers stay, and it can no longer be undone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.celery import SCHEDULE
from citedesmetiers.kit.rules import HouseRule
from resources.actions import loads
from resources.models import Load, LoadLine, Notice
from resources.tasks import LOADS_ARE_KEPT, forget_old_loads
from tests.harness import words_of
from tests.resources.sheets import lines


@pytest.fixture
def a_file(purpose_of, brought):
    purpose_of("job")
    return brought(lines({"Titre": "Le CV"}, {"Titre": "La lettre"}, {"Titre": "", "Cote": "A1"}))


@pytest.fixture
def after(a_file):
    """A night, so many days later: after(days=91)."""

    def wait(*, hour=3, **span):
        night = timezone.localtime().replace(hour=hour) + timedelta(**span)
        with time_machine.travel(night, tick=False):
            forget_old_loads()
        a_file.refresh_from_db()
        return a_file

    return wait


def test_the_clock_looks_for_them_each_hour():
    assert (SCHEDULE["resources-forget-old-loads"]["schedule"], LOADS_ARE_KEPT.days) == (3600.0, 90)


def test_its_lines_go_and_its_numbers_stay(a_file, pressed, after, curating):
    pressed(a_file, "apply")
    assert (after(days=92).state, LoadLine.objects.count(), Notice.objects.count()) == ("settled", 0, 2)
    said = words_of(curating.get(f"/resources/loads/{a_file.pk}/"))
    assert "New 2 Changed 0 Same 0 Doubtful 0 Refused 1" in said
    assert "2 documents were written. More than 90 days ago: its lines are gone" in said
    assert "Undo all of it" not in said


def test_it_can_no_longer_be_undone(a_file, pressed, after, officer):
    pressed(a_file, "apply")
    with pytest.raises(HouseRule):
        loads.undo(after(days=92), by=officer)
    assert Notice.objects.count() == 2


def test_one_that_nobody_applied_is_dropped(after):
    assert (after(days=92).state, LoadLine.objects.count()) == ("dropped", 0)


def test_one_that_was_undone_stays_so(a_file, pressed, after):
    pressed(a_file, "apply", "undo")
    assert (after(days=92).state, LoadLine.objects.count()) == ("undone", 0)


def test_a_younger_one_keeps_its_lines(a_file, pressed, after):
    pressed(a_file, "apply")
    assert (after(days=89).state, LoadLine.objects.count()) == ("applied", 3)


def test_nothing_goes_by_day(a_file, pressed, after):
    pressed(a_file, "apply")
    assert (after(days=92, hour=12).state, LoadLine.objects.count()) == ("applied", 3)


@pytest.mark.parametrize("busy", [{"state": "undoing"}, {"state": "applied", "indexing": True}])
def test_one_at_which_the_clock_is_at_work_waits(a_file, pressed, after, busy):
    pressed(a_file, "apply")
    Load.objects.update(**busy)
    assert (after(days=92).counts, LoadLine.objects.count()) == ([], 3)
