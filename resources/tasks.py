"""What the clock does in the documentation."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from citedesmetiers.kit.clock import local_day, local_hour

from . import actions, links
from .actions import loads, old_loads
from .actions.index import recount
from .actions.stock import count_the_stock

LOADS_ARE_KEPT = timedelta(days=90)  # with their lines: so long can they be undone


@shared_task(name="resources.tasks.check_links")
def check_links() -> None:
    links.begin()


@shared_task(name="resources.tasks.count_stock")
def count_stock() -> None:
    """By night; an hour that was missed is caught up by the next one, as every month is compared."""
    now = timezone.now()
    if local_hour(now) in links.night.HOURS:
        count_the_stock(local_day(now))


@shared_task(name="resources.tasks.work_on_loads")
def work_on_loads() -> None:
    loads.work_next()


@shared_task(name="resources.tasks.forget_old_loads")
def forget_old_loads() -> None:
    """By night: the lines of files that nobody will undo any more."""
    now = timezone.now()
    if local_hour(now) in links.night.HOURS:
        old_loads.forget_old_loads(now - LOADS_ARE_KEPT)


@shared_task(name="resources.tasks.forget_missed")
def forget_missed() -> None:
    actions.forget_missed(local_day(timezone.now()).replace(day=1))


@shared_task(name="resources.tasks.count_words")
def count_words() -> None:
    """By night: which words are common, and which nothing bears any more."""
    if local_hour(timezone.now()) in links.night.HOURS:
        recount()
