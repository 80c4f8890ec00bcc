"""What the programme's tests begin with: a room, an event, and a way to say when."""

from datetime import date, time

import pytest
import time_machine
from i18nfield.strings import LazyI18nString

from citedesmetiers.centre.models import Hours, Place, Room
from events.actions import When, write_event
from events.models import Event

TUESDAY = date(2026, 12, 1)


def said(english, french=""):
    """Words of the site’s own, in both languages."""
    return LazyI18nString({"en": english, "fr": french or english})


@pytest.fixture
def place(site):
    """The main room, open from Monday to Friday, 9 to 18."""
    Hours.objects.all().delete()
    Hours.objects.bulk_create(Hours(weekday=day, opens=time(9), closes=time(18)) for day in range(5))
    return Place.objects.get(kind=Place.Kind.MAIN)


@pytest.fixture
def workshop(place):
    """A room of twelve seats."""
    return Room.objects.create(place=place, name=said("Workshop 1", "Atelier 1"), capacity=12)


@pytest.fixture
def an_event(purpose_of):
    """an_event("Read your CV again"): a published workshop about jobs."""

    def make(title="Read your CV again", *, purposes=("job",), partners=(), **fields):
        told = {"kind": Event.Kind.WORKSHOP, "state": Event.State.PUBLISHED, "title": said(title)} | fields
        return write_event(Event(), purposes=[purpose_of(code) for code in purposes], partners=partners, **told)

    return make


@pytest.fixture
def when(workshop):
    """when(day, "10:00", "12:00"): in the workshop's room, unless another is said."""

    def make(day=TUESDAY, begins="10:00", ends="12:00", **fields):
        fields = {"place": workshop.place, "room": workshop, "capacity": 12} | fields
        return When(day, time.fromisoformat(begins), time.fromisoformat(ends), **fields)

    return make


@pytest.fixture
def late_in_november():
    """A Friday morning, a few days before TUESDAY."""
    with time_machine.travel("2026-11-27T09:00:00+01:00", tick=False):
        yield


@pytest.fixture
def organising(a_person, client_of, place):
    """The browser of somebody who organises."""
    return client_of(a_person(organises=True))
