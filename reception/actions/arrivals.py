"""The arrival: one press is one visit counted, one receipt and, for an interview, one ticket in line."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citedesmetiers import live
from citedesmetiers.accounts.models import User
from citedesmetiers.centre import hours
from citedesmetiers.centre.models import Place, Purpose
from citedesmetiers.centre.site import main_place, the_site
from citedesmetiers.kit.clock import local_day
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.series import Series
from desks.models import Desk, Duty

from .. import waits
from ..models import UNDO_FOR, Channel, Day, Receipt, Service, Stop, Ticket

LOCKED = Day.objects.select_for_update().order_by()  # these are built once
RECEIVING, WAITING = Duty.objects.receiving().values_list("pk"), Stop.objects.waiting()
LONGEST = timedelta(hours=3)  # before closing time, when a wait may begin to matter


class Closed(HouseRule):
    """Nobody sits at `desk`: the agent is told so once, and may insist."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Nobody is at the desk “%(desk)s” now.") % {"desk": desk.name})
        self.desk = desk


class TooLate(HouseRule):
    """The line of `desk` may not end before closing time: the agent is told so once, and may insist."""

    def __init__(self, desk: Desk, told: waits.Range, closes: datetime) -> None:
        super().__init__(_("The line of “%(desk)s” may not end before closing time.") % {"desk": desk.name})
        self.desk, self.range, self.closes = desk, told, closes


class DeskToChoose(HouseRule):
    """No single desk answers this purpose: one more press says which."""

    def __init__(self) -> None:
        super().__init__(_("Which desk?"), status=HTTPStatus.BAD_REQUEST)


@dataclass(frozen=True)
class Arrival:
    """What one press says. `key` was drawn with the form: the same key is the same arrival. No place: the main room."""

    key: uuid.UUID
    service: Service
    purpose: Purpose
    channel: Channel = Channel.ON_SITE
    second_purpose: Purpose | None = None
    party_size: int = 1
    again: bool = False
    priority: str = ""
    desk: Desk | None = None
    place: Place | None = None
    insist: bool = False

    @property
    def key_print(self) -> uuid.UUID:
        return fingerprint("arrival key", str(self.key))

    @property
    def content_print(self) -> uuid.UUID:
        second = self.second_purpose.code if self.second_purpose else ""
        desk = self.desk.slug if self.desk else ""
        said = [self.service, self.purpose.code, second, self.channel, str(self.party_size), str(self.again), desk]
        said += [self.priority] if self.priority else []
        return fingerprint("arrival", "|".join(said))

    @property
    def takes_a_ticket(self) -> bool:
        return self.service == Service.INTERVIEW and self.channel == Channel.ON_SITE


def log(arrival: Arrival, *, by: User) -> Receipt:
    """Log an arrival: its receipt, whose `ticket` stands in line if an interview was asked for.

    Sent again with the same key: the same receipt. Same key, other content: HouseRule 409, the first is kept.
    Raises Closed when nobody sits at the desk, and TooLate when the wait may pass closing time, unless the agent
    insisted; DeskToChoose when the purpose does not say which desk.
    """
    _check(arrival)
    try:
        with transaction.atomic():
            return write(arrival, lock_today())
    except (Closed, TooLate, DeskToChoose, IntegrityError):  # written before, and the desk has closed since?
        if receipt := known(arrival):
            return receipt
        raise


def known(arrival: Arrival) -> Receipt | None:
    """The receipt of this key if it was logged already; HouseRule if it was logged with other content."""
    receipt = Receipt.objects.select_related("ticket").filter(key_print=arrival.key_print).first()
    if receipt and receipt.content_print != arrival.content_print:
        raise HouseRule(
            _("This form was already used for another arrival. That one is kept; press again for this one.")
        )
    return receipt


def lock_today() -> Day:
    """Today's row, locked until the transaction ends: arrivals are written one after the other."""
    today = timezone.localdate()
    if day := next(iter(LOCKED.filter(day=today)), None):
        return day
    Day.objects.bulk_create([Day(day=today, waits_by=waits.choice())], ignore_conflicts=True)
    return LOCKED.get(day=today)


def take_numbers(day: Day, *, ticket: bool) -> datetime:
    """Gives the day its next numbers, and says when: now, but never back. A clock set back changes no one's turn."""
    day.last_receipt += 1
    day.last_ticket += int(ticket)
    day.latest_at = at = max(timezone.now(), day.latest_at or timezone.now())
    Day.objects.filter(pk=day.pk).update(
        last_receipt=day.last_receipt, last_ticket=day.last_ticket, latest_at=at
    )
    return at


def desks_for(arrival: Arrival) -> list[Desk]:
    """The desks in whose lines this arrival stands: the chosen one or the one that answers, then the second need's."""
    first = arrival.desk or _desk_of(arrival.purpose)
    second = _answering(arrival.second_purpose) if arrival.second_purpose else []
    return [first] if first in second or not second else [first, _quickest(second)]


def undo(receipt: Receipt, *, by: User) -> Receipt:
    """Take an arrival back as if it had never been logged. Twice: once. Refused once its ticket was called."""
    now = timezone.now()
    with transaction.atomic():
        lock_today()
        standing = Receipt.objects.standing().filter(pk=receipt.pk, logged_at__gt=now - UNDO_FOR)
        if standing.update(undone_at=now):
            receipt.refresh_from_db(fields=["group_kind", "group_level"])  # said since, perhaps
            channels = cancel_stops(receipt.ticket_id, now) if receipt.ticket_id else []
            count(cells(receipt, sign=-1), place=receipt.place, at=receipt.logged_at)
            live.bump("reception", *channels)
    receipt.refresh_from_db()
    if receipt.undone_at is None:
        raise HouseRule(_("Too late to undo: an arrival can be taken back for 10 minutes."))
    return receipt


def cells(receipt: Receipt, *, sign: int = 1) -> list[tuple[Cell, int]]:
    """What one arrival adds to the counters (or takes back, with sign -1)."""
    purposes = [p.code for p in (receipt.purpose, receipt.second_purpose) if p]
    if receipt.again:
        found = [(Cell(Series.RETURN, purposes[0]), 1)]
    elif receipt.channel != Channel.ON_SITE:
        found = [(Cell(Series.REMOTE, receipt.channel, receipt.service), 1)]
    elif receipt.service == Service.GROUP:
        found = [(Cell(Series.GROUP, purposes[0]), 1), (Cell(Series.GROUP_PERSON, purposes[0]), receipt.party_size)]
        found += [(Cell(Series.GROUP_KIND, receipt.group_kind), 1)] if receipt.group_kind else []
        found += [(Cell(Series.GROUP_LEVEL, receipt.group_level), 1)] if receipt.group_level else []
    else:
        companions = receipt.party_size - 1
        found = [(Cell(Series.VISIT, receipt.service), 1), (Cell(Series.COMPANION, receipt.service), companions)]
        found += [(Cell(Series.PURPOSE, code), 1) for code in purposes]
    return [(cell, sign * n) for cell, n in found]


def _check(arrival: Arrival) -> None:
    most = 60 if arrival.service == Service.GROUP else 9
    least = 2 if arrival.service == Service.GROUP else 1
    if not least <= arrival.party_size <= most:
        words = _("Between %(least)d and %(most)d persons.") % {"least": least, "most": most}
        raise HouseRule(words, status=HTTPStatus.BAD_REQUEST)
    if arrival.again and not arrival.takes_a_ticket:
        raise HouseRule(_("“Again” is for someone who comes back for an interview."), status=HTTPStatus.BAD_REQUEST)
    if arrival.priority and (arrival.priority not in Ticket.Priority or not the_site().priority_minutes):
        raise HouseRule(_("This centre gives no such priority."), status=HTTPStatus.BAD_REQUEST)
    if arrival.priority and not arrival.takes_a_ticket:
        raise HouseRule(_("A priority is for someone who waits for an interview."), status=HTTPStatus.BAD_REQUEST)
    if arrival.second_purpose == arrival.purpose:
        raise HouseRule(_("The second purpose is the same as the first."), status=HTTPStatus.BAD_REQUEST)


def write(arrival: Arrival, day: Day) -> Receipt:
    """The rows and counts of a new arrival, inside the transaction that holds the day's lock."""
    desks = desks_for(arrival) if arrival.takes_a_ticket else []
    at = take_numbers(day, ticket=bool(desks))
    ticket = None
    if desks:
        ticket = Ticket.objects.create(
            day=day.day, number=day.last_ticket, party_size=arrival.party_size, priority=arrival.priority,
            head_start=the_site().priority_minutes if arrival.priority else 0,
        )
        ticket.places = [_stand(ticket, desk, arrival, day, at) for desk in desks]
    receipt = Receipt.objects.create(
        key_print=arrival.key_print, content_print=arrival.content_print, day=day.day, sequence=day.last_receipt,
        logged_at=at, place=arrival.place or main_place(), service=arrival.service, channel=arrival.channel,
        purpose=arrival.purpose, second_purpose=arrival.second_purpose, party_size=arrival.party_size,
        again=arrival.again, ticket=ticket,
    )
    count(cells(receipt), place=receipt.place, at=at)
    live.bump(*(desk.channel for desk in desks), *([] if desks else ["reception"]))  # whoever follows the one, all
    return receipt


def _stand(ticket: Ticket, desk: Desk, arrival: Arrival, day: Day, at: datetime) -> Stop:
    """A place in a desk's line, with the line as it stood when it was taken, and the wait that is told of it."""
    on_duty = len(RECEIVING.filter(desk=desk))
    if not on_duty and not arrival.insist and not Duty.objects.open().filter(desk=desk).exists():
        raise Closed(desk)
    ahead = WAITING.today().at(desk).count()
    told = waits.range_at(desk, ahead, on_duty, day.waits_by)
    if told and not arrival.insist:
        _refuse_past_closing(desk, told, at)
    purpose, second = arrival.purpose, arrival.second_purpose
    if second and desk in _answering(second) and desk not in _answering(purpose):
        purpose = second
    stop = Stop.objects.create(
        ticket=ticket, desk=desk, purpose=purpose, waits_since=at, turn=at - timedelta(minutes=ticket.head_start),
        ahead=ahead, on_duty=on_duty,
    )
    stop.told = told or ()
    return stop


def _refuse_past_closing(desk: Desk, told: waits.Range, at: datetime) -> None:
    """Nobody is put in a line that may outlast the day. After hours, whoever still logs knows why."""
    closes = hours.closing(local_day(at))
    if closes is None or not at < closes < at + LONGEST:
        return
    if closes < at + timedelta(minutes=told.high):
        raise TooLate(desk, told, closes)


def _answering(purpose: Purpose) -> list[Desk]:
    return [desk for desk in purpose.desks.all() if desk.active]


def _desk_of(purpose: Purpose) -> Desk:
    desks = _answering(purpose)
    if len(desks) != 1:
        raise DeskToChoose
    return desks[0]


def _quickest(desks: list[Desk]) -> Desk:
    """Where somebody sits and the fewest wait: a second need asks for no press of its own."""
    if len(desks) == 1:
        return desks[0]
    here = Counter(Duty.objects.open().filter(desk__in=desks).values_list("desk", flat=True))
    waiting = Counter(Stop.objects.waiting().today().filter(desk__in=desks).values_list("desk", flat=True))
    return min(desks, key=lambda desk: (not here[desk.pk], waiting[desk.pk], desk.order, desk.pk))


def cancel_stops(ticket_id: int, now: datetime) -> set[str]:
    """End a ticket's places in line, or refuse: whoever was called exists and is not undone. The channels to bump."""
    stops = Stop.objects.filter(ticket=ticket_id)
    channels = {stop.desk.channel for stop in stops.select_related("desk")}
    stops.waiting().filter(called_at=None).update(state=Stop.State.CANCELLED, ended_at=now)
    kept = stops.exclude(state=Stop.State.CANCELLED)
    if kept.filter(called_at__isnull=False).exists():
        raise HouseRule(_("This ticket was already called: it can no longer be undone."))
    if kept.exists():
        raise HouseRule(_("This visitor has left the line: bring the ticket back in line first, then undo."))
    return channels
