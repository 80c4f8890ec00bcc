"""What comes by phone, mail or chat is a request in its own unit: never a visit, never in a line."""

import pytest

from citedesmetiers.tallies.models import Tally
from reception.models import Channel, Receipt, Ticket
from reception.models import Service as ServiceOf

pytestmark = pytest.mark.django_db
REMOTE = [channel for channel in Channel if channel != Channel.ON_SITE]


@pytest.mark.parametrize("channel", REMOTE)
@pytest.mark.parametrize("service", [each.value for each in ServiceOf if each != ServiceOf.GROUP])
def test_a_remote_request_is_one_request_and_nothing_else(press, desk, channel, service):
    press(f"job:{service}", channel=channel)
    counted = [(tally.series, tally.k1, tally.k2, tally.n) for tally in Tally.objects.filter(n__gt=0)]
    assert counted == [("remote", channel, service, 1)]
    assert (Ticket.objects.count(), Receipt.objects.get().channel) == (0, channel)


@pytest.mark.parametrize("channel", REMOTE)
def test_it_is_taken_back_in_its_own_unit(press, reception, desk, channel):
    press("job:interview", channel=channel)
    press("job:documentation")
    remote = Receipt.objects.get(channel=channel)
    reception.post(f"/reception/arrivals/{remote.sequence}/undo/", headers={"hx-request": "true"})
    assert sorted(Tally.objects.filter(n__gt=0).values_list("series", flat=True)) == ["purpose", "visit"]
