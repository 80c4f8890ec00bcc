"""queue: counsellors in processes of their own empty a line by *Next*, and so do its very statements without Django.

One claim is `reception.actions.call_next`, and one guarded update that frees the counsellor for the following one.
The yardsticks replay what the verb itself was seen to execute (statements.py), in the same transaction.
"""

import multiprocessing
import os
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from citedesmetiers.accounts.models import User
from desks import actions as presence
from desks.models import Desk
from reception import actions
from reception.models import Stop, Ticket

from . import scene, statements
from .contract import Case
from .databases import rows

FIRST_STOP = 10_000_000  # no other key is as large: a stop's key is recognised among a statement's values
REACH = 0.30  # of the same statements sent through the driver's cursor
Claim = Callable[[Desk, User], int | None]


def run(given: Namespace) -> Iterator[Case]:
    ways: dict[str, Claim] = {"verb": naive if given.mutant else by_the_verb}
    ways |= {} if given.mutant else {"raw": statements.Replay, "one": statements.OneStatement}
    house = scene.furnish([letter for letter, _way in zip("ABC", ways, strict=False)], counsellors=given.workers)
    rates, duplicates = {}, {}
    for place, desk in enumerate(house.desks.values(), 1):
        stand(desk, given.tickets + given.workers, FIRST_STOP * place)
    for name, desk in zip(ways, house.desks.values(), strict=True):
        claimed, seconds = empty(desk, house.counsellors, ways[name], given.tickets)
        rates[name], duplicates[name] = given.tickets / seconds, not_borne_out(desk, claimed)
    yield judged(given, rates, duplicates)


def judged(given: Namespace, rates: dict[str, float], duplicates: dict[str, int]) -> Case:
    to_raw, to_one = (rates["verb"] / rates[name] if name in rates else None for name in ("raw", "one"))
    missed = [f"{n} duplicates ({name})" for name, n in duplicates.items() if n]
    if to_raw is not None and to_raw < REACH:
        missed.append(f"{to_raw:.2f} of the same statements without Django, not {REACH}")
    return Case({
        "db": "sqlite" if settings.SQLITE else "postgresql", "workers": given.workers, "tickets": given.tickets,
        "claims_per_s": round(rates["verb"], 1), "duplicates": duplicates["verb"],
        "ratio_to_raw_sql": to_raw and round(to_raw, 2), "ratio_to_one_statement": to_one and round(to_one, 2),
    }, operations=given.tickets * len(rates), missed=missed)


def stand(desk: Desk, n: int, first: int) -> None:
    """So many visitors in a desk's line. Not by the arrival's verb: another bench measures that."""
    purpose, now = desk.purposes.get(), timezone.now()
    day, since = timezone.localdate(now), now - timedelta(hours=1)
    tickets = Ticket.objects.bulk_create([Ticket(day=day, number=first + i) for i in range(n)], batch_size=500)
    waits = [since + timedelta(milliseconds=100 * i) for i in range(n)]
    Stop.objects.bulk_create([
        Stop(pk=first + i, ticket=ticket, desk=desk, purpose=purpose, waits_since=at, turn=at)
        for i, (ticket, at) in enumerate(zip(tickets, waits, strict=True))
    ], batch_size=500)
    scene.look_over()


def empty(desk: Desk, counsellors: list[str], way: Claim, tickets: int) -> tuple[dict[str, list[int]], float]:
    """What each counsellor was given, and how long all of them took together."""
    for user in User.objects.filter(username__in=counsellors):
        presence.arrive(desk, by=user)
    scene.let_go()
    fork = multiprocessing.get_context("fork")
    barrier, results = fork.Barrier(len(counsellors) + 1), fork.SimpleQueue()
    left = fork.Value("i", tickets)
    workers = [fork.Process(target=work, args=(desk, name, way, barrier, left, results)) for name in counsellors]
    for worker in workers:
        worker.start()
    barrier.wait(60)
    began = time.monotonic()
    claimed = dict(results.get() for _worker in workers)
    seconds = time.monotonic() - began
    for worker in workers:
        worker.join()
    return claimed, seconds


def work(desk: Desk, username: str, way: Claim, barrier: object, left: object, results: object) -> None:
    """One counsellor's process: press until as many were claimed as the bench asked for."""
    me = User.objects.select_related("partner").get(username=username)
    claim = way(desk, me) if isinstance(way, type) else way
    mine: list[int] = []
    barrier.wait(60)
    while take_one(left):
        stop = claim(desk, me)
        if stop is None:
            break
        mine.append(stop)
    results.put((username, mine))
    scene.let_go()


def take_one(left: object) -> bool:
    with left.get_lock():
        left.value -= 1
        return left.value >= 0


def by_the_verb(desk: Desk, me: User) -> int | None:
    stop = actions.call_next(desk, by=me)
    if stop is None:
        return None
    done = {"state": Stop.State.DONE, "met_at": stop.called_at, "ended_at": timezone.now()}
    Stop.objects.called().filter(pk=stop.pk, counsellor=me).update(**done)
    return stop.pk


def naive(desk: Desk, me: User) -> int | None:
    """The mutant: read, then save."""
    stop = Stop.objects.at(desk).waiting().in_turn().first()
    if stop is None:
        return None
    stop.state, stop.counsellor, stop.called_at = Stop.State.CALLED, me, timezone.now()
    stop.save()
    stop.state, stop.met_at, stop.ended_at = Stop.State.DONE, stop.called_at, timezone.now()
    stop.save()
    return stop.pk


def not_borne_out(desk: Desk, claimed: dict[str, list[int]]) -> int:
    """Claims that the table does not know: the row is another's, or was given to the same counsellor before."""
    sql = "SELECT s.desk_id, s.id, u.username FROM reception_stop s JOIN accounts_user u ON u.id = s.counsellor_id"
    given_to = {stop: name for at, stop, name in rows(os.environ["DATABASE_URL"], sql) if at == desk.pk}
    once = {(name, stop) for name, stops in claimed.items() for stop in stops}
    said = sum(len(stops) for stops in claimed.values())
    return said - sum(given_to.get(stop) == name for name, stop in once)
