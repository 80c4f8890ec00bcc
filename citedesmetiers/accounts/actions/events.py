"""What happened at the staff's door: told to managers for a week, then gone."""

from datetime import timedelta

from django.utils import timezone

from ..models import Device, DoorEvent, User

KEPT = timedelta(days=7)


def signed_out(person: User) -> DoorEvent:
    """She pressed “sign out”."""
    return note(DoorEvent.Kind.SIGNED_OUT, person)


def note(kind: str, person: User | None, *, by: User | None = None, computer: Device | None = None) -> DoorEvent:
    """Write down what happened, in the transaction in which it does. `by`: who did it, where it was not herself."""
    doer = by if by and (person is None or by.pk != person.pk) else None
    return DoorEvent.objects.create(kind=kind, person=person, by=doer, computer=computer.name if computer else "",
                                    at=timezone.now())
