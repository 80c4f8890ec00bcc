"""An arrival's receipt, a visitor's name for the day, and her stands in the lines of the desks.

Nothing here describes a visitor: what is asked at the door goes to the tallies and is not kept on a row.
"""

from datetime import date, datetime, timedelta
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.models import Partner, Place, Purpose
from citedesmetiers.kit.tokens import new_token
from desks.models import Desk

from .codes import Channel, GroupKind, GroupLevel, Service
from .sheets import Sheet as Sheet
from .sheets import SheetCount as SheetCount

UNDO_FOR, MET_AFTER = timedelta(minutes=10), timedelta(minutes=1)
SECOND_THOUGHT = timedelta(minutes=2)  # within which a visitor who left by her own page may come back
MOST_PERSONS = 60


class Day(models.Model):
    """A day's sequences, each taken by a locked update: a number is never used twice, even by a clock set back."""

    day = models.DateField(primary_key=True)
    last_ticket = models.PositiveIntegerField(default=0)
    last_receipt = models.PositiveIntegerField(default=0)
    latest_at = models.DateTimeField(null=True)
    waits_by = models.CharField(max_length=8, db_default="pace")  # a waits.Predictor, chosen as the day begins

    def __str__(self) -> str:
        return f"{self.day}: {self.last_ticket}"


class Ticket(models.Model):
    """A visitor's name for one day: a number with its word, and a token for the page on her phone.

    `priority` is the right by which she goes before, so that whoever works here can say why; never a diagnosis. It is
    blanked at closing time, and nothing counts it by its reason (docs/decisions: priority is a right with an end).
    """

    class Priority(models.TextChoices):
        STANDING = "standing", _("cannot stand long")
        CHILD = "child", _("with a young child")

    day = models.DateField()
    number = models.PositiveIntegerField()
    token = models.UUIDField(unique=True, default=new_token, editable=False)
    party_size = models.PositiveSmallIntegerField(default=1)
    head_start = models.PositiveSmallIntegerField(default=0, help_text=_("Minutes."))
    priority = models.CharField(max_length=8, choices=Priority, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("day", "number", name="a_number_is_given_once_a_day"),
            models.CheckConstraint(
                condition=Q(party_size__range=(1, MOST_PERSONS)), name="a_party_has_1_to_60_persons"
            ),
            models.CheckConstraint(condition=Q(head_start__lte=60), name="a_head_start_is_bounded"),
            models.CheckConstraint(
                condition=Q(priority="") | Q(head_start__gt=0), name="a_priority_gives_a_head_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"

    @cached_property
    def places(self) -> list["Stop"]:
        """Where it stands or stood, in the order in which the places were taken. One query; none just after."""
        return list(self.stops.select_related("desk").order_by("pk"))


class StopQuerySet(models.QuerySet):
    def waiting(self) -> "StopQuerySet":
        return self.filter(state=Stop.State.WAITING)

    def called(self) -> "StopQuerySet":
        return self.filter(state=Stop.State.CALLED)

    def held(self) -> "StopQuerySet":
        return self.filter(state__in=Stop.HELD)

    def met(self) -> "StopQuerySet":
        """Those that became an interview, still going on or ended (a visitor sent on was met first)."""
        return self.filter(met_at__isnull=False).exclude(state__in=[Stop.State.WAITING, Stop.State.CANCELLED])

    def at(self, desk: Desk) -> "StopQuerySet":
        return self.filter(desk=desk)

    def on(self, day: date) -> "StopQuerySet":
        return self.filter(ticket__day=day)

    def today(self) -> "StopQuerySet":
        """A day that nobody closed yet is over all the same."""
        return self.on(timezone.localdate())

    def free(self) -> "StopQuerySet":
        """Those whose visitor is called or met at no desk at this moment."""
        return self.exclude(ticket__stops__in=Stop.objects.held())

    def missed(self, now: datetime) -> "StopQuerySet":
        """Those who were called and not found, and may still come back: they let one pass, or left just now."""
        just_left = Q(state=Stop.State.LEFT, left_why=Stop.LeftWhy.ABSENT, ended_at__gt=now - UNDO_FOR)
        return self.filter(Q(state=Stop.State.WAITING, absences__gt=0) | just_left)

    def in_turn(self) -> "StopQuerySet":
        return self.order_by("turn", "pk")

    def with_names(self) -> "StopQuerySet":
        return self.select_related("ticket", "desk", "purpose", "counsellor")


class Stop(models.Model):
    """One stand of one anonymous ticket in the line of one desk. Nothing in it describes the visitor."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CALLED = "called", _("called")
        MET = "met", _("met")
        DONE = "done", _("done")
        SENT_ON = "sent_on", _("sent on")
        LEFT = "left", _("left")
        CANCELLED = "cancelled", _("cancelled")

    class LeftWhy(models.TextChoices):
        GAVE_UP = "gave_up", _("gave up")
        ABSENT = "absent", _("absent twice")
        CLOSING = "closing", _("closing time")

    class Outcome(models.TextChoices):
        DOCUMENTATION = "documentation", _("documentation")
        EVENT = "event", _("an event")
        EMPLOYMENT = "employment", _("an employment service")
        TRAINING = "training", _("a training body")
        SCHOOL = "school", _("a school or university")
        BUSINESS = "business", _("help for founders")
        SOCIAL = "social", _("a social or health service")
        LAW = "law", _("a legal service")
        OTHER_BODY = "other_body", _("another body")

    HELD = (State.CALLED, State.MET)

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="stops")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="stops")
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    waits_since = models.DateTimeField()
    turn = models.DateTimeField(help_text=_("Waits since, less the head start: who is next."))
    called_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    helped = models.BooleanField(default=False)
    absences = models.PositiveSmallIntegerField(default=0)
    left_why = models.CharField(max_length=8, choices=LeftWhy, blank=True)
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    came_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="led_to")
    time_unreliable = models.BooleanField(default=False)
    ahead = models.PositiveSmallIntegerField(default=0)
    on_duty = models.PositiveSmallIntegerField(default=0)
    told: tuple[int, ...] | None = None  # of a place just taken: its wait, (low, high) in minutes, or () if unknown

    objects = StopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "counsellor", condition=Q(state__in=["called", "met"]), name="one_visitor_at_a_time_per_counsellor"
            ),
            models.UniqueConstraint(
                "ticket", condition=Q(state__in=["called", "met"]), name="a_visitor_is_at_one_desk_at_a_time"
            ),
            models.UniqueConstraint(
                "ticket", "desk", condition=Q(state="waiting"), name="a_visitor_waits_once_at_a_desk"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "left", "cancelled"])
                | Q(called_at__isnull=False, counsellor__isnull=False),
                name="a_called_stop_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["met", "done", "sent_on"]) | Q(met_at__isnull=False),
                name="a_met_stop_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "called", "met"], ended_at__isnull=True)
                | Q(state__in=["done", "sent_on", "left", "cancelled"], ended_at__isnull=False),
                name="an_ended_stop_says_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(called_at__isnull=True) | Q(ended_at__gte=F("called_at")),
                name="a_stop_ends_after_its_call",
            ),
            models.CheckConstraint(condition=Q(state="left") ^ Q(left_why=""), name="a_stop_left_says_why"),
        ]
        indexes = [
            models.Index("desk", "turn", condition=Q(state="waiting"), name="the_waiting_line"),
            models.Index("desk", "called_at", name="the_calls_of_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket} @ {self.desk}: {self.state}"

    @property
    def is_held(self) -> bool:
        """Called or met, and not ended."""
        return self.state in self.HELD

    @property
    def own_turn(self) -> datetime:
        """The turn that comes to this place by itself: since when she waits, less her head start."""
        return self.waits_since - timedelta(minutes=self.ticket.head_start)

    def waited(self, now: datetime) -> timedelta:
        """How long the visitor has waited, or had when called."""
        return (self.called_at if self.is_held and self.called_at else now) - self.waits_since


class ReceiptQuerySet(models.QuerySet):
    def on(self, day: date) -> "ReceiptQuerySet":
        return self.filter(day=day)

    def standing(self) -> "ReceiptQuerySet":
        return self.filter(undone_at__isnull=True)

    def groups(self) -> "ReceiptQuerySet":
        """Classes and groups received here, each one record."""
        return self.filter(service=Service.GROUP, channel=Channel.ON_SITE)

    def last_five(self, day: date) -> "ReceiptQuerySet":
        names = self.select_related("ticket", "purpose").prefetch_related("ticket__stops__desk", "purpose__desks")
        return names.on(day).standing().order_by("-sequence")[:5]


class Receipt(models.Model):
    """That an arrival was logged: the day's operational log, deleted at closing time. No attribute of a person."""

    key_print = models.UUIDField(unique=True, help_text=_("One-way print of the form’s random key."))
    content_print = models.UUIDField(help_text=_("One-way print of what the form said."))
    day = models.DateField()
    sequence = models.PositiveIntegerField()
    logged_at = models.DateTimeField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    service = models.CharField(max_length=13, choices=Service)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.ON_SITE)
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="+")
    second_purpose = models.ForeignKey(Purpose, models.PROTECT, null=True, related_name="+")
    party_size = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERSONS)]
    )
    again = models.BooleanField(default=False)
    group_kind = models.CharField(max_length=11, choices=GroupKind, blank=True)
    group_level = models.CharField(max_length=10, choices=GroupLevel, blank=True)
    ticket = models.OneToOneField(Ticket, models.CASCADE, null=True, related_name="receipt")
    undone_at = models.DateTimeField(null=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("day", "sequence", name="a_receipt_has_its_place_in_the_day"),
            models.CheckConstraint(
                condition=Q(party_size__range=(1, MOST_PERSONS)), name="a_receipt_is_for_1_to_60_persons"
            ),
            models.CheckConstraint(
                condition=Q(service="group") | Q(group_kind="", group_level=""), name="only_a_group_is_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.sequence}"


class LastStep(models.Model):
    """The last thing a counsellor did, so that it can be undone. One row a counsellor; nothing adds up from it."""

    class Kind(models.TextChoices):
        CALLED = "called", _("called")
        MET = "met", _("met")
        FINISHED = "finished", _("finished")
        ABSENT = "absent", _("absent")
        SENT_ON = "sent_on", _("sent on")
        TAKEN = "taken", _("taken at the desk")

    counsellor = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    stop = models.ForeignKey(Stop, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind
