"""The nightly round: what is due, who takes it, and what is written of each visit."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from citedesmetiers.kit.clock import local_day
from citedesmetiers.tallies.actions import spend

from ..models import STANDING, Link, Notice, the_shelving
from .policy import LeadsInsideError, NoAddressError, Policy, target_of
from .visit import Answer, Outcome, Robots, visit

EVERY = timedelta(days=14)  # an address that answered is tried again after this
DEAD_AFTER = 3  # failures on as many nights
APART = timedelta(minutes=5)  # between two visits to one host
SYNCED = 500  # rows of new or changed addresses taken in at once
LOOKED_AT = 200  # due rows among which a host is found that was left in peace
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def round_of_links(
    policy: Policy | None = None, *, now: datetime | None = None, most: int = 20, seconds: float = 40
) -> int:
    """Visit so many of the addresses that are due, for about so long: how many were visited.

    Each is claimed by an update that names the state it expects, so that two rounds at once share the work.
    """
    policy, robots, now = policy or Policy(), Robots(), now or timezone.now()
    if not the_shelving().checks_links:
        return 0
    take_in()
    done, ends = 0, time.monotonic() + seconds
    for link in _claimed(now):
        record(link, visit(link.url, policy, robots), now)
        done += 1
        if done >= most or time.monotonic() + policy.seconds > ends:
            break
    return done


def take_in() -> int:
    """Follow the notices: an address that is new gets its row, one that was changed begins anew. How many."""
    notices = Notice.objects.filter(state__in=STANDING).exclude(url="")
    new = notices.filter(link=None).order_by("pk").values_list("pk", "url")[:SYNCED]
    rows = [Link(notice_id=pk, url=url, checked_at=NEVER) for pk, url in new]
    Link.objects.bulk_create(rows, ignore_conflicts=True)
    other = notices.exclude(link=None).exclude(link__url=F("url")).order_by("pk")
    changed = list(other.values_list("pk", "url")[:SYNCED])
    for pk, url in changed:
        Link.objects.filter(pk=pk).exclude(url=url).update(
            url=url, answer=Answer.NEW, status=None, moved_to="", failures=0, checked_at=NEVER
        )
    return len(rows) + len(changed)


def due(now: datetime) -> models.QuerySet[Link]:
    """What is to be tried at this instant: once a night what failed or is new, now and then what answered."""
    tonight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    again = Q(answer__in=[Answer.NEW, Answer.FAILED], checked_at__lt=tonight) | Q(checked_at__lt=now - EVERY)
    return Link.objects.filter(again, notice__state__in=STANDING, notice__url=F("url")).order_by("checked_at", "pk")


def record(link: Link, outcome: Outcome, now: datetime) -> None:
    """Write what a visit found, unless the row was taken by somebody else or its address changed in the meantime."""
    claimed = Link.objects.filter(pk=link.pk, checked_at=now, url=link.url)
    if outcome.answer != Answer.FAILED:
        claimed.update(answer=outcome.answer, status=outcome.status, moved_to=outcome.moved_to[:500], failures=0)
        return
    with transaction.atomic():
        claimed.update(answer=Answer.FAILED, status=outcome.status, moved_to="", failures=F("failures") + 1)
        claimed.filter(failures__gte=DEAD_AFTER).update(answer=Answer.DEAD)


def _claimed(now: datetime) -> Iterator[Link]:
    """The due rows of hosts that were left in peace, one of each host, each ours by the time it is given."""
    recent = set(Link.objects.filter(checked_at__gt=now - APART).order_by().values_list("url", flat=True))
    hosts = {_host(url) for url in recent}
    for link in due(now)[:LOOKED_AT]:
        host = _host(link.url)
        if host in hosts:
            continue
        hosts.add(host)
        if not spend(f"link host:{host}:{int(now.timestamp() // APART.total_seconds())}", local_day(now)):
            continue  # another round is there
        if Link.objects.filter(pk=link.pk, checked_at=link.checked_at, url=link.url).update(checked_at=now):
            yield link


def _host(url: str) -> str:
    try:
        return target_of(url).host
    except (LeadsInsideError, NoAddressError):
        return url
