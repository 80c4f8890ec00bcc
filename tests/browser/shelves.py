"""The screens of the shelves (see pages.py)."""

from tests.browser.screen import Screen

SHELF_SCREENS: list[Screen] = [
]  # fmt: skip
