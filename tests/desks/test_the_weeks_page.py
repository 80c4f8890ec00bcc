"""The week on one screen: what is promised, what is to fill, who may press what."""

from datetime import timedelta

import pytest

from desks import actions
from desks.models import Turn
from tests.harness import assert_part_is_in_page, soup_of, words_of

from .conftest import FRIDAY, MONDAY

PART = {"hx-request": "true"}


@pytest.fixture
def hers(a_coordinator, cio):
    return a_coordinator(cio)


def cells(page, letter):
    row = next(row for row in soup_of(page).select(".roster tbody tr") if row.select_one(".desk").string == letter)
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]


def test_a_desk_shows_its_promises_and_what_is_to_fill(week, manager, cio, post, desk, client_of):
    actions.take(post(desk, day=MONDAY), by=manager, partner=cio)
    page = client_of(manager).get("/rosters/2026-W47/")
    assert words_of(page, "h1") == "Week 47"
    assert "1 half-day promised · 29 to fill" in words_of(page, ".page-head")
    assert cells(page, "A")[:2] == ["CIO to fill", "to fill to fill"]
    assert cells(page, "B")[0] == "to fill 09:00–12:30"


def test_a_half_day_that_a_desk_does_not_want_is_closed(week, manager, other_desk, client_of):
    Turn.objects.filter(desk=other_desk, day=MONDAY, part=1).delete()
    assert cells(client_of(manager).get("/rosters/"), "B")[:2] == ["closed", "to fill 13:30–18:00"]


def test_a_week_that_is_not_open_says_so_and_offers_to_open_it(week, manager, agent, client_of):
    assert words_of(client_of(agent).get("/rosters/2026-W53/"), ".blank h2") == "This week is not open yet."
    opener = soup_of(client_of(manager).get("/rosters/2026-W53/")).select_one(".blank a")
    assert opener["href"] == "/rosters/open/?first=2026-12-28"


@pytest.mark.parametrize("week", ["2025-W53", "2026-W54", "2026-W00", "1999-W01", "9999-W01", "2026-W1", "2026-47"])
def test_a_week_that_does_not_exist_is_no_page(site, manager, client_of, week):
    assert client_of(manager).get(f"/rosters/{week}/").status_code == 404


@pytest.mark.parametrize("week", ["2000-W01", "2099-W53"])
def test_the_first_and_the_last_week_have_one_neighbour(site, manager, client_of, week):
    assert len(soup_of(client_of(manager).get(f"/rosters/{week}/")).select("#before, #after")) == 1


def test_a_coordinator_takes_and_gives_back_a_cell_in_one_press(week, hers, lent_by, cio, desk, post, client_of):
    from desks.models import Helper

    Helper.objects.create(user=lent_by(cio), desk=desk)
    browser, turn = client_of(hers), post(desk)
    button = soup_of(browser.get("/rosters/")).select_one(f"#own-{turn.pk}")
    page = browser.post(button["formaction"], headers=PART)
    again = soup_of(page).select_one(f"#own-{turn.pk}")
    assert (again["formaction"], again.contents[0]) == (f"/rosters/turns/{turn.pk}/give-back/", "Give back")
    assert_part_is_in_page(page, browser.get("/rosters/2026-W47/"), "#week")
    browser.post(again["formaction"], headers=PART)
    assert Turn.objects.promised().count() == 0


def test_a_post_of_another_partner_is_403_to_a_coordinator(week, hers, manager, greta, post, desk, client_of):
    turn = actions.take(post(desk), by=manager, partner=greta)
    for act in ("give-back", "name"):
        answer = client_of(hers).post(f"/rosters/turns/{turn.pk}/{act}/")
        assert answer.status_code == 403
    page = soup_of(client_of(hers).get(f"/rosters/turns/{turn.pk}/"))
    assert [form["formaction"] for form in page.select("main button[formaction]")] == [
        f"/rosters/turns/{turn.pk}/absent/"]  # fmt: skip


def test_other_staff_read_and_declare_an_absence_in_one_tap_with_undo(week, agent, manager, cio, post, desk, client_of):
    turn = actions.take(post(desk, day=MONDAY), by=manager, partner=cio)
    browser = client_of(agent)
    assert soup_of(browser.get("/rosters/")).select_one(".own-cells, [href$='/copy/']") is None
    page = browser.post(f"/rosters/turns/{turn.pk}/absent/", headers=PART)
    assert cells(page, "A")[0] == "to fill to fill CIO absent"
    undo = soup_of(page).select_one(f"#expected-{turn.pk}")
    page = browser.post(undo["formaction"], follow=True)
    assert (words_of(page, "#told"), cells(page, "A")[0]) == ("CIO is expected again.", "CIO to fill")


def test_a_manager_promises_for_a_partner_names_who_comes_and_reads_who_did_it(
    week, manager, cio, lent_by, post, desk, client_of
):
    browser, turn, counsellor = client_of(manager), post(desk), lent_by(cio)
    where = f"/rosters/turns/{turn.pk}/"
    assert browser.post(f"{where}take/").status_code == 400
    browser.post(f"{where}take/", {"partner": cio.pk})
    browser.post(f"{where}name/", {"counsellor": counsellor.pk})
    page = browser.get(where)
    assert words_of(page, ".facts").endswith(f"Partner CIO Counsellor {counsellor}")
    lines = [line.get_text(strip=True) for line in soup_of(page).select("section .line .who")]
    assert lines == [f"Counsellor named, CIO ({counsellor})", "Taken, CIO", "Opened"]


def test_a_swap_is_asked_on_one_partners_page_and_accepted_on_the_others(
    week, hers, a_coordinator, greta, post, desk, other_desk, client_of
):
    theirs = a_coordinator(greta)
    mine, wanted = actions.take(post(desk), by=hers), actions.take(post(other_desk), by=theirs)
    client_of(hers).post(f"/rosters/turns/{mine.pk}/swap/", {"wants": wanted.pk})
    accept = soup_of(client_of(theirs).get("/rosters/")).select_one("[id^=accept-]")
    client_of(theirs).post(accept["formaction"])
    assert [Turn.objects.get(pk=turn.pk).partner for turn in (mine, wanted)] == [hers.partner.__class__.objects.get(
        pk=greta.pk), hers.partner]  # fmt: skip


def test_a_manager_opens_weeks_and_copies_one_into_another(week, manager, cio, post, desk, client_of):
    browser = client_of(manager)
    actions.take(post(desk), by=manager, partner=cio)
    page = browser.post("/rosters/open/", {"first": "2026-11-23", "weeks": "2"}, follow=True)
    assert (words_of(page, "#told"), words_of(page, "h1")) == ("60 posts opened.", "Week 48")
    page = browser.post("/rosters/2026-W47/copy/", {"target": "2026-11-23"}, follow=True)
    assert words_of(page, "#told") == "1 turn promised."
    assert "1 half-day promised" in words_of(page, ".page-head")
    assert browser.post("/rosters/open/", {"first": "2026-11-24", "weeks": "27"}).status_code == 400


def test_a_manager_cuts_the_week_into_half_days(site, manager, desk, client_of):
    browser = client_of(manager)
    said = {"weekday": 1, "part": 1, "starts": "9h30", "ends": "12:30", f"desk_{desk.pk}": 1}
    browser.post("/rosters/pattern/new/", said)
    assert words_of(browser.get("/rosters/pattern/"), ".line li .fine") == "09:30–12:30 · A × 1"
    for wrong in ({f"desk_{desk.pk}": 2}, {"ends": "9:00"}, {"starts": "25"}, {"part": 4}):
        assert browser.post("/rosters/pattern/new/", said | {"weekday": 2} | wrong).status_code == 400
    assert browser.post("/rosters/pattern/new/", said).status_code == 400


def test_a_full_week_costs_what_an_empty_one_costs(week, manager, cio, client_of, django_assert_num_queries):
    browser = client_of(manager)
    browser.get("/rosters/")
    for turns in (week[:1], week[1:]):
        for turn in turns:
            actions.take(turn, by=manager, partner=cio)
        with django_assert_num_queries(6):
            browser.get("/rosters/2026-W47/")
        with django_assert_num_queries(4):
            browser.get("/rosters/2026-W47/")


def test_a_renamed_partner_is_seen_within_a_minute(week, monday_morning, manager, cio, post, desk, client_of):
    actions.take(post(desk, day=MONDAY), by=manager, partner=cio)
    browser = client_of(manager)
    browser.get("/rosters/")
    type(cio).objects.update(name="CIO d’Orme")
    monday_morning.shift(timedelta(seconds=61))
    assert cells(browser.get("/rosters/"), "A")[0] == "CIO d’Orme to fill"


def test_the_list_of_today_leaves_out_what_is_over(week, monday_morning, manager, cio, post, desk, client_of):
    actions.take(post(desk, day=MONDAY), by=manager, partner=cio)
    assert "Expected today" in words_of(client_of(manager).get("/rosters/"))
    monday_morning.shift(timedelta(hours=5))
    assert "Expected today" not in words_of(client_of(manager).get("/rosters/2026-W48/"))
    assert FRIDAY > MONDAY
