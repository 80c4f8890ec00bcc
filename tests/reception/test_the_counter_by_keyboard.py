"""The counter in a real browser, hands on the keyboard: the focus is never lost, and nothing waits for the mouse."""

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from reception.models import Stop
from tests.browser.house import chromium, press, quiet

NO_STREAM = "[object Event]"  # what the console says of a test server without streams
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_counter(live_server, client_of, desk, monkeypatch):
    """The first desk's page in Chromium, where this counsellor is signed in; what its console complained of."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = chromium(playwright)

        def open_for(counsellor):
            session = client_of(counsellor).cookies[settings.SESSION_COOKIE_NAME].value
            context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
            page, said = context.new_page(), []
            page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
            page.goto(f"{live_server.url}/counter/{desk.slug}/")
            return page, said

        yield open_for
        browser.close()
        connection.close()  # the one that this test opened beside the browser's loop


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_call_meet_finish_and_say_where(open_counter, a_counsellor, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    page, said = open_counter(a_counsellor())
    seen = []
    for key in "srt8":
        press(page, key)
        seen.append((Stop.objects.get().state, page.evaluate("document.activeElement !== document.body")))
    assert seen == [("called", True), ("met", True), ("done", True), ("done", True)]
    assert (Stop.objects.get().outcome, [words for words in said if words != NO_STREAM]) == ("law", [])


def test_enter_alone_goes_through_the_three_steps(open_counter, a_counsellor, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    page, _said = open_counter(a_counsellor())
    page.focus("#step-next")
    press(page, "Enter", "Enter", "Enter")
    assert Stop.objects.get().state == "done"


def test_sent_on_by_letter_to_a_desk_without_anybody(open_counter, a_counsellor, desk, other_desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    page, _said = open_counter(a_counsellor())
    press(page, "s", "p", "b", "Enter")
    assert list(Stop.objects.order_by("pk").values_list("desk", "state")) == [
        (desk.pk, "sent_on"), (other_desk.pk, "waiting")]  # fmt: skip


def test_what_is_refused_is_said_and_the_focus_stays(open_counter, a_counsellor, desk, visitors_wait_at):
    visitors_wait_at(desk, 1)
    page, _said = open_counter(a_counsellor())
    press(page, "s")
    page.click("#duty-leave")
    expect(page.locator("#said")).to_have_text("A visitor is with you: finish first, or send on.")
    assert focused(page) == "duty-leave"


def test_a_double_click_is_one_step(open_counter, a_counsellor, desk, visitors_wait_at):
    visitors_wait_at(desk, 2)
    page, _said = open_counter(a_counsellor())
    page.dblclick("#step-next")
    page.wait_for_selector("#step-met:not([disabled])")
    quiet(page)
    assert sorted(Stop.objects.values_list("state", flat=True)) == ["called", "waiting"]
