"""“Put back on the trolley”: one scan counts one reading of a document in a month, and nothing finer is written."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import NO_HOUR, Tally
from citedesmetiers.tallies.series import Series
from resources import actions, stock
from resources.actions.consultation import cell_of, put_back, take_back
from resources.models import Copy, Notice
from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
PART = {"HTTP_HX_REQUEST": "true"}
PAGE = "/resources/put-back/"


@pytest.fixture
def trolley(curating):
    """What the page says after a scan, sent with what it holds: trolley("B2")."""
    held = []

    def scan(text, **more):
        answer = curating.post(PAGE, {"key": str(uuid4()), "scan": text, "held": list(held)} | more, **PART)
        if answer.status_code == 200:
            held[:] = [tag["value"] for tag in soup_of(answer).select("#put-back > form:first-of-type [name=held]")]
        return answer

    return scan


def counted():
    tallies = Tally.objects.of(Series.DOCUMENTS_CONSULTED).order_by("k1")
    return {tally.k1: tally.n for tally in tallies}


@pytest.mark.parametrize("scan", ["B2", " b2 ", "0042", "CV000001", "978-2-03-590110-6", "9782035901106"])
def test_one_scan_counts_one(trolley, a_notice, scan):
    notice = a_notice("Le CV", identifier="cv000001", marks=["B2"], number="9782035901106", number_kind="isbn")
    Copy.objects.update(number="0042")
    a_notice("Autre", marks=["B22"])
    assert words_of(trolley(scan), ".care-said") == "Le CV , counted."
    assert counted() == {notice.identifier: 1}


def test_it_is_counted_by_month_and_nothing_finer(trolley, a_notice):
    a_notice("Le CV", marks=["B2"])
    trolley("B2")
    tally, this = Tally.objects.get(), timezone.localdate().replace(day=1)
    assert (tally.day, tally.hour, tally.k2) == (this, NO_HOUR, "")


def test_several_with_one_mark_are_asked_back(trolley, a_notice):
    first, second = a_notice("Le CV", marks=["B2"]), a_notice("La lettre", marks=["B2", "B2"])
    asked = trolley("b2")
    assert [button["value"] for button in soup_of(asked).select("[name=notice]")] == [str(first.pk), str(second.pk)]
    assert counted() == {}
    assert words_of(trolley("", notice=second.pk), ".care-said") == "La lettre , counted."
    assert counted() == {second.identifier: 1}


@pytest.mark.parametrize("scan", ["ZZ9", "", " ", "'; --", "%", "x" * 60, "\x00"])
def test_what_no_document_bears_is_said_and_counts_nothing(trolley, a_notice, scan):
    a_notice("Le CV", marks=["B2"])
    assert (trolley(scan).status_code, counted()) == (400, {})


def test_a_draft_is_not_on_the_trolley(trolley, a_notice):
    draft = a_notice("Draft", marks=["B2"], state="draft")
    assert (trolley("B2").status_code, trolley("", notice=draft.pk).status_code, counted()) == (400, 400, {})


def test_the_last_five_are_held_by_the_page_and_each_is_undone_once(trolley, curating, a_notice):
    notices = [a_notice(f"Document {n}", marks=[f"B{n}"]) for n in range(6)]
    for n in range(6):
        answer = trolley(f"B{n}")
    undos = soup_of(answer).select("[name=undo]")
    assert [undo.parent.select_one(".who").get_text() for undo in undos] == [f"Document {n}" for n in (5, 4, 3, 2, 1)]
    said = {"undo": undos[1]["value"], "held": [undo["value"] for undo in undos]}
    back = curating.post(PAGE, said, **PART)
    assert words_of(back, ".care-said") == "Document 4 , taken back."
    assert [undo.parent.select_one(".who").get_text() for undo in soup_of(back).select("[name=undo]")] == [
        "Document 5", "Document 3", "Document 2", "Document 1"]  # fmt: skip
    curating.post(PAGE, said, **PART)
    assert sorted(counted().values()) == [0, 1, 1, 1, 1, 1]
    assert counted()[notices[4].identifier] == 0


def test_the_same_key_counts_once(a_notice):
    notice, key, now = a_notice("Le CV"), uuid4(), timezone.now()
    tokens = [put_back(notice, key=key, place=main_place(), at=now) for _twice in range(2)]
    assert counted() == {notice.identifier: 1}
    for token in tokens:
        take_back(token, place=main_place(), at=now)
    assert counted() == {notice.identifier: 0}


def test_a_forged_token_and_yesterdays_take_nothing_back(a_notice):
    notice, now = a_notice("Le CV"), timezone.now()
    token = put_back(notice, key=uuid4(), place=main_place(), at=now)
    for said, at in ((f"{token}x", now), ("", now), (token, now + timedelta(days=1))):
        with pytest.raises(HouseRule):
            take_back(said, place=main_place(), at=at)
    assert counted() == {notice.identifier: 1}


def test_a_long_identifier_is_counted_too(a_notice):
    notice = a_notice("Le CV", identifier="x" * 40)
    put_back(notice, key=uuid4(), place=main_place(), at=timezone.now())
    assert (cell_of(notice), counted()) == (f"#{notice.pk}", {f"#{notice.pk}": 1})
    assert stock.most_read(timezone.localdate().replace(day=1)) == [(notice, 1)]


def test_a_documents_months_are_told_the_newest_first(a_notice):
    notice, other = a_notice("Le CV"), a_notice("La lettre")
    for month, n in ((3, 2), (5, 1)):
        at = datetime(2026, month, 17, 12, tzinfo=UTC)
        for _each in range(n):
            put_back(notice, key=uuid4(), place=main_place(), at=at)
    put_back(other, key=uuid4(), place=main_place(), at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert stock.consulted(notice) == [(date(2026, 5, 1), 1), (date(2026, 3, 1), 2)]
    assert stock.most_read(date(2026, 3, 1)) == [(notice, 2), (other, 1)]


def test_without_scripts_the_page_answers_itself(curating, a_notice):
    a_notice("Le CV", marks=["B2"])
    page = curating.post(PAGE, {"key": str(uuid4()), "scan": "B2"})
    assert words_of(page, ".care-said") == "Le CV , counted."
    assert_part_is_in_page(curating.get(PAGE, **PART), curating.get(PAGE), "#put-back")
    assert curating.post(PAGE, {"scan": "B2"}).status_code == 400


def test_who_counsels_or_receives_may_count(a_notice, agent, a_counsellor, client_of):
    a_notice("Le CV", marks=["B2"])
    for user in (agent, a_counsellor()):
        browser = client_of(user)
        assert browser.get(PAGE).status_code == 200
        assert browser.post(PAGE, {"key": str(uuid4()), "scan": "B2"}).status_code == 200
    assert sum(counted().values()) == 2


@pytest.mark.parametrize("n", [1, 5])
def test_the_page_asks_as_often_for_one_as_for_five(trolley, a_notice, n, django_assert_num_queries):
    for each in range(5):
        a_notice(f"Document {each}", marks=[f"B{each}"])
    for each in range(n - 1):
        trolley(f"B{each}")
    trolley("B4")
    with django_assert_num_queries(14):
        trolley("B4")


def test_merely_reading_counts_nothing(curating, a_notice):
    actions.write_notice(a_notice("Le CV", marks=["B2"]), by=None, year=2020)
    curating.get(PAGE, {"scan": "B2"})
    assert (counted(), Notice.objects.count()) == ({}, 1)
