"""`./run screens`: a picture of every screen at 4 sizes, light and dark, in French and English, under var/screens/."""

import os
import sys
from itertools import product

from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House, chromium, demo_house
from tests.browser.pages import SCREENS, SIZES, Screen, open_screen


def photograph(browser: Browser, house: House, screen: Screen, size: str, scheme: str, language: str) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme,
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
    )
    page = open_screen(context, house, screen, language)
    page.wait_for_timeout(300)
    folder = settings.VAR / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{screen.name}-{size}-{scheme}-{language}.png", full_page=not screen.wall)
    context.close()


def main(names: list[str]) -> int:
    wanted = [screen for screen in SCREENS if not names or screen.name in names]
    with demo_house() as house, sync_playwright() as playwright:
        browser = chromium(playwright)
        for screen, size, scheme, language in product(wanted, SIZES, ("light", "dark"), ("fr", "en")):
            photograph(browser, house, screen, size, scheme, language)
            print(f"{screen.name}-{size}-{scheme}-{language}.png")
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citedesmetiers.settings")
    sys.exit(main(sys.argv[1:]))
