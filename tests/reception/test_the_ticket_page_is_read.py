"""The visitor's own page: where she is now, read by whoever holds the address, today only, and nothing kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citedesmetiers.kit.tokens import new_token, short
from reception import actions
from reception.models import Stop, Ticket
from tests.harness import assert_part_is_in_page, soup_of, words_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def anna(a_counsellor):
    return a_counsellor()


@pytest.fixture
def stop(desk, visitors_wait_at):
    return visitors_wait_at(desk, 2)[1]


def address(stop):
    return f"/t/{short(stop.ticket.token)}/"


def lead(client, stop, **query):
    return words_of(client.get(address(stop), {"lang": "en"} | query), "#own .lead-2")


def test_it_shows_the_word_the_number_the_desk_and_who_is_before(client, stop):
    page = client.get(address(stop), {"lang": "en"})
    assert (words_of(page, "h1"), words_of(page, ".where b")) == ("Galet 2", "Desk job")
    assert words_of(page, ".own-now") == "Your place 2nd Wait unknown for now 1 person ahead of you"


def test_it_sets_no_cookie_and_tells_nobody_its_address(client, stop):
    page = client.get(address(stop))
    assert page.cookies == {}
    assert (page["Referrer-Policy"], page["X-Robots-Tag"], page["Cache-Control"]) == (
        "no-referrer", "noindex, nofollow", "no-store")  # fmt: skip


def test_it_works_without_scripts(client, stop):
    refresh = soup_of(client.get(address(stop))).select_one("noscript meta[http-equiv=refresh]")
    assert refresh["content"] == "20"


def test_it_follows_the_visitor_in_words(client, desk, anna, stop):
    first = Stop.objects.exclude(pk=stop.pk).get()
    seen = [words_of(client.get(address(first), {"lang": "en"}), ".own-now")]
    called = actions.call_next(desk, by=anna)
    seen.append(words_of(client.get(address(first), {"lang": "en"}), ".call"))
    met = actions.meet(called, by=anna)
    seen.append(lead(client, first))
    actions.finish(met, by=anna)
    seen.append(lead(client, first).split(".")[0])
    assert seen == ["Your place 1st Wait unknown for now Nobody ahead of you", "It is your turn",
                    "Your interview is under way.", "Your interview is over"]


def test_who_was_missed_once_keeps_the_place_and_twice_has_left(client, desk, anna, visitors_wait_at):
    stop = visitors_wait_at(desk, 1)[0]
    seen = []
    for _ in range(2):
        actions.mark_absent(actions.call_next(desk, by=anna), by=anna)
        seen.append(lead(client, stop).split(",")[0].split(".")[0])
    assert seen == ["You were called and not found", "You were called twice and not found"]


def test_who_gave_up_or_waited_until_closing_is_told_so(client, agent, stop):
    first = Stop.objects.exclude(pk=stop.pk).get()
    actions.give_up(first, by=agent)
    actions.close_lines(TODAY(), timezone.now())
    words = [lead(client, one).split(".")[0] for one in (first, stop)]
    assert words == ["You have left the line", "The centre has closed"]


def test_two_purposes_show_two_places(client, agent, desk, other_desk, arrival_at, visitors_wait_at):
    visitors_wait_at(other_desk, 2)
    receipt = actions.log(arrival_at(desk, second_purpose=other_desk.purposes.get()), by=agent)
    page = client.get(address(receipt.ticket.stops.first()), {"lang": "en"})
    assert [b.text for b in soup_of(page).select(".where b")] == ["Desk job", "Desk training"]
    assert [" ".join(now.get_text(" ").split()) for now in soup_of(page).select(".own-now")] == [
        "Your place at desk A 1st Wait unknown for now Nobody ahead of you",
        "Your place at desk B 3rd Wait unknown for now 2 people ahead of you",
    ]


def test_a_visitor_sent_on_reads_the_new_desk_and_the_phone_follows(client, desk, other_desk, anna, stop, a_counsellor):
    a_counsellor(other_desk)
    part = soup_of(client.get(address(stop))).select_one("#own")["hx-get"]
    first = actions.call_next(desk, by=anna)
    old = soup_of(client.get(address(first))).select_one("#own")["hx-get"]
    actions.send_on(first, other_desk, by=anna)
    headers = {"HX-Request": "true"}
    assert words_of(client.get(address(first)), ".where b") == "Pôle training"
    assert client.get(old, headers=headers)["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(part, headers=headers)


def test_what_htmx_shows_is_what_a_reload_shows(client, stop):
    page = client.get(address(stop), {"lang": "en"})
    part = client.get(soup_of(page).select_one("#own")["hx-get"], headers={"HX-Request": "true"})
    assert_part_is_in_page(part, page, "#own")
    assert soup_of(part).title.text.strip() == "Galet\u00a02, you are waiting"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_language_is_in_the_address(client, stop, language):
    assert soup_of(client.get(address(stop), {"lang": language})).html["lang"] == language


def test_a_ticket_of_yesterday_is_gone(client, stop):
    Ticket.objects.update(day=TODAY() - timedelta(days=1))
    page = client.get(address(stop), {"lang": "en"})
    assert (page.status_code, words_of(page, "h1")) == (404, "This page no longer exists.")


def test_a_ticket_that_was_taken_back_is_gone(client, agent, desk, arrival_at):
    receipt = actions.log(arrival_at(desk), by=agent)
    stop = receipt.ticket.stops.get()
    actions.undo(receipt, by=agent)
    assert client.get(address(stop)).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 21, "A" * 23, "!" * 22, "é" * 22, "1" * 500, "%00"])
def test_a_bad_address_is_the_same_page(client, site, token):
    page = client.get(f"/t/{token}/", {"lang": "en"})
    assert (page.status_code, words_of(page, "h1")) == (404, "This page no longer exists.")


def test_a_guessed_token_tells_nothing_and_opens_no_stream(client, stop):
    guess = f"/t/{short(new_token())}/"
    assert [client.get(guess).status_code, client.get(guess + "live/").status_code] == [404, 404]


def test_its_stream_asks_for_nobodys_name(client, stop):
    assert client.get(address(stop) + "live/").status_code == 204


@pytest.mark.parametrize("others", [0, 29])
def test_it_asks_the_same_of_the_database_whatever_the_line(
    client, desk, visitors_wait_at, django_assert_num_queries, others
):
    visitors_wait_at(desk, others)
    stop = visitors_wait_at(desk, 1, since=0)[0]
    with django_assert_num_queries(7):
        client.get(address(stop))
