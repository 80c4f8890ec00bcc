"""Screens follow within a second and without reload: the real server, real streams."""

import time

from citedesmetiers import live


def test_a_page_drawn_before_hears_at_once_that_it_is_old(server, a_screen):
    server.click()
    screen = a_screen(query="?v=0")
    screen.hears("changed", "1")
    assert screen.names() == ["changed"]


def test_a_page_that_is_fresh_hears_only_that_all_is_well(server, a_screen):
    server.click()
    screen = a_screen(query="?v=1")
    screen.hears("beat", "1")
    time.sleep(1)
    assert screen.names() == ["beat"]


def test_a_browser_that_comes_back_says_what_it_heard_last(server, a_screen):
    server.click()
    screen = a_screen(query="?v=0", **{"Last-Event-ID": "1"})
    screen.hears("beat", "1")
    assert screen.names() == ["beat"]


def test_a_version_that_is_no_number_is_none(a_screen):
    a_screen(query="?v=%C2%B2").hears("changed", "0")


def test_a_click_is_on_every_screen_of_its_process_in_a_moment(server, a_screen):
    screens = [a_screen(query="?v=0") for _ in range(5)]
    [screen.hears("beat") for screen in screens]
    clicked = server.click()
    assert max(screen.hears("changed", "1") for screen in screens) - clicked < 0.4


def test_a_change_made_by_another_process_is_seen_within_a_second(a_screen):
    screen = a_screen(query="?v=0")
    screen.hears("beat")
    changed = time.monotonic()
    live.bump("reception")
    assert screen.hears("changed", "1") - changed < 1


def test_a_screen_hears_nothing_of_channels_it_does_not_follow(server, a_screen):
    screen = a_screen("desk-7", query="?v=0")
    screen.hears("beat")
    server.click()
    time.sleep(1)
    assert screen.names() == ["beat"]


def test_a_board_is_drawn_once_a_version_and_language_for_all_who_watch(server, a_screen, done):
    server.click()
    watched = [(a_screen("board", query=f"?lang={lang}"), lang) for lang in ("fr", "fr", "fr", "en")]
    [screen.hears("board", f"<p lang={lang}>\n1</p>") for screen, lang in watched]
    server.click()
    [screen.hears("board", f"<p lang={lang}>\n2</p>") for screen, lang in watched]
    assert [screen.names() for screen, _ in watched] == [["board", "board"]] * 4
    assert done()["boards"] == 4


def test_a_watching_process_reads_once_for_all_its_screens(server, a_screen, done):
    [screen.hears("changed") for screen in [a_screen() for _ in range(30)]]
    before = done()["reads"]
    time.sleep(3)
    assert 4 <= done()["reads"] - before <= 8


def test_nobody_reads_when_nobody_listens(server, a_screen, done):
    screen = a_screen()
    screen.hears("changed")
    screen.leave()
    time.sleep(1.5)
    before = done()["reads"]
    time.sleep(1.5)
    assert done()["reads"] == before


def test_open_streams_hold_no_connection_of_the_database(start, a_screen):
    house = start(DATABASE_POOL="3")
    [screen.hears("changed") for screen in [a_screen(at=house) for _ in range(12)]]
    assert [house.get("/click/", "POST")[0] for _ in range(3)] == [200, 200, 200]
