"""The screens of those who keep the programme (see pages.py)."""

from tests.browser.screen import Screen

PROGRAMME_STAFF_SCREENS: list[Screen] = [
    Screen("08-events", "/events/", "programme"),
    Screen("08-event", "/events/{event}/", "programme"),
    Screen("08-event-edit", "/events/{event}/edit/", "programme"),
    Screen("08-plan", "/events/{event}/plan/", "programme"),
    Screen("08-session", "/events/sessions/{session}/", "programme"),
]
