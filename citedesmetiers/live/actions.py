"""Say that something on a channel changed, and ask how often it did."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, Sum

from . import hints
from .models import Version


def bump(*channels: str) -> None:
    """What these channels show has changed. Call it inside the verb's transaction, last, once for all channels.

    Last and in one order, because each channel's row stays locked until the commit: two verbs never wait for one
    another in a circle. The hint follows the commit; it may be lost, the version is not.
    """
    for channel in sorted(set(channels)):
        _advance(channel)
    transaction.on_commit(hints.give, robust=True)


def version(channels: Sequence[str]) -> int:
    """How often these channels changed, all together: larger after every bump of any of them. One query."""
    return Version.objects.filter(channel__in=list(channels)).aggregate(n=Sum("n"))["n"] or 0


def _advance(channel: str) -> None:
    if Version.objects.filter(channel=channel).update(n=F("n") + 1):
        return
    try:
        with transaction.atomic():
            Version.objects.create(channel=channel, n=1)
    except IntegrityError:  # another verb opened this channel between the two statements
        Version.objects.filter(channel=channel).update(n=F("n") + 1)
