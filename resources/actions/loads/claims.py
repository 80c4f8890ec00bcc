"""Whose turn it is at a file."""

from django.utils import timezone

from ...models import Load


class LostClaim(Exception):  # noqa: N818 - somebody else is at it, or a person decided otherwise
    """The step is rolled back: nothing of it was written."""


def hold(load: Load, **said: object) -> None:
    """Write this into the load and renew the claim, within the step's transaction; LostClaim if it is ours no more."""
    now = timezone.now()
    mine = Load.objects.filter(pk=load.pk, claimed_at=load.claimed_at, state=load.state)
    if not mine.update(**said, claimed_at=now):
        raise LostClaim
    for name, value in {**said, "claimed_at": now}.items():
        setattr(load, name, value)
