"""The work on a file is done by the clock, a second at a time; killed between any two steps, nothing is half done."""

import inspect
from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.celery import SCHEDULE
from resources.actions import loads
from resources.actions.loads import after, applying, claims, clock, reading
from resources.models import Load, LoadLine, Notice, Posting
from resources.tasks import work_on_loads
from tests.resources.sheets import lines, verdicts

ROWS = [{"Titre": f"Titre {n}", "Identifiant": f"t{n}", "Cote": f"A{n}"} for n in range(120)]


@pytest.fixture
def a_file(purpose_of, officer):
    purpose_of("job")
    return loads.bring("a.xlsx", lines(*ROWS), by=officer)


def tick(load):
    work_on_loads()
    load.refresh_from_db()
    return load


def test_it_works_every_two_seconds_until_a_person_is_wanted(a_file):
    assert SCHEDULE["resources-loads"]["schedule"] == 2.0
    assert (tick(a_file).state, a_file.claimed_at, len(verdicts(a_file))) == ("ready", None, 120)
    assert tick(a_file).state == "ready"


def test_a_tick_ends_after_its_second_and_the_next_one_goes_on(a_file):
    loads.work(a_file, seconds=0)
    assert (Load.objects.get().is_read, set(LoadLine.objects.values_list("verdict", flat=True))) == (True, {""})
    loads.work(a_file, seconds=0)
    loads.work(a_file, seconds=0)
    assert Load.objects.get().state == "ready"


def test_at_a_file_that_is_claimed_nobody_else_works(a_file):
    Load.objects.update(claimed_at=timezone.now())
    assert (loads.work(a_file), LoadLine.objects.count()) == (False, 0)


def test_the_claim_of_one_who_died_is_taken_over(a_file):
    Load.objects.update(claimed_at=timezone.now() - clock.DEAD_AFTER - timedelta(seconds=1))
    assert (loads.work(a_file), Load.objects.get().state) == (True, "ready")


def test_a_file_at_which_the_work_always_breaks_off_is_parked_and_says_so(a_file):
    for _try in range(clock.MOST_TRIES):
        clock._claimed(Load.objects.get())
        Load.objects.update(claimed_at=timezone.now() - clock.DEAD_AFTER - timedelta(seconds=1))
    assert tick(a_file).state == "failed"
    assert a_file.words == "The work on this file broke off three times. Tell whoever keeps this computer."


def test_one_who_was_taken_for_dead_writes_nothing_when_he_comes_back(a_file):
    slow = clock._claimed(a_file)
    Load.objects.update(claimed_at=timezone.now())
    with pytest.raises(claims.LostClaim):
        reading.read_file(slow)
    assert LoadLine.objects.count() == 0


def test_a_file_dropped_while_it_is_read_stays_dropped(a_file):
    slow = clock._claimed(a_file)
    loads.drop(a_file)
    with pytest.raises(claims.LostClaim):
        reading.read_file(slow)
    assert (Load.objects.get().state, LoadLine.objects.count()) == ("dropped", 0)


class Killed(BaseException):
    """The process ends here."""


STEPS = {
    "reading": (reading, "hold"), "comparing": (reading, "_write"), "applying": (applying, "hold"),
    "writing": (applying, "_written"), "its copies": (applying.copies, "change"), "indexing": (after, "index_of"),
    "undoing": (after, "write_many"), "deleting": (after, "_delete"),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_it_goes_on_and_everything_is_done_once(a_file, officer, monkeypatch, name, when):
    place, function = STEPS[name]
    dies, real = [True], getattr(place, function)

    def deadly(*args, **said):
        if when == "after":
            real(*args, **said)
        if dies and dies.pop():
            raise Killed
        return None if when == "after" else real(*args, **said)

    monkeypatch.setattr(place, function, deadly)
    for ask in (None, loads.apply, loads.undo):
        if ask:
            ask(a_file, by=officer)
        _worked_to_its_end(a_file)
        assert Notice.objects.count() == (120 if ask is loads.apply else 0)
    assert (dies, Posting.objects.count(), LoadLine.objects.count()) == ([], 0, 120)
    assert Notice.history.filter(history_type="+").count() == 120
    assert set(LoadLine.objects.values_list("outcome", flat=True)) == {"undone"}


def _worked_to_its_end(load):
    """By one who may be killed, and by another who takes over."""
    for _life in range(3):
        try:
            loads.work(load)
        except Killed:
            Load.objects.update(claimed_at=timezone.now() - clock.DEAD_AFTER * 2)
        if not Load.objects.waiting().exists():
            return


def test_the_index_of_what_was_written_is_made_after_the_transaction(a_file, officer, found):
    loads.work(a_file)
    loads.apply(a_file, by=officer)
    loads.work(a_file, seconds=0)
    assert (Notice.objects.count(), Posting.objects.count(), Load.objects.get().indexing) == (120, 0, True)
    loads.work(a_file)
    assert (Load.objects.get().indexing, found("titre 77")) == (False, ["Titre 77"])


def test_every_step_writes_within_its_claim():
    for step in (reading.read_file, reading.compare, applying.apply, after.index, after.undo):
        assert "hold(load" in inspect.getsource(step)
