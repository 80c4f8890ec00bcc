"""Each page that somebody can open has its screen, and so is tried in a browser; or it stands here, with the reason."""

import re

from django.urls import resolve

from tests.browser.pages import SCREENS
from tests.doors.cases import DOORS

NO_PAGE = {
    "resources:alike": "part of a document's form",
    "resources:words": "part of a document's form",
    "front:healthz": "told to machines",
    "front:event-json-ld": "told to machines",
    "front:programme-ics": "told to machines",
    "resources:oai": "told to machines",
    "resources:dublin-core": "told to machines",
    "resources:json-ld": "told to machines",
    "resources:records-file": "a file",
    "resources:loads-away": "a file",
    "desks:take-away": "a file",
    "reception:parts": "parts of reception's page",
    "resources:suggest": "a part of the search's page",
    "resources:station-suggest": "a part of the search's page",
}
SAME_PAGE = {  # the empty form of what a screen shows filled in, but for the last one
    "centre:purpose-new": "centre:purpose",
    "centre:partner-new": "centre:partner",
    "centre:place-new": "centre:place",
    "centre:room-new": "centre:room",
    "desks:new": "desks:desk",
    "desks:slot-new": "desks:slot",
    "resources:body-new": "resources:body",
    "resources:copy-new": "resources:copy",
    "resources:family-new": "resources:family",
    "resources:heading-new": "resources:heading",
    "resources:list-new": "resources:list-edit",
    "resources:subject-new": "resources:subject",
    "resources:topic-new": "resources:topic",
    "resources:station-document": "resources:document",
    "resources:station-basket": "resources:basket",
    "resources:station-new": "resources:new",
    "resources:station-reading-list": "resources:reading-list",
    "events:new": "events:edit",
    "centre:open-specially": "centre:close-days",
}


def named(path):
    """The address that a screen opens, whatever row it is about."""
    path = re.sub(r"\{(token|invitation)\}", "A" * 22, path.partition("?")[0])
    return resolve(re.sub(r"\{\w+\}", "1", path)).view_name


def test_every_page_has_its_screen_or_a_reason():
    opened = {named(screen.path) for screen in SCREENS if screen.status == 200}
    readable = {name for name, door in DOORS.items() if not door.acts and door.shows == 200}
    assert readable - opened == NO_PAGE.keys() | SAME_PAGE.keys()
    assert set(SAME_PAGE.values()) <= opened


def test_a_screen_has_a_name_of_its_own():
    assert len({screen.name for screen in SCREENS}) == len(SCREENS)
