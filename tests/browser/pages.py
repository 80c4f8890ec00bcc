"""Every screen of the house, by the name under which its picture is kept, with who looks at it."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

from tests.browser.house import House, sign_in


@dataclass(frozen=True)
class Screen:
    """`keys` are pressed once it is open; a `ticket` is drawn first, and its token put into the path."""

    name: str
    path: str
    who: str | None = None
    wall: bool = False
    keys: str = ""
    ticket: bool = False


SCREENS = [
    Screen("01-reception", "/reception/", "accueil", keys="bt"),
    Screen("01-reception-idle", "/reception/", "accueil"),
    Screen("01-slip", "/reception/tickets/{token}/slip/", "accueil", ticket=True),
    Screen("02-counsellor", "/counter/train/", "conseil"),
    Screen("02-counsellor-desks", "/counter/?choose", "conseil"),
    Screen("03-wall", "/screen/", wall=True),
    Screen("04-ticket", "/t/{token}/", ticket=True),
    Screen("05-today", "/attendance/today/", "direction"),
    Screen("06-roster", "/rosters/", "direction"),
    Screen("06-roster-own", "/rosters/", "coordination"),
    Screen("06-roster-pattern", "/rosters/pattern/", "direction"),
    Screen("06-roster-slot", "/rosters/pattern/new/", "direction"),
    Screen("06-roster-held", "/rosters/held/", "direction"),
    Screen("06-roster-month", "/rosters/month/", "direction"),
    Screen("06-roster-calendar", "/rosters/calendar/", "coordination"),
    Screen("06-roster-open", "/rosters/open/", "direction"),
    Screen("06-sheets", "/sheets/", "accueil"),
    Screen("06-sheet", "/sheets/new/?day=2026-11-20&place=main", "accueil"),
    Screen("06-sheet-blank", "/sheets/blank/", "accueil"),
    Screen("09-signin", "/sign-in/"),
    Screen("10-front", "/"),
    Screen("07-outside", "/outside/?purpose=training"),
    Screen("07-outside-hand", "/outside/hand/?purpose=training", "conseil"),
    Screen("07-outside-bodies", "/resources/bodies/", "documentation"),
    Screen("07-outside-body", "/resources/bodies/new/", "documentation"),
    Screen("07-unanswered", "/resources/unanswered/", "documentation"),
    Screen("07-unanswered-taps", "/unanswered/", "accueil"),
    Screen("07-topics", "/resources/topics/", "documentation"),
    Screen("10-partners", "/partners/"),
    Screen("11-settings", "/centre/", "direction"),
    Screen("11-settings-site", "/centre/site/", "direction"),
    Screen("11-settings-hours", "/centre/hours/", "direction"),
    Screen("11-settings-dates", "/centre/dates/", "direction"),
    Screen("11-settings-purposes", "/centre/purposes/", "direction"),
    Screen("11-settings-desks", "/desks/", "direction"),
    Screen("11-settings-desk", "/desks/new/", "direction"),
    Screen("11-settings-questions", "/questions/", "direction"),
    Screen("12-people", "/people/", "direction"),
    Screen("12-invite", "/people/new/", "direction"),
    Screen("12-account", "/account/", "conseil"),
    Screen("12-pin", "/account/pin/", "conseil"),
    Screen("12-second-factor", "/account/second-factor/", "direction"),
    Screen("12-computers", "/computers/", "direction"),
    Screen("12-enrol", "/computers/enrol/", "direction"),
    Screen("12-at-the-door", "/people/events/", "direction"),
    Screen("12-password-again", "/sure/", "accueil"),
]
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1366, 768), "wall": (1920, 1080)}


def open_screen(context: BrowserContext, house: House, screen: Screen, language: str = "") -> Page:
    """The screen as its user sees it: signed in, opened, and with its keys pressed."""
    page = sign_in(context, house, screen.who) if screen.who else context.new_page()
    path = screen.path.format(token=house.ticket) if screen.ticket else screen.path
    page.goto(house.url + path + (f"{'&' if '?' in path else '?'}lang={language}" if language else ""))
    for key in screen.keys:
        page.keyboard.press(key)
    if screen.keys:
        page.wait_for_selector(".answer .ticket-huge")
    return page
