"""What is offered: written, shown to the public, taken out of sight."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from citedesmetiers.centre.models import Partner, Purpose
from citedesmetiers.kit.rules import HouseRule

from ..models import Event

State = Event.State


def write_event(
    event: Event, *, purposes: Iterable[Purpose], partners: Iterable[Partner] = (), **said: object
) -> Event:
    """Write an event, new or seen at its version: whoever comes second is told, and nothing of hers is written."""
    purposes = list(purposes)
    if not purposes:
        raise HouseRule(_("Say at least one need that it answers."), status=400)
    for name, value in said.items():
        setattr(event, name, value)
    with transaction.atomic():
        if event.pk is None:
            event.save(force_insert=True)
        else:
            _next_version(event)
            event.save(update_fields=[*said, "version"])
        event.purposes.set(purposes)
        event.partners.set(partners)
    return event


def _next_version(event: Event) -> None:
    seen = event.version
    if not Event.objects.filter(pk=event.pk, version=seen).update(version=seen + 1):
        raise HouseRule(_("Somebody changed this event meanwhile. Look at it again, then write what you want."))
    event.version = seen + 1


def publish(event: Event) -> None:
    """Show it in the programme. Twice is once."""
    Event.objects.filter(pk=event.pk).exclude(state=State.PUBLISHED).update(state=State.PUBLISHED)


def withdraw(event: Event) -> None:
    """Take it out of the public's sight, to be worked on."""
    Event.objects.filter(pk=event.pk, state=State.PUBLISHED).update(state=State.DRAFT)


def archive(event: Event) -> None:
    """Put it away. Its sessions stay, for the figures."""
    Event.objects.filter(pk=event.pk).exclude(state=State.ARCHIVED).update(state=State.ARCHIVED)
