"""Where else a visitor may go when nobody sits at a desk: “closed until 14:00; try Training, or Thursday”."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from citedesmetiers.kit.clock import local_day

from ..models import Desk, Duty, Helper, Turn


@dataclass(frozen=True)
class Instead:
    """`until` is when somebody is promised at this desk today; `desks` are open now; `later`, its next other day."""

    until: datetime | None
    desks: list[Desk]
    later: datetime | None


def instead_of(desk: Desk, now: datetime | None = None, most: int = 2) -> Instead:
    """What reception can propose. Two queries.

    The other desks are those where somebody receives now who may help at this one, or that answer one of its purposes.
    """
    now = now or timezone.now()
    coming = Turn.objects.promised().on_open_dates().filter(desk=desk, starts_at__gt=now).order_by("starts_at")
    starts = list(coming.values_list("starts_at", flat=True)[:60])
    today = local_day(now)
    helped = Helper.objects.filter(user=OuterRef("user"), desk=desk)
    here = Duty.objects.receiving().filter(desk=OuterRef("pk"))
    near = Q(Exists(here.filter(Exists(helped)))) | Q(Exists(here), purposes__in=desk.purposes.all())
    others = Desk.objects.offered().filter(near).exclude(pk=desk.pk).distinct()
    return Instead(
        until=next((at for at in starts if local_day(at) == today), None),
        desks=list(others[:most]),
        later=next((at for at in starts if local_day(at) > today), None),
    )
