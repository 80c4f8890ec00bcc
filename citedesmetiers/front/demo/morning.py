"""Two hours of a reception in a second: some sixty arrivals, called, met, finished, sent on, gone.

Each thing is done by its own verb, in the order of the times it is given, and then moved to that time.
"""

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.actions import Cell, count
from desks.models import Desk, Duty
from reception import actions as reception
from reception.actions.arrivals import cells
from reception.models import Channel, Receipt, Service, Stop

ABSENT, SENT_ON = ("job", 4), ("choose", 5)  # which call of which desk it happens to
LENGTH = timedelta(hours=2)  # of the plan below; a shorter morning is the same one, faster
SEED = 1993
INTERVIEWS = {"professions": 11, "job": 12, "training": 12, "change": 6}
OTHERS = (
    [(Service.DOCUMENTATION, "professions", {})] * 3
    + [(Service.DOCUMENTATION, "training", {"party_size": 2}), (Service.DOCUMENTATION, "job", {})]
    + [(Service.COMPUTER, "job", {})] * 3
    + [(Service.EVENT, "create", {}), (Service.EVENT, "job", {}), (Service.QUICK_ANSWER, "other", {})]
    + [(Service.QUICK_ANSWER, "create", {}), (Service.GROUP, "professions", {"party_size": 26})]
    + [(Service.INTERVIEW, "training", {"channel": Channel.PHONE})]
    + [(Service.QUICK_ANSWER, "job", {"channel": Channel.MAIL})]
)
OUTCOMES = ["", "", Stop.Outcome.DOCUMENTATION, Stop.Outcome.TRAINING, "", Stop.Outcome.EMPLOYMENT, Stop.Outcome.EVENT]


@dataclass
class Post:
    """A counsellor at work. `ready` keeps her free at the end: the person at the screen presses next herself."""

    user: User
    desk: Desk
    free_at: datetime
    ready: bool = False


@dataclass
class Morning:
    """From `since` to `now`, in one date. Drawn with a fixed seed: every demo tells the same morning."""

    since: datetime
    now: datetime
    posts: list[Post] = field(default_factory=list)
    gone: list[tuple[datetime, int]] = field(default_factory=list)  # who loses patience, and when
    heads: dict[int, tuple[datetime, datetime] | None] = field(default_factory=dict)  # of each line, as last looked at
    calls: Counter[str] = field(default_factory=Counter)
    moved: Counter[tuple[datetime, Cell]] = field(default_factory=Counter)  # between hours of the counters

    def happen(self) -> None:
        """Let everybody arrive, and the counsellors work meanwhile."""
        self.dice = random.Random(SEED)  # noqa: S311 - a story, not a secret
        self.agent = User.objects.get(username="accueil")
        self.purposes = {purpose.code: purpose for purpose in Purpose.objects.all()}
        duties = Duty.objects.receiving().select_related("user__partner", "desk").order_by("pk")
        self.desks = {desk.slug: desk for desk in Desk.objects.offered()}
        self.posts = [Post(duty.user, duty.desk, self.since, duty.user.username in ("conseil", "emploi2"))
                      for duty in duties]
        for place, arrival in enumerate(arrivals := list(self._plan())):
            at = self.since + (self.now - self.since) * (place + 0.5) / len(arrivals)
            self._until(at)
            self._arrive(arrival, at, loses_patience=place % 9 == 4)
        self._until(self.now)
        self._count_where_it_happened()
        self._call_one()

    def _plan(self) -> Iterator[reception.Arrival]:
        said = [(Service.INTERVIEW, code, {}) for code, n in INTERVIEWS.items() for _n in range(n)] + OTHERS
        self.dice.shuffle(said)
        for place, (service, code, more) in enumerate(said):
            if service == Service.INTERVIEW and not more:
                more = self._more(place, code)
            told = {"insist": True} | more  # a morning told just before midnight outlasts its day
            yield reception.Arrival(key=uuid.uuid4(), service=service, purpose=self.purposes[code], **told)

    def _more(self, place: int, code: str) -> dict[str, object]:
        """Now and then a second purpose, a companion, somebody who comes back."""
        if place % 13 == 5:
            return {"second_purpose": self.purposes["training" if code != "training" else "job"]}
        return {"again": True} if place == 20 else {"party_size": 2} if place % 7 == 3 else {}

    def _span(self, minutes: float) -> timedelta:
        """So many minutes of the plan, in a morning that may be shorter."""
        return timedelta(minutes=minutes) * ((self.now - self.since) / LENGTH)

    def _arrive(self, arrival: reception.Arrival, at: datetime, *, loses_patience: bool) -> None:
        receipt = reception.log(arrival, by=self.agent)
        for cell, n in cells(receipt):
            self.moved[_hour_of(receipt.logged_at), cell] -= n
            self.moved[_hour_of(at), cell] += n
        Receipt.objects.standing().filter(pk=receipt.pk).update(logged_at=at)
        if receipt.ticket_id:
            Stop.objects.waiting().filter(ticket=receipt.ticket_id).update(waits_since=at, turn=at)
            self.heads = {desk: head for desk, head in self.heads.items() if head}
            if loses_patience:
                self.gone.append((at + self._span(22), receipt.ticket_id))

    def _count_where_it_happened(self) -> None:
        """What was counted now is counted in the hour that it was moved to."""
        place = main_place()
        for hour in sorted({hour for hour, _cell in self.moved}):
            count([(cell, n) for (at, cell), n in self.moved.items() if at == hour], place=place, at=hour)

    def _until(self, at: datetime) -> None:
        """Everything that happens at the desks before an instant."""
        while any(self._take(post, at) for post in sorted(self.posts, key=lambda post: post.free_at)):
            self.heads.clear()
        for leaves_at, ticket in [each for each in self.gone if each[0] <= at]:
            self.gone.remove((leaves_at, ticket))
            for stop in Stop.objects.waiting().filter(ticket=ticket).select_related("desk").order_by("pk"):
                reception.give_up(stop, by=self.agent)
                Stop.objects.filter(pk=stop.pk, state=Stop.State.LEFT).update(ended_at=leaves_at)
                self.heads.clear()

    def _head(self, desk: Desk) -> tuple[datetime, datetime] | None:
        """Since when the first of a line waits, and until when that visitor is busy elsewhere; None if nobody waits."""
        if desk.pk not in self.heads:
            line = Stop.objects.waiting().at(desk).free().in_turn()
            head = line.annotate(busy=Max("ticket__stops__ended_at")).values_list("waits_since", "busy").first()
            self.heads[desk.pk] = head and (head[0], head[1] or head[0])
        return self.heads[desk.pk]

    def _take(self, post: Post, until: datetime) -> bool:
        """Whether this counsellor called somebody before that instant."""
        head = self._head(post.desk) if post.free_at <= until else None
        if head is None:
            return False
        called = max(post.free_at, head[0] + self._span(0.5), head[1])
        met = called + self._span(0.7)
        ends = met + self._span(post.desk.typical_minutes * (0.6 + 0.1 * self.dice.randrange(6)))
        if called > until or (post.ready and ends > self.now - self._span(2)):
            return False
        self._meet(post, called, met, ends)
        return True

    def _meet(self, post: Post, called: datetime, met: datetime, ends: datetime) -> None:
        """Call, meet and (unless they still talk) finish, and give each step its time."""
        stop = reception.call_next(post.desk, by=post.user)
        mine, number = Stop.objects.filter(pk=stop.pk), stop.ticket.number
        self.calls[post.desk.slug] += 1
        which = (post.desk.slug, self.calls[post.desk.slug])
        if which == ABSENT:
            reception.mark_absent(stop, by=post.user)
            mine.update(called_at=called)
            post.free_at = called + self._span(2)
            return
        stop = reception.meet(stop, by=post.user)
        if ends > self.now:
            mine.update(called_at=called, met_at=met)
            post.free_at = self.now + LENGTH  # still talking
            return
        if which == SENT_ON:
            reception.send_on(stop, self.desks["change"], by=post.user)
        else:
            reception.finish(stop, by=post.user, outcome=OUTCOMES[number % len(OUTCOMES)])
        mine.update(called_at=called, met_at=met, ended_at=ends)
        post.free_at = ends + self._span(1)

    def _call_one(self) -> None:
        """Somebody is being called at this very moment."""
        for post in self.posts:
            if post.ready and post.user.username != "conseil":
                reception.call_next(post.desk, by=post.user)


def _hour_of(at: datetime) -> datetime:
    """The full hour on the site's clock."""
    return timezone.localtime(at).replace(minute=0, second=0, microsecond=0)
