"""New on the shelves: what came this month."""

from django.utils import timezone

from ..models import Notice
from ..months import before

NEW_ON_THE_FIRST_PAGE, NEW = 4, 60


def newest(at_most: int = NEW) -> list[Notice]:
    """What was acquired this month or the month before, the last first; for a quiet month, too."""
    since = before(timezone.localdate().replace(day=1))
    return list(Notice.objects.public().filter(acquired_on__gte=since).order_by("-acquired_on", "-pk")[:at_most])
