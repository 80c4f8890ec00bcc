"""The programme: what is offered, and when. Nothing here knows who comes."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from citedesmetiers.centre.models import Partner, Place, Purpose, Room

STEP = timedelta(minutes=5)  # a session begins and ends on a step of the clock, and takes a room by steps
MOST_SEATS = 2000


class EventQuerySet(models.QuerySet):
    def public(self) -> "EventQuerySet":
        """What the programme shows, those that have ended too."""
        return self.filter(state=Event.State.PUBLISHED)


class Event(models.Model):
    """What is offered: a workshop, a club, a forum. When it takes place, its sessions say."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("workshop")
        INFORMATION = "information", _("information meeting")
        SEMINAR = "seminar", _("seminar")
        CONFERENCE = "conference", _("conference")
        PROFESSION = "profession", _("meeting with a profession")
        JOB_DATING = "job_dating", _("job dating")
        FORUM = "forum", _("forum")
        CLUB = "club", _("club")
        GROUP = "group", _("visit of a group")
        OFF_SITE = "off_site", _("off-site event")
        EVENING = "evening", _("evening event")
        THEME = "theme", _("theme week")  # a frame around other events

    class Access(models.TextChoices):
        FREE = "free", _("free entry")
        GAUGE = "gauge", _("come as you are, as long as there is room")
        HELD = "held", _("a seat may be held")
        REQUIRED = "required", _("a seat must be held")
        MEMBERS = "members", _("for the members")
        GROUP = "group", _("for a group, on request")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("event", "draft")
        PUBLISHED = "published", pgettext_lazy("event", "published")
        ARCHIVED = "archived", pgettext_lazy("event", "archived")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = I18nCharField(_("title"))
    summary = I18nTextField(_("what happens there"), blank=True)
    purposes = models.ManyToManyField(Purpose, related_name="events", verbose_name=_("needs"))
    access = models.CharField(_("how one comes in"), max_length=8, choices=Access, default=Access.FREE)
    audience = I18nCharField(_("for whom"), blank=True)
    languages = models.JSONField(_("languages"), default=list)  # codes; empty: the site's own
    lift = models.BooleanField(_("reached without a step"), default=False)
    signed = models.BooleanField(_("in sign language"), default=False)
    easy = models.BooleanField(_("in easy language"), default=False)
    led_by = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name=_("led by")
    )
    partners = models.ManyToManyField(Partner, blank=True, related_name="events", verbose_name=_("together with"))
    speakers = I18nCharField(_("who speaks"), blank=True, help_text=_("By role, never by name."))
    sensitive = models.BooleanField(
        _("its subject tells something intimate"), default=False,
        help_text=_("Illness, religion, gender: no contact is taken, no opinion asked, nothing published of it alone."),
    )  # fmt: skip
    frame = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="framed", verbose_name=_("part of"),
        limit_choices_to={"kind": Kind.THEME},
    )  # fmt: skip
    prepares = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="prepared_by", verbose_name=_("prepares for")
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # grows with each change: who edits says which one she saw

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(frame=F("pk")), name="an_event_is_no_part_of_itself"),
            models.CheckConstraint(condition=~Q(prepares=F("pk")), name="an_event_does_not_prepare_for_itself"),
        ]

    def __str__(self) -> str:
        return str(self.title)


class SessionQuerySet(models.QuerySet):
    def to_come(self, now: datetime) -> "SessionQuerySet":
        """What is not over yet, the nearest first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def taking_place(self) -> "SessionQuerySet":
        return self.exclude(state=Session.State.CANCELLED)

    def public(self) -> "SessionQuerySet":
        """The sessions that the programme shows: those of published events, the cancelled ones too, which say so."""
        return self.filter(event__state=Event.State.PUBLISHED)


class Session(models.Model):
    """One date of an event. A rule only draws such rows; a row is what holds."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", pgettext_lazy("session", "planned")
        MOVED = "moved", pgettext_lazy("session", "moved")
        CANCELLED = "cancelled", pgettext_lazy("session", "cancelled")

    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    state = models.CharField(max_length=10, choices=State, default=State.SCHEDULED)
    reason = I18nCharField(_("reason shown to the public"), blank=True)
    version = models.PositiveIntegerField(default=1)
    held = models.PositiveSmallIntegerField(default=0)  # seats held or offered; one conditional update keeps them few
    last_seat = models.PositiveSmallIntegerField(default=0)  # the last number given, waiting list included

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__range=(1, MOST_SEATS)), name="a_session_has_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(held__lte=F("capacity")), name="seats_held_are_seats_there_are"
            ),
        ]
        indexes = [models.Index("starts_at", "event", name="the_programme")]

    def __str__(self) -> str:
        return f"{self.event} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    def steps(self) -> Iterator[datetime]:
        """The steps of the clock that it lasts."""
        at = self.starts_at
        while at < self.ends_at:
            yield at
            at += STEP


class TakenQuerySet(models.QuerySet):
    def of(self, sessions: Iterable[Session]) -> "TakenQuerySet":
        return self.filter(session__in=[session.pk for session in sessions])


class Taken(models.Model):
    """Five minutes of a room, taken by one session: the constraint by which no database lets two sessions clash."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    session = models.ForeignKey(Session, models.CASCADE, related_name="taken")

    objects = TakenQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "taken"
        constraints = [models.UniqueConstraint("room", "at", name="a_room_holds_one_session_at_a_time")]

    def __str__(self) -> str:
        return f"{self.room} {self.at:%Y-%m-%d %H:%M}"


class SeatQuerySet(models.QuerySet):
    def taken(self) -> "SeatQuerySet":
        """Those that count: held, or offered and so kept free."""
        return self.filter(state__in=[Seat.State.HELD, Seat.State.OFFERED])

    def waiting(self) -> "SeatQuerySet":
        """The waiting list, whoever came first in front."""
        return self.filter(state=Seat.State.WAITING).order_by("number")

    def lapsed_at(self, now: datetime) -> "SeatQuerySet":
        """Offers that nobody took in time."""
        return self.filter(state=Seat.State.OFFERED, offered_until__lte=now)


class Seat(models.Model):
    """A seat of one session, held without a name: a number, and the print of the token that opens its page."""

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("seat", "held")
        WAITING = "waiting", pgettext_lazy("seat", "on the waiting list")
        OFFERED = "offered", pgettext_lazy("seat", "offered")
        CANCELLED = "cancelled", pgettext_lazy("seat", "given back")
        LAPSED = "lapsed", pgettext_lazy("seat", "offered in vain")

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    print = models.CharField(max_length=64, unique=True, editable=False)  # SHA-256 of 128 random bits
    state = models.CharField(max_length=10, choices=State)
    offered_until = models.DateTimeField(null=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("session", "number", name="a_number_is_one_seat_of_a_session"),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until__isnull=True)),
                name="an_offer_says_until_when",
            ),
        ]
        indexes = [models.Index("session", "number", condition=Q(state="waiting"), name="the_waiting_list")]

    def __str__(self) -> str:
        return f"{self.session} {self.number}"
