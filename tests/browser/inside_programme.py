"""An event with a session to come, for the screens of the programme: run by `inside.py`, on the house's database."""

from datetime import time, timedelta

from django.utils import timezone

from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place
from events.actions import When, publish, schedule, write_event
from events.models import Event, Session


def an_event_with_a_session() -> dict[str, int]:
    """The rows that the screens open; the demonstration's own, or new ones where it has none."""
    session = Session.objects.to_come(timezone.now()).taking_place().first() or _planned()
    return {"event": session.event_id, "session": session.pk}


def _planned() -> Session:
    event = write_event(Event(), purposes=[Purpose.objects.offered().first()], kind=Event.Kind.WORKSHOP,
                        title={"fr": "Relire son CV", "en": "Read your CV again"},
                        summary={"fr": "Venez avec votre CV, repartez avec un meilleur."})  # fmt: skip
    publish(event)
    day = timezone.localdate() + timedelta(days=7)
    when = When(day, time(10), time(12), main_place(), capacity=12, outside_hours=True)
    return schedule(event, [when])[0]
