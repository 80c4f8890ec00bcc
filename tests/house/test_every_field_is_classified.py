"""Anonymity, proved by the schema: every field of every table is of a kind, and a new one fails until it is given one.

operational: the day's work; it says how long it is kept, and on Ticket, Stop and Receipt holds no free text.
staff: about those who WORK here. counter: numbers that cannot be traced back. public: the site's own words.
"""

import pytest
from django.apps import apps
from django.db import models

OPERATIONAL = {
    "reception.Day": "with its tickets (1 to 31 days)",
    "reception.Ticket": "the site's retention (1 to 31 days); its priority, until closing time",
    "reception.Stop": "with its ticket",
    "reception.Receipt": "until closing time",
    "reception.LastStep": "until closing time",
    "tallies.Spent": "until closing time",
    "resources.Missed": "until the end of its month",
    "events.Seat": "with its session",
    "live.Version": "says only that a screen changed; never more than one row a channel",
}
STAFF = {"accounts.User", "accounts.Invitation", "accounts.Device", "accounts.DeviceUse", "accounts.PinTry",
         "accounts.DoorEvent", "otp_totp.TOTPDevice", "otp_static.StaticDevice", "otp_static.StaticToken",
         "desks.Helper", "desks.Turn", "desks.Duty", "desks.HistoricalTurn", "desks.Swap", "desks.Feed",
         "reception.Sheet", "resources.Load", "resources.LoadLine", "resources.HistoricalNotice",
         "resources.HistoricalNotice_purposes", "resources.HistoricalNotice_subjects",
         "resources.HistoricalNotice_headings", "resources.HistoricalCopy", "axes.AccessAttempt",
         "axes.AccessAttemptExpiration", "axes.AccessLog", "axes.AccessFailureLog", "sessions.Session",
         "auth.Group", "auth.Permission", "contenttypes.ContentType"}  # fmt: skip
COUNTER = {"tallies.Tally", "reception.SheetCount", "attendance.DaySeal"}
PUBLIC = {"centre.Site", "centre.Hours", "centre.SpecialHours", "centre.Purpose", "centre.Partner", "centre.Place",
          "centre.Room", "desks.Desk", "desks.Desk_purposes", "desks.Slot", "desks.Wanted", "tallies.Question",
          "auth.Group_permissions", "resources.Body", "resources.Body_purposes", "resources.Topic",
          "resources.Notice", "resources.Notice_purposes", "resources.Notice_subjects", "resources.Notice_headings",
          "resources.Copy", "resources.Subject", "resources.Synonym", "resources.Heading", "resources.Profile",
          "resources.Term", "resources.Word", "resources.Posting", "resources.Family", "resources.Shelving",
          "resources.Gone", "resources.Selection", "resources.Selection_purposes", "resources.Selected",
          "resources.Link", "events.Event", "events.Event_purposes", "events.Event_partners", "events.Session",
          "events.Taken"}  # fmt: skip

VISITOR_FIELDS = {
    "reception.Ticket": {"id", "day", "number", "token", "party_size", "head_start", "priority"},
    "reception.Stop": {
        "id", "ticket", "desk", "purpose", "state", "waits_since", "turn", "called_at", "met_at", "ended_at",
        "counsellor", "partner", "helped", "absences", "left_why", "outcome", "came_from", "time_unreliable", "ahead",
        "on_duty",
    },
    "reception.Receipt": {
        "id", "key_print", "content_print", "day", "sequence", "logged_at", "place", "service", "channel", "purpose",
        "second_purpose", "party_size", "again", "ticket", "undone_at",
        "group_kind", "group_level",
    },
    "reception.LastStep": {"counsellor", "stop", "kind", "at"},
    "events.Seat": {"id", "session", "number", "print", "state", "offered_until"},
    "reception.Day": {"day", "last_ticket", "last_receipt", "latest_at", "waits_by"},
    "tallies.Spent": {"print", "day"},
    "tallies.Tally": {"id", "series", "place", "day", "hour", "k1", "k2", "n"},
}  # fmt: skip


def all_models():
    return {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_is_of_one_kind():
    kinds = [set(OPERATIONAL), STAFF, COUNTER, PUBLIC]
    unclassified = {label for label in all_models() if sum(label in kind for kind in kinds) != 1}
    assert unclassified == set()


@pytest.mark.parametrize("label", sorted(VISITOR_FIELDS))
def test_every_field_near_a_visitor_is_known(label):
    assert {field.name for field in all_models()[label]._meta.concrete_fields} == VISITOR_FIELDS[label]


@pytest.mark.parametrize("label", ["reception.Ticket", "reception.Stop", "reception.Receipt", "reception.LastStep"])
def test_no_free_text_can_be_written_about_a_visitor(label):
    text = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
    free = [field.name for field in all_models()[label]._meta.concrete_fields
            if isinstance(field, text) and not field.choices]  # fmt: skip
    assert free == []


def test_every_operational_table_says_how_long_it_is_kept():
    assert [label for label, kept in OPERATIONAL.items() if not kept] == []


def test_nobody_but_staff_has_an_account_and_no_session_or_user_is_linked_to_a_ticket():
    visitor = {"reception.Ticket", "reception.Receipt"}
    staff = {all_models()[label] for label in STAFF if label in all_models()}
    links = [f"{label}.{field.name}" for label in visitor for field in all_models()[label]._meta.get_fields()
             if field.is_relation and field.related_model in staff]  # fmt: skip
    assert links == []
