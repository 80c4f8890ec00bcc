"""A month goes out as a spreadsheet and comes back: a round trip changes nothing, changes are shown before written."""

import io
from datetime import date, time

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from citedesmetiers.kit.rules import HouseRule
from desks import actions
from desks.models import Turn
from desks.rosters import changes, sheet
from tests.harness import soup_of, words_of
from tests.races import all_at_once

from .conftest import MONDAY

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def exported(week, manager):
    """The month as a manager's file, changed by hand: exported(F2="cio")."""

    def export(by=manager, **cells):
        book = load_workbook(io.BytesIO(sheet.write(changes.turns_of(*NOVEMBER, by), [])))
        for place, value in cells.items():
            book.worksheets[0][place] = value
        body = io.BytesIO()
        book.save(body)
        return io.BytesIO(body.getvalue())

    return export


@pytest.fixture
def sent(manager, client_of):
    """The page that answers a file."""

    def send(file, by=manager):
        upload = SimpleUploadedFile("month.xlsx", file.getvalue())
        return client_of(by).post("/rosters/month/changes/?month=2026-11", {"file": upload})

    return send


def faults(page):
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in soup_of(page).select("tbody tr")]


def test_a_round_trip_changes_nothing(exported, sent, manager, cio, lent_by, post, desk):
    turn = actions.take(post(desk), by=manager, partner=cio)
    actions.name_counsellor(turn, lent_by(cio), by=manager)
    before = list(Turn.history.values_list("pk", flat=True))
    page = sent(exported())
    assert (page.status_code, words_of(page, ".blank h2")) == (200, "It changes nothing.")
    assert "30 lines read" in words_of(page, ".lead-2")
    assert list(Turn.history.values_list("pk", flat=True)) == before


def test_changes_are_shown_first_and_written_when_agreed(exported, sent, manager, cio, lent_by, client_of):
    counsellor = lent_by(cio)
    page = sent(exported(F2=cio.code, G2=counsellor.username, F3=cio.code))
    assert Turn.objects.promised().count() == 0
    assert faults(page)[0] == ["to fill", f"CIO, {counsellor}"]
    signed = soup_of(page).select_one("input[name=changes]")["value"]
    answer = client_of(manager).post("/rosters/month/agree/", {"changes": signed}, follow=True)
    assert words_of(answer, "#told") == "2 turns written."
    written = Turn.objects.promised().values_list("day", "post", "partner__name", "counsellor__name")
    assert list(written.order_by("post")) == [(MONDAY, 1, "CIO", counsellor.name), (MONDAY, 2, "CIO", None)]
    assert {line.history_change_reason for line in Turn.history.filter(partner=cio)} == {"imported"}


def test_what_has_changed_since_is_not_overwritten(exported, sent, manager, cio, greta, client_of, post, desk):
    signed = soup_of(sent(exported(F2=cio.code))).select_one("input[name=changes]")["value"]
    actions.take(post(desk, day=MONDAY), by=manager, partner=greta)
    assert client_of(manager).post("/rosters/month/agree/", {"changes": signed}).status_code == 409
    assert Turn.objects.promised().get().partner == greta


def test_nobody_agrees_to_anothers_changes_or_to_invented_ones(exported, sent, a_person, cio, client_of):
    signed = soup_of(sent(exported(F2=cio.code))).select_one("input[name=changes]")["value"]
    other = client_of(a_person(manages=True))
    for said in (signed, signed[:-1], "", "W10:x"):
        assert other.post("/rosters/month/agree/", {"changes": said}).status_code == 400
    assert Turn.objects.promised().count() == 0


@pytest.mark.parametrize(
    ("cell", "value", "column", "reason"),
    [
        ("F2", "nobody", "F", "There is no partner with the code “nobody”."),
        ("G2", "nobody", "G", "There is no counsellor with the user name “nobody”."),
        ("A2", "2026-12-24", "A", "No open post of yours is named like this: date, begin, end, desk, post."),
        ("D2", "Z", "A", "No open post of yours is named like this: date, begin, end, desk, post."),
        ("F2", "=1+1", "F", "A formula: type what it gives."),
        ("E3", "1", "A", "This post stands in the sheet twice."),
    ],
)
def test_an_error_names_sheet_row_column_and_reason(exported, sent, cell, value, column, reason):
    page = sent(exported(**{cell: value}))
    assert (page.status_code, faults(page)) == (400, [["Turns", cell[1:], column, reason]])
    assert soup_of(page).select_one("input[name=changes]") is None


def test_merged_cells_are_explained(exported, sent):
    book = load_workbook(exported())
    book.worksheets[0].merge_cells("F2:F3")
    body = io.BytesIO()
    book.save(body)
    assert faults(sent(body)) == [["Turns", "–", "F2:F3", "Merged cells: split them."]]


def test_a_coordinators_sheet_holds_and_changes_her_partners_turns_alone(
    exported, sent, manager, cio, greta, a_coordinator, post, desk
):
    actions.take(post(desk, day=MONDAY), by=manager, partner=greta)
    hers = a_coordinator(cio)
    assert len(changes.turns_of(*NOVEMBER, hers)) == 29
    page = sent(exported(by=hers, F2=greta.code), by=hers)
    assert faults(page) == [["Turns", "2", "F", "A coordinator changes the turns of her own partner only."]]
    page = sent(exported(F2=cio.code), by=hers)
    assert [fault[2] for fault in faults(page)] == ["A"]


def test_numbers_dates_and_times_are_read_as_people_type_them(exported, sent, cio):
    page = sent(exported(A2=MONDAY, B2=time(9), E2=1.0, F2=f" {cio.code} "))
    assert faults(page) == [["to fill", "CIO"]]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "a\x07b"])
def test_what_looks_like_a_formula_goes_out_as_text(week, manager, a_partner, name):
    book = load_workbook(io.BytesIO(sheet.write([], [a_partner(name)])))
    cell = book.worksheets[1]["B2"]
    assert (cell.data_type, cell.value.replace("\x07", "")) == ("s", name.replace("\x07", ""))


def test_its_reading_costs_the_same_for_one_line_and_for_thirty(exported, manager, django_assert_num_queries):
    whole = exported()
    Turn.objects.exclude(pk=Turn.objects.first().pk).filter(post=2).delete()
    for file in (exported(), whole):
        with django_assert_num_queries(3):
            changes.judge(file, *NOVEMBER, manager)


def test_what_is_shown_is_what_is_written_a_counsellor_is_at_one_desk(exported, sent, cio, lent_by):
    counsellor = lent_by(cio)
    twice = {"F2": cio.code, "G2": counsellor.username, "F3": cio.code, "G3": counsellor.username}
    page = sent(exported(**twice))
    reason = f"{counsellor} comes to another desk in this half-day."
    assert (page.status_code, faults(page)) == (400, [["Turns", "3", "G", reason]])


def test_she_is_not_named_where_she_comes_elsewhere_already(exported, sent, manager, cio, lent_by, post, desk):
    counsellor = lent_by(cio)
    turn = actions.take(post(desk, day=MONDAY, post=2), by=manager, partner=cio)
    actions.name_counsellor(turn, counsellor, by=manager)
    page = sent(exported(F2=cio.code, G2=counsellor.username))
    assert [fault[:3] for fault in faults(page)] == [["Turns", "2", "G"]]


def test_two_counsellors_change_places(exported, sent, manager, cio, lent_by, post, desk, client_of):
    anna, berta = lent_by(cio), lent_by(cio)
    for place, who in ((1, anna), (2, berta)):
        turn = actions.take(post(desk, day=MONDAY, post=place), by=manager, partner=cio)
        actions.name_counsellor(turn, who, by=manager)
    signed = soup_of(sent(exported(G2=berta.username, G3=anna.username))).select_one("input[name=changes]")["value"]
    assert client_of(manager).post("/rosters/month/agree/", {"changes": signed}).status_code == 302
    assert [post(desk, day=MONDAY, post=place).counsellor for place in (1, 2)] == [berta, anna]


def test_a_coordinator_is_told_line_by_line_what_is_over(
    exported, sent, cio, a_coordinator, lent_by, post, desk, monday_morning
):
    hers, counsellor = a_coordinator(cio), lent_by(cio)
    actions.take(post(desk, day=MONDAY), by=hers)
    monday_morning.move_to("2026-11-16T18:30:00+01:00")
    page = sent(exported(by=hers, G2=counsellor.username), by=hers)
    assert faults(page) == [["Turns", "2", "F", "This half-day is over."]]


def test_a_round_trip_changes_nothing_whatever_became_of_the_people(
    exported, sent, manager, cio, greta, lent_by, post, desk
):
    counsellor = lent_by(cio)
    turn = actions.take(post(desk), by=manager, partner=cio)
    actions.name_counsellor(turn, counsellor, by=manager)
    type(counsellor).objects.filter(pk=counsellor.pk).update(partner=greta, counsels=False)
    type(cio).objects.filter(pk=cio.pk).update(active=False)
    page = sent(exported())
    assert (page.status_code, words_of(page, ".blank h2")) == (200, "It changes nothing.")


def test_what_was_agreed_to_and_other_presses_at_once(
    transactional_db, exported, sent, manager, cio, greta, lent_by, post, desk, other_desk, a_coordinator
):
    counsellor = lent_by(cio)
    elsewhere = actions.take(post(other_desk, day=MONDAY), by=manager, partner=cio)
    signed = soup_of(sent(exported(F2=cio.code, G2=counsellor.username))).select_one("input[name=changes]")["value"]
    packed = signing.loads(signed, salt=f"desks.sheet.{manager.pk}")
    hers, theirs = a_coordinator(cio), a_coordinator(greta)
    wanted = post(desk, day=MONDAY)
    met = all_at_once([
        lambda: actions.write_turns(packed, by=manager),
        lambda: actions.name_counsellor(elsewhere, counsellor, by=hers),
        lambda: actions.take(wanted, by=theirs),
    ])  # fmt: skip
    assert all(isinstance(one, int | Turn | HouseRule) for one in met), met
    assert Turn.objects.filter(counsellor=counsellor).count() == 1
    assert Turn.objects.filter(partner=greta).count() == 1
    assert wanted.history.filter(history_change_reason__in=["imported", "taken"]).count() <= 1


def test_a_fault_names_the_sheet_as_it_is_called_in_the_file(exported, sent):
    book = load_workbook(exported(F2="nobody"))
    book.worksheets[0].title = "Novembre"
    body = io.BytesIO()
    book.save(body)
    assert [fault[:3] for fault in faults(sent(body))] == [["Novembre", "2", "F"]]
