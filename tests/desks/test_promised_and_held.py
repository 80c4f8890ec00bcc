"""Half-days promised, held, late, absent, by partner and month: from the turns and from who sat there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from citedesmetiers.centre import actions as centre
from desks import actions
from desks.models import Duty, Part, Turn
from desks.rosters.held import Held, held
from reception.lines import all_lines
from tests.harness import soup_of, words_of

from .conftest import FRIDAY, MONDAY

NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def sits(lent_by, desk):
    """Somebody whom this partner lends sat at the desk: so many minutes after a turn began, for two hours."""

    def sit(turn, *, after=0, user=None, at=None):
        starts = turn.starts_at + timedelta(minutes=after)
        user = user or lent_by(turn.partner)
        return Duty.objects.create(user=user, desk=at or turn.desk, partner=turn.partner, started_at=starts,
                                   ended_at=starts + timedelta(hours=2))  # fmt: skip

    return sit


@pytest.fixture
def promise(week, manager, cio, post, desk):
    def make(day=MONDAY, partner=cio, **which):
        return actions.take(post(desk, day=day, **which), by=manager, partner=partner)

    return make


def month_of(partner, now="2026-11-30T12:00:00+01:00"):
    rows = held(NOVEMBER, date(2026, 11, 30), now=timezone.datetime.fromisoformat(now))
    return rows.get((partner.pk, NOVEMBER))


@pytest.mark.parametrize(("after", "late"), [(-30, 0), (0, 0), (10, 0), (11, 1)])
def test_a_half_day_is_held_when_somebody_sat_there_and_late_after_ten_minutes(promise, sits, cio, after, late):
    sits(promise(), after=after)
    assert month_of(cio) == Held(promised=1, held=1, late=late)


def test_nobody_came_or_the_absence_was_declared(promise, cio, agent):
    promise()
    actions.declare_absent(promise(part=Part.AFTERNOON), by=agent)
    promise(day=FRIDAY)
    assert month_of(cio, now="2026-11-16T20:00:00+01:00") == Held(promised=3, absent=2, to_come=1)


def test_one_person_holds_one_post(promise, sits, cio):
    first = promise(post=1)
    promise(post=2)
    duty = sits(first)
    sits(first, user=duty.user, after=130)
    assert month_of(cio) == Held(promised=2, held=1, absent=1)
    sits(first)
    assert month_of(cio) == Held(promised=2, held=2)


def test_another_desk_or_another_partner_holds_nothing(promise, sits, cio, greta, other_desk):
    turn = promise()
    sits(turn, at=other_desk)
    turn.partner = greta
    sits(turn)
    assert month_of(cio) == Held(promised=1, absent=1)


def test_it_is_read_in_two_queries(promise, sits, django_assert_num_queries):
    for day in range(5):
        sits(promise(day=MONDAY + timedelta(days=day)))
    with django_assert_num_queries(2):
        held(NOVEMBER, date(2026, 11, 30))


def figures(page):
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in soup_of(page).select("tbody tr")]


def test_a_manager_reads_a_month_and_a_coordinator_her_partners_year(
    promise, sits, cio, greta, manager, a_coordinator, client_of
):
    sits(promise())
    assert figures(client_of(manager).get("/rosters/held/?month=2026-11")) == [["CIO", "1", "1", "0", "0", "0"]]
    hers = client_of(a_coordinator(cio)).get("/rosters/held/", follow=True)
    assert figures(hers) == [["November 2026", "1", "1", "0", "0", "0"]]
    assert client_of(a_coordinator(greta)).get(f"/rosters/held/{cio.pk}/").status_code == 403
    assert "Nothing promised yet." in words_of(client_of(a_coordinator(greta)).get(f"/rosters/held/{greta.pk}/"))


@pytest.mark.parametrize("month", ["", "2026-13", "0000-01", "9999-12", "nonsense", "2026-11-01"])
def test_a_month_that_is_none_is_this_one(week, manager, client_of, month):
    page = client_of(manager).get("/rosters/held/", {"month": month})
    assert words_of(page, ".lead-2") == "November 2026"


def test_a_partner_withdrawn_opens_its_turns_to_others_and_keeps_what_it_held(
    promise, sits, cio, manager, client_of, monday_morning
):
    sits(promise())
    promise(day=FRIDAY)
    monday_morning.move_to("2026-11-17T08:00:00+01:00")
    type(cio).objects.update(active=False)
    browser = client_of(manager)
    assert "1 of its turns is still to come" in words_of(browser.get(f"/rosters/held/{cio.pk}/"), "form.note")
    page = browser.post(f"/rosters/held/{cio.pk}/withdraw/", follow=True)
    assert words_of(page, "#told") == "Turns to be filled again: 1."
    assert figures(page) == [["November 2026", "1", "1", "0", "0", "0"]]


def test_a_date_that_is_closed_after_it_was_promised_is_nobodys_absence(
    week, manager, cio, post, desk, closed_on, monday_morning, client_of
):
    actions.take(post(desk), by=manager, partner=cio)
    closed_on(FRIDAY)
    monday_morning.move_to("2026-11-23T08:00:00+01:00")
    assert held(NOVEMBER, date(2026, 11, 30)) == {}
    page = words_of(client_of(manager).get("/rosters/2026-W47/"), ".roster")
    assert "Thursday 19" in page and "Friday 20" not in page


def test_what_was_promised_on_it_stands_again_when_it_opens(week, manager, cio, post, desk, closed_on):
    turn = actions.take(post(desk), by=manager, partner=cio)
    [closed] = closed_on(FRIDAY)
    assert list(Turn.objects.on_open_dates().filter(day=FRIDAY)) == []
    assert all_lines()[0].next_turn is None
    centre.remove_exceptions([closed.pk])
    assert turn in Turn.objects.on_open_dates()
    assert all_lines()[0].next_turn == turn.starts_at
