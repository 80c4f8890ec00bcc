"""A sheet of paper is typed in, of a power cut or of a session elsewhere: once, and taken back with its counts."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from citedesmetiers.attendance import actions as attendance
from citedesmetiers.attendance.models import DaySeal
from citedesmetiers.centre.models import Place, Site
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from reception import actions
from reception.actions import paper
from reception.models import Sheet, SheetCount
from tests.races import all_at_once

pytestmark = pytest.mark.django_db
NOON = "2026-03-11T12:30:00+01:00"
A_MARK = ((10, "job", "interview", 3),)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def outside(site):
    return Place.objects.create(code="outside", kind="off_site", name={"en": "Off-site"})


@pytest.fixture
def a_sheet(site):
    """What one sheet says, of yesterday in the main room unless told otherwise."""

    def make(*marks, key=None, days=1, place=None, number=1):
        marks = tuple(paper.Mark(*mark) for mark in marks or A_MARK)
        day = timezone.localdate() - timedelta(days=days)
        return paper.Paper(key or uuid.uuid4(), day, place or Place.objects.get(kind="main"), number, marks)

    return make


def counted():
    rows = Tally.objects.filter(n__gt=0).order_by("series", "hour", "k1")
    return [(tally.series, tally.hour, tally.k1, tally.n) for tally in rows]


def test_it_adds_visits_and_purposes_to_the_hours_of_its_day(agent, a_sheet):
    marks = (10, "job", "interview", 3), (10, "job", "computer", 1), (15, "training", "interview", 2)
    sheet = paper.type_in(a_sheet(*marks), by=agent)
    assert (sheet.visits, sheet.typed_by, sheet.day.isoformat()) == (6, agent, "2026-03-10")
    assert counted() == [
        ("purpose", 10, "job", 4), ("purpose", 15, "training", 2), ("visit", 10, "computer", 1),
        ("visit", 10, "interview", 3), ("visit", 15, "interview", 2),
    ]  # fmt: skip
    assert set(Tally.objects.values_list("day", flat=True)) == {sheet.day}


def test_it_keeps_no_more_than_the_counters_do(agent, a_sheet):
    """Which need went with which service is on the paper, and nowhere in the house."""
    paper.type_in(a_sheet((10, "job", "interview", 3), (10, "training", "computer", 1)), by=agent)
    kept = sorted(SheetCount.objects.values_list("series", "hour", "k1", "n"))
    assert kept == counted()


def test_sent_again_it_is_the_same_sheet(agent, a_sheet):
    said = a_sheet()
    assert paper.type_in(said, by=agent) == paper.type_in(said, by=agent)
    assert sum(n for *_cell, n in counted()) == 6


def test_the_same_form_with_other_content_is_refused(agent, a_sheet):
    key = uuid.uuid4()
    paper.type_in(a_sheet(key=key), by=agent)
    with pytest.raises(HouseRule) as refused:
        paper.type_in(a_sheet((10, "job", "interview", 4), key=key), by=agent)
    assert (refused.value.status, Sheet.objects.count(), counted()[0][3]) == (409, 1, 3)


def test_the_same_sheet_typed_by_two_persons_is_refused_to_the_second(agent, a_person, a_sheet):
    paper.type_in(a_sheet(), by=agent)
    with pytest.raises(HouseRule, match="Sheet 1 of that day was typed in meanwhile"):
        paper.type_in(a_sheet(), by=a_person(receives=True))
    assert paper.next_number(Sheet.objects.get().day, Place.objects.get()) == 2
    paper.type_in(a_sheet(number=2), by=agent)
    assert counted()[0][3] == 6


def test_it_is_taken_back_once_with_all_its_counts(agent, manager, a_sheet):
    kept = paper.type_in(a_sheet((10, "job", "interview", 1)), by=agent)
    sheet = paper.type_in(a_sheet((10, "job", "interview", 3), (11, "job", "event", 2), number=2), by=agent)
    for _ in range(2):
        paper.take_back(sheet, by=manager)
    assert (sheet.taken_back_by, list(Sheet.objects.standing())) == (manager, [kept])
    assert counted() == [("purpose", 10, "job", 1), ("visit", 10, "interview", 1)]


def test_once_taken_back_it_can_be_typed_in_anew(agent, a_sheet):
    paper.take_back(paper.type_in(a_sheet(), by=agent), by=agent)
    paper.type_in(a_sheet(), by=agent)
    assert counted()[0][3] == 3


@pytest.mark.parametrize(("days", "elsewhere", "taken"), [
    (0, False, True), (6, False, True), (7, False, False), (7, True, True), (30, True, True), (31, True, False),
    (-1, False, False), (-1, True, False),
])  # fmt: skip
def test_a_day_is_open_to_paper_while_its_tickets_are_kept_and_elsewhere_for_a_month(
    agent, a_sheet, outside, days, elsewhere, taken
):
    said = a_sheet(days=days, place=outside if elsewhere else None)
    try:
        paper.type_in(said, by=agent)
    except HouseRule as rule:
        assert rule.status == 409
    assert Sheet.objects.exists() == taken
    assert bool(counted()) == taken


def test_a_site_that_keeps_tickets_for_a_day_can_type_in_yesterday(agent, a_sheet):
    Site.objects.update(retention_days=1)
    paper.type_in(a_sheet(days=1), by=agent)
    with pytest.raises(HouseRule):
        paper.type_in(a_sheet(days=2), by=agent)


def test_an_hour_of_today_that_has_not_begun_is_refused(agent, a_sheet):
    paper.type_in(a_sheet((12, "job", "interview", 1), days=0), by=agent)
    with pytest.raises(HouseRule):
        paper.type_in(a_sheet((13, "job", "interview", 1), days=0, number=2), by=agent)


def test_an_old_sheet_stays(agent, a_sheet):
    sheet = paper.type_in(a_sheet(days=6), by=agent)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False), pytest.raises(HouseRule):
        paper.take_back(sheet, by=agent)
    assert counted()[0][3] == 3


def test_an_empty_sheet_is_refused(agent, a_sheet):
    for marks in (((10, "job", "interview", 0),), ((10, "job", "interview", 2), (11, "job", "interview", -2))):
        with pytest.raises(HouseRule) as refused:
            paper.type_in(a_sheet(*marks), by=agent)
        assert refused.value.status == 400
    assert (counted(), Sheet.objects.count()) == ([], 0)


def test_a_day_is_closed_and_purged_as_if_there_were_no_paper(agent, desk, a_counsellor, visitors_wait_at, a_sheet):
    """Interviews on paper have no place in line: the counts made from places in line balance without them."""
    visitors_wait_at(desk, 2)
    paper.type_in(a_sheet(days=0), by=agent)
    day = timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        attendance.close_the_day()
        paper.type_in(a_sheet((9, "job", "interview", 5), days=1, number=2), by=agent)
        attendance.count_the_stops(day, timezone.now())
        attendance.seal(day, timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        attendance.purge(day, timezone.now())
    assert (DaySeal.objects.get().stops, DaySeal.objects.get().purged_at is not None) == (2, True)
    assert sum(Tally.objects.filter(series="visit").values_list("n", flat=True)) == 2 + 3 + 5
    assert sum(Tally.objects.filter(series="interview").values_list("n", flat=True)) == 0


@pytest.mark.django_db(transaction=True)
def test_sixteen_sends_of_one_sheet_are_one_sheet(agent, a_sheet):
    results = all_at_once([partial(paper.type_in, a_sheet(key=uuid.uuid4()), by=agent)] * 16)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert (len({sheet.pk for sheet in results}), Sheet.objects.count(), counted()[0][3]) == (1, 1, 3)


@pytest.mark.django_db(transaction=True)
def test_eight_persons_with_the_same_sheet_at_once_count_it_once(a_person, a_sheet):
    acts = [partial(paper.type_in, a_sheet(), by=a_person(receives=True)) for _ in range(8)]
    results = all_at_once(acts)
    assert sorted(type(result).__name__ for result in results) == ["HouseRule"] * 7 + ["Sheet"]
    assert counted()[0][3] == 3


@pytest.mark.django_db(transaction=True)
def test_a_sheet_taken_back_in_eight_tabs_is_taken_back_once(agent, a_sheet):
    paper.type_in(a_sheet((10, "job", "interview", 9)), by=agent)
    sheet = paper.type_in(a_sheet(number=2), by=agent)
    results = all_at_once([partial(paper.take_back, Sheet.objects.get(pk=sheet.pk), by=agent) for _ in range(8)])
    assert [result for result in results if isinstance(result, Exception)] == []
    assert counted()[0][3] == 9


@pytest.mark.django_db(transaction=True)
def test_arrivals_undos_and_sheets_of_one_hour_at_once_lose_nobody(agent, desk, arrival_at, a_sheet):
    job = desk.purposes.get()
    mistakes = [actions.log(arrival_at(desk, party_size=2), by=agent) for _ in range(2)]
    sheets = [a_sheet((12, job.code, "interview", 5), days=0, number=n) for n in range(1, 5)]
    acts = [partial(actions.log, arrival_at(desk, party_size=1 + n % 3), by=agent) for n in range(6)]
    acts += [partial(actions.undo, receipt, by=agent) for receipt in mistakes]
    acts += [partial(paper.type_in, sheet, by=agent) for sheet in sheets]
    assert [result for result in all_at_once(acts) if isinstance(result, Exception)] == []
    assert counted() == [
        ("companion", 12, "interview", 6), ("purpose", 12, job.code, 26), ("visit", 12, "interview", 26),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_first_of_an_hour_at_once_open_its_cells_once(agent, desk, arrival_at, a_sheet):
    job = desk.purposes.get()
    acts = [partial(actions.log, arrival_at(desk), by=agent) for _ in range(5)]
    acts += [partial(paper.type_in, a_sheet((12, job.code, "computer", 5), days=0, number=n), by=agent) for n in (1, 2)]
    assert [result for result in all_at_once(acts) if isinstance(result, Exception)] == []
    assert counted() == [
        ("purpose", 12, job.code, 15), ("visit", 12, "computer", 10), ("visit", 12, "interview", 5),
    ]  # fmt: skip
