"""What /attendance/today/ says: five figures, tables by hour, service, purpose and desk, waits, open desks."""

import pytest
from django.urls import reverse

from citedesmetiers.attendance import actions as closing
from citedesmetiers.centre.models import Place, Purpose
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.models import Question
from citedesmetiers.tallies.series import Series
from desks.models import Desk
from reception import actions
from reception.models import Channel, Service, Stop
from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
TODAY = "/attendance/today/"
LONGER = "longer than told method (longer than told) no wait could be foretold"


@pytest.fixture
def page(client_of, manager):
    return lambda **query: client_of(manager).get(TODAY, query)


@pytest.fixture
def anna(at, a_counsellor):
    at("09:00")
    return a_counsellor()


def figures(response):
    """The five figures, by unit: what is large, and what stands under it."""
    said = {}
    for figure in soup_of(response).select(".figures > div"):
        number, how = figure.select_one(".n"), figure.select_one(".how > span")
        said[figure.dt.get_text()] = (number.get_text().replace("\u202f", " "), how.get_text().replace("\xa0", " "))
    return said


def table(response, heading):
    """The rows of the table under a heading, as words."""
    body = soup_of(response).select_one(f"#{heading}").find_next("table")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in body.select("tr")]


def test_an_empty_day_says_nothing_and_zero(site, desk, at, page):
    at("10:00")
    response = page()
    assert figures(response) == {
        "visits on site": ("0", "0 companions counted apart"), "interviews": ("0", "0 places taken, 0 left"),
        "seen within 15 min": ("–", "n = 0, too few"), "remote requests": ("0", "0 phone, 0 mail, 0 chat"),
        "groups": ("0", "0 persons in groups"),
    }
    assert "No visit logged yet." in words_of(response)
    assert soup_of(response).select("svg.bars") == []


def test_each_figure_has_its_unit_and_its_base(an_interview, anna, takes_a_place, arrival_at, desk, agent, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    at("10:40")
    takes_a_place(party_size=3)
    for said in ({"channel": Channel.PHONE}, {"channel": Channel.CHAT}, {"service": Service.GROUP, "party_size": 26},
                 {"service": Service.DOCUMENTATION}):
        actions.log(arrival_at(desk, **said), by=agent)
    assert figures(page()) == {
        "visits on site": ("3", "2 companions counted apart"), "interview": ("1", "2 places taken, 0 left, 1 waiting"),
        "seen within 15 min": ("–", "n = 1, too few"), "remote requests": ("2", "1 phone, 0 mail, 1 chat"),
        "group": ("1", "26 persons in groups"),
    }


def test_visits_are_told_by_hour_and_those_for_an_interview(takes_a_place, arrival_at, agent, desk, at, page):
    at("09:30")
    takes_a_place()
    actions.log(arrival_at(desk, service=Service.COMPUTER), by=agent)
    at("11:05")
    takes_a_place()
    rows = {row[0]: row[1:] for row in table(page(), "by-hour")[1:]}
    assert (rows["8–9 h"], rows["9–10 h"], rows["10–11 h"]) == (["0", "0"], ["2", "1"], ["0", "0"])
    assert (rows["11–12 h"], rows["12–13 h"], rows["Day"]) == (["1", "1"], ["–", "–"], ["3", "2"])
    assert list(rows) == [f"{hour}–{hour + 1} h" for hour in range(8, 20)] + ["Day"]


def test_the_bars_say_what_the_table_says(takes_a_place, arrival_at, agent, desk, at, page):
    at("09:30")
    for service in (Service.INTERVIEW, Service.INTERVIEW, Service.COMPUTER, Service.EVENT):
        actions.log(arrival_at(desk, service=service), by=agent)
    svg = soup_of(page()).select_one("svg.bars")
    assert [int(bar["height"]) for bar in svg.select("rect:not(.part)")] == [0, 240] + [0] * 10
    assert [int(bar["height"]) for bar in svg.select("rect.part")] == [0, 120] + [0] * 10
    assert [words.get_text() for words in svg.select(".v")] == ["4"]


def test_who_came_outside_the_opening_hours_is_told_apart(takes_a_place, at, page):
    at("19:00")
    takes_a_place()
    at("21:10")
    takes_a_place()
    rows = [row for row in table(page(), "by-hour") if row[1:] == ["1", "1"]]
    assert rows == [["19–20 h", "1", "1"], ["21–22 h closed", "1", "1"]]


def test_visits_are_told_by_first_service(takes_a_place, arrival_at, agent, desk, at, page):
    at("10:00")
    takes_a_place()
    for _ in range(2):
        actions.log(arrival_at(desk, service=Service.DOCUMENTATION), by=agent)
    assert table(page(), "by-service") == [
        ["Interview", "Documentation", "Computer", "Event", "Quick answer", "Total"], ["1", "2", "0", "0", "0", "3"],
    ]


def test_a_visit_with_two_purposes_counts_in_both(takes_a_place, desk, other_desk, at, page):
    at("10:00")
    takes_a_place(second_purpose=other_desk.purposes.get())
    takes_a_place()
    assert table(page(), "by-purpose")[1:] == [["Purpose job", "2"], ["Purpose training", "1"]]
    assert figures(page())["visits on site"][0] == "2"


def test_a_purpose_no_longer_in_use_is_shown_if_it_was_named(takes_a_place, purpose_of, at, page):
    purpose_of("old")
    at("10:00")
    takes_a_place()
    Purpose.objects.update(active=False)
    assert table(page(), "by-purpose")[1:] == [["Purpose job", "1"]]


def test_places_are_told_by_desk(an_interview, anna, takes_a_place, desk, other_desk, agent, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    at("10:40")
    actions.give_up(takes_a_place(), by=agent)
    takes_a_place()
    takes_a_place(other_desk)
    assert table(page(), "by-desk") == [
        ["Desk", "Places taken", "Interviews", "of which helped", "Left", "Waiting now"],
        ["A Desk job", "3", "1", "0", "1", "1"], ["B Desk training", "1", "0", "0", "0", "1"],
        ["All desks", "4", "1", "0", "1", "2"],
    ]


def test_a_desk_taken_away_at_noon_keeps_its_morning(an_interview, anna, desk, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    type(desk).objects.update(active=False)
    assert table(page(), "by-desk")[1] == ["A Desk job", "1", "1", "0", "0", "0"]


def test_an_undone_arrival_is_in_no_figure(takes_a_place, agent, at, page):
    at("10:00")
    stop = takes_a_place()
    actions.undo(stop.ticket.receipt, by=agent)
    assert {said[0] for said in figures(page()).values()} == {"0", "–"}


def test_open_desks_are_told_and_when_the_others_open(anna, a_counsellor, desk, other_desk, at, page):
    from desks.actions import pause

    pause(by=a_counsellor())
    rows = [" ".join(row.get_text(" ").split()) for row in soup_of(page()).select(".line-tight li")]
    assert rows == ["A Desk job 1 counsellor here, 1 on a pause", "B Desk training closed"]


def test_a_closed_day_says_so_and_keeps_its_figures(an_interview, anna, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    before = figures(page())
    closing.close_the_day(now=at("20:00"))
    response = page()
    assert figures(response) == before
    assert "Day closed at 20:00, not published" in words_of(response)


def test_no_profile_answer_is_shown_to_anybody(takes_a_place, at, page, site):
    from uuid import uuid4

    Question.objects.create(series=Series.AGE)
    now = at("10:00")
    takes_a_place()
    before = words_of(page())
    for _ in range(40):
        tallies.answer(Series.AGE, "26-30", key=uuid4(), place=Place.objects.get(), at=now)
    assert words_of(page()) == before
    assert not any(str(band) in before for band in Series.AGE.meaning.bands.values())


def test_the_page_never_says_visitors(an_interview, anna, takes_a_place, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    labels = [label.get_text().lower() for label in soup_of(page()).select("dt, th, caption, h2")]
    assert [label for label in labels if label.strip() == "visitors"] == []


def test_each_figure_leads_to_its_method(an_interview, anna, at, page):
    an_interview(anna, "10:00", "10:10", "10:30")
    soup = soup_of(page())
    links = [link["href"][1:] for link in soup.select("a[href^='#method-']")]
    assert len(links) >= 5
    assert [anchor for anchor in links if not soup.find(id=anchor).dd.get_text(strip=True)] == []


def test_a_median_and_a_share_need_thirty_interviews(an_interview, anna, takes_a_place, desk, at, page):
    shown = []
    for n, minute in enumerate(range(0, 60, 2)):
        an_interview(anna, f"10:{minute:02}", f"{10 + (n > 19)}:{minute:02}", f"{10 + (n > 19)}:{minute:02}")
        if n >= 28:
            shown.append((figures(page())["seen within 15 min"], words_of(page(), ".facts")))
    assert shown == [
        (("–", "n = 29, too few"), "within 15 min 20 of 29 interviews median wait – n = 29, too few "
                                   f"{LONGER} longest wait now nobody waits"),
        (("67 %", "n = 30 interviews"), "within 15 min 20 of 30 interviews median wait under 1 min "
                                        f"{LONGER} longest wait now nobody waits"),
    ]  # fmt: skip


def test_a_place_narrows_the_door_and_leaves_the_desks_out(takes_a_place, at, page):
    Place.objects.create(code="annexe", name={"en": "Annexe"}, kind=Place.Kind.ASSOCIATED)
    at("10:00")
    takes_a_place()
    assert figures(page(place="main")) == figures(page())
    elsewhere = page(place="annexe")
    assert {said[0] for said in figures(elsewhere).values()} == {"0", "–"}
    assert "The desks are in the main room" in words_of(elsewhere)
    assert figures(page(place="nowhere")) == figures(page())


def test_what_the_stream_fetches_is_what_a_reload_shows(takes_a_place, at, page, client_of, manager):
    at("10:00")
    takes_a_place()
    part = client_of(manager).get(TODAY, headers={"HX-Request": "true"})
    assert_part_is_in_page(part, page(), "#today")
    assert soup_of(part).html is None


@pytest.mark.parametrize("n", [1, 35])
def test_the_page_asks_the_database_as_often_for_one_row_as_for_many(
    n, purpose_of, takes_a_place, at, manager, client_of, django_assert_num_queries
):
    at("10:00")
    Place.objects.bulk_create(Place(code=f"p{i}", name={"en": f"P{i}"}, kind="off_site") for i in range(n))
    for i in range(n):
        desk = Desk.objects.create(slug=f"d{i}", letter=chr(200 + i), name={"en": f"Desk {i}"})
        takes_a_place(desk, purpose=purpose_of(f"p{i}"), desk=desk)
    browser = client_of(manager)
    with django_assert_num_queries(18):
        browser.get(TODAY)


def test_only_those_who_manage_or_receive_may_look(client, client_of, agent, manager, a_person):
    seen = [client_of(who).get(TODAY).status_code for who in (agent, manager)]
    others = [a_person(counsels=True), a_person(curates=True), a_person(organises=True)]
    assert seen == [200, 200]
    assert [client_of(who).get(TODAY).status_code for who in others] == [403] * 3
    assert client.get(TODAY).status_code == 302
    assert client_of(others[0]).get(reverse("attendance:live")).status_code == 403


def test_a_post_is_refused_and_changes_nothing(client_of, manager, takes_a_place, at):
    at("10:00")
    takes_a_place()
    assert client_of(manager).post(TODAY).status_code == 405
    assert Stop.objects.waiting().count() == 1
