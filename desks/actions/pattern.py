"""The weekly pattern: how the site cuts its days, and how many posts each desk wants in each half-day."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from citedesmetiers.centre.actions import write
from citedesmetiers.kit.rules import HouseRule

from ..models import Desk, Slot, Wanted


def write_slot(slot: Slot | None, *, posts: Mapping[Desk, int] | None = None, **said: object) -> Slot:
    """Add a half-day to the week, or change these fields of one; `posts` is what each desk wants of it (0: closed).

    Two half-days of a weekday never overlap: so two turns at the same time are two turns of the same part.
    """
    try:
        with transaction.atomic():
            kept = write(slot or Slot(), **said)
            _keep_apart(kept)
            if posts is not None:
                _want(kept, posts)
    except IntegrityError as clash:
        raise HouseRule(_("That day has this half-day already.")) from clash
    return kept


def _keep_apart(slot: Slot) -> None:
    day = list(Slot.objects.select_for_update().filter(weekday=slot.weekday).order_by("part"))
    for one, other in zip(day, day[1:], strict=False):
        if other.starts < one.ends:
            raise HouseRule(_("Two half-days of a day overlap, or do not stand in their order."), status=400)


def _want(slot: Slot, posts: Mapping[Desk, int]) -> None:
    if any(n > desk.posts for desk, n in posts.items()):
        raise HouseRule(_("A desk has fewer posts than that. Its number of posts is on the desk’s page."), status=400)
    Wanted.objects.filter(slot=slot).delete()
    rows = [Wanted(slot=slot, desk=desk, posts=n) for desk, n in posts.items() if n]
    Wanted.objects.bulk_create(rows)
