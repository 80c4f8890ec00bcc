"""What was logged is what is counted, whatever is logged, sent again and undone, in whatever order."""

import uuid
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.tallies.models import Tally
from reception import actions
from reception.models import Channel, Receipt, Service

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ARRIVALS = st.fixed_dictionaries({
    "service": st.sampled_from(Service), "channel": st.sampled_from(Channel), "purpose": st.integers(0, 2),
    "second": st.none() | st.integers(0, 2), "party_size": st.integers(0, 12), "again": st.booleans(),
})  # fmt: skip
STEPS = st.lists(st.one_of(ARRIVALS, st.tuples(st.sampled_from(["undo", "again"]), st.integers(0, 9))), max_size=14)


@pytest.fixture
def purposes(a_desk, purpose_of):
    return [a_desk(slug).purposes.get() for slug in ("job", "training", "create")]


def press(said, purposes, agent):
    """One arrival, or a refusal, which must change nothing."""
    second = None if said["second"] is None else purposes[said["second"]]
    fields = {name: said[name] for name in ("service", "channel", "party_size", "again")}
    arrival = actions.Arrival(
        key=uuid.uuid4(), purpose=purposes[said["purpose"]], second_purpose=second, insist=True, **fields
    )
    before = counted()
    try:
        return arrival, actions.log(arrival, by=agent)
    except HouseRule:
        assert counted() == before
        return None


def counted():
    rows = Tally.objects.values_list("series", "hour", "k1", "k2", "n").order_by("pk")
    return Counter({tuple(cell): n for *cell, n in rows if n})


def expected():
    """The same counts, made again from the standing receipts by other code than the product's."""
    counts = Counter()
    for receipt in Receipt.objects.standing().select_related("purpose", "second_purpose").order_by("pk"):
        hour, purpose = receipt.logged_at.astimezone(PARIS).hour, receipt.purpose.code
        if receipt.again:
            counts["return", hour, purpose, ""] += 1
        elif receipt.channel != "on_site":
            counts["remote", hour, receipt.channel, receipt.service] += 1
        elif receipt.service == "group":
            counts["group", hour, purpose, ""] += 1
            counts["group_person", hour, purpose, ""] += receipt.party_size
        else:
            counts["visit", hour, receipt.service, ""] += 1
            counts["companion", hour, receipt.service, ""] += receipt.party_size - 1
            for named in filter(None, (receipt.purpose, receipt.second_purpose)):
                counts["purpose", hour, named.code, ""] += 1
    return +counts


@FEW
@given(steps=STEPS)
def test_counts_are_what_stands_after_any_sequence(steps, purposes, agent):
    with transaction.atomic():
        logged = []
        for step in steps:
            if isinstance(step, dict):
                logged += filter(None, [press(step, purposes, agent)])
            elif logged:
                arrival, receipt = logged[step[1] % len(logged)]
                if step[0] == "undo":
                    actions.undo(receipt, by=agent)
                else:
                    assert actions.log(arrival, by=agent) == receipt
            assert counted() == expected()
        transaction.set_rollback(True)


@FEW
@given(arrivals=st.lists(ARRIVALS, min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_undo_takes_back_exactly_what_was_added(arrivals, order, purposes, agent):
    with transaction.atomic():
        before = counted()
        logged = [found for found in (press(said, purposes, agent) for said in arrivals) if found]
        order.shuffle(logged)
        for _arrival, receipt in logged:
            actions.undo(receipt, by=agent)
            actions.undo(receipt, by=agent)
        assert counted() == before
        transaction.set_rollback(True)
