"""Every screen of the house, by the name under which its picture is kept, with who looks at it."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.house import House, in_the_house, signed_in
from tests.browser.programme_staff import PROGRAMME_STAFF_SCREENS
from tests.browser.screen import Screen
from tests.browser.shelves import SHELF_SCREENS

SCREENS = [
    Screen("01-reception", "/reception/", "accueil", keys="bt"),
    Screen("01-reception-idle", "/reception/", "accueil"),
    Screen("01-slip", "/reception/tickets/{token}/slip/", "accueil", ticket=True),
    Screen("02-counsellor", "/counter/train/", "conseil"),
    Screen("02-counsellor-send", "/counter/train/?show=send", "conseil", first="hold_a_visitor()"),
    Screen("02-counsellor-take", "/counter/train/?show=take", "conseil", first="hold_nobody()"),
    Screen("02-counsellor-desks", "/counter/?choose", "conseil"),
    Screen("03-wall", "/screen/", wall=True),
    Screen("04-ticket", "/t/{token}/", ticket=True),
    Screen("05-today", "/attendance/today/", "direction"),
    Screen("06-roster", "/rosters/", "direction"),
    Screen("06-roster-own", "/rosters/", "coordination"),
    Screen("06-roster-not-open", "/rosters/2030-W20/", "direction"),
    Screen("06-roster-turn", "/rosters/turns/{turn}/", "direction"),
    Screen("06-roster-turn-own", "/rosters/turns/{turn}/", "coordination"),
    Screen("06-roster-copy", "/rosters/2030-W20/copy/", "direction"),
    Screen("06-roster-pattern", "/rosters/pattern/", "direction"),
    Screen("06-roster-slot", "/rosters/pattern/{slot}/", "direction"),
    Screen("06-roster-held", "/rosters/held/", "direction"),
    Screen("06-roster-held-by", "/rosters/held/{partner}/", "coordination"),
    Screen("06-roster-month", "/rosters/month/", "direction"),
    Screen("06-roster-calendar", "/rosters/calendar/", "coordination"),
    Screen("06-roster-calendar-all", "/rosters/calendar/", "direction", first="make_a_link()"),
    Screen("06-roster-open", "/rosters/open/", "direction"),
    Screen("06-sheets", "/sheets/", "accueil"),
    Screen("06-sheet", "/sheets/new/?day=2026-11-20&place=main", "accueil"),
    Screen("06-sheet-blank", "/sheets/blank/", "accueil"),
    Screen("09-signin", "/sign-in/"),
    Screen("10-front", "/"),
    Screen("07-outside", "/outside/?purpose=training"),
    Screen("07-outside-arabic", "/outside/?lang=ar&purpose=training"),
    Screen("07-outside-hand", "/outside/hand/?purpose=training", "conseil"),
    Screen("07-outside-bodies", "/resources/bodies/", "documentation"),
    Screen("07-outside-body", "/resources/bodies/{body}/", "documentation"),
    Screen("07-unanswered", "/resources/unanswered/", "documentation"),
    Screen("07-unanswered-taps", "/unanswered/", "accueil"),
    Screen("07-topics", "/resources/topics/", "documentation"),
    Screen("07-topic", "/resources/topics/{topic}/", "documentation"),
    Screen("08-programme", "/programme/?purpose=job"),
    Screen("08-programme-nothing", "/programme/?from=9999-01-01"),
    Screen("08-programme-event", "/programme/{event}/"),
    Screen("10-partners", "/partners/"),
    Screen("10-partners-arabic", "/partners/?lang=ar"),
    Screen("10-nothing-here", "/nothing/", status=404),
    Screen("10-not-for-you", "/people/", "accueil", status=403),
    Screen("11-settings", "/centre/", "direction"),
    Screen("11-settings-site", "/centre/site/", "direction"),
    Screen("11-settings-hours", "/centre/hours/", "direction"),
    Screen("11-settings-dates", "/centre/dates/", "direction"),
    Screen("11-settings-closing", "/centre/dates/close/", "direction"),
    Screen("11-settings-purposes", "/centre/purposes/", "direction"),
    Screen("11-settings-purpose", "/centre/purposes/{purpose}/", "direction"),
    Screen("11-settings-partners", "/centre/partners/", "direction"),
    Screen("11-settings-partner", "/centre/partners/{partner}/", "direction"),
    Screen("11-settings-places", "/centre/places/", "direction"),
    Screen("11-settings-place", "/centre/places/{place}/", "direction"),
    Screen("11-settings-rooms", "/centre/rooms/", "direction"),
    Screen("11-settings-room", "/centre/rooms/{room}/", "direction"),
    Screen("11-settings-desks", "/desks/", "direction"),
    Screen("11-settings-desk", "/desks/{desk}/", "direction"),
    Screen("11-settings-serves", "/desks/people/{person}/", "direction"),
    Screen("11-settings-questions", "/questions/", "direction"),
    Screen("12-people", "/people/", "direction"),
    Screen("12-invite", "/people/new/", "direction"),
    Screen("12-person", "/people/{person}/", "direction"),
    Screen("12-invitation", "/i/{invitation}/"),
    Screen("12-account", "/account/", "conseil"),
    Screen("12-password", "/account/password/", "conseil"),
    Screen("12-pin", "/account/pin/", "conseil"),
    Screen("12-second-factor", "/account/second-factor/", "direction"),
    Screen("12-computers", "/computers/", "direction"),
    Screen("12-enrol", "/computers/enrol/", "direction"),
    Screen("12-at-the-door", "/people/events/", "direction"),
    Screen("12-password-again", "/sure/", "accueil"),
    *SHELF_SCREENS,
    *PROGRAMME_STAFF_SCREENS,
]
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1366, 768), "wall": (1920, 1080)}


def open_screen(context: BrowserContext, house: House, screen: Screen, language: str = "") -> Page:
    """The screen as its user sees it: signed in, opened, and with its keys pressed."""
    page = signed_in(context, house, screen.who) if screen.who else context.new_page()
    if screen.first:
        in_the_house(house, screen.first)
    path = screen.path
    if "{" in path:
        path = path.format(token=house.ticket) if screen.ticket else path.format(**house.rows)
    answer = page.goto(house.url + path + (f"{'&' if '?' in path else '?'}lang={language}" if language else ""))
    assert answer.status == screen.status, (path, answer.status)
    if language and "lang=" not in page.url:  # sent on, as an invitation is
        page.goto(f"{page.url}?lang={language}")
    for key in screen.keys:
        page.keyboard.press(key)
    if screen.keys:
        page.wait_for_selector(".answer .ticket-huge")
    return page
