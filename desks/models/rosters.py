"""What the week wants, and what partners promised of it."""

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Hours, Partner, SpecialHours

from .posts import Desk

MOST_POSTS = 20


class Part(models.IntegerChoices):
    """The half-days of a date, in order. A turn fills one, so that two of one part are two at the same time."""

    MORNING = 1, _("morning")
    AFTERNOON = 2, _("afternoon")
    EVENING = 3, _("evening")


class Why(models.TextChoices):
    """What was done to a turn, in its history."""

    OPENED = "opened", _("opened")
    CLOSED = "closed", _("closed")
    TAKEN = "taken", _("taken")
    GIVEN_BACK = "given_back", _("given back")
    NAMED = "named", _("counsellor named")
    ABSENT = "absent", _("declared absent")
    BACK = "back", _("absence withdrawn")
    SWAPPED = "swapped", _("swapped")
    COPIED = "copied", _("copied from another week")
    IMPORTED = "imported", _("written from a spreadsheet")


class Slot(models.Model):
    """A half-day of the week as the site cuts it: when it begins and ends on an ordinary date."""

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Hours.Weekday)
    part = models.PositiveSmallIntegerField(_("half-day"), choices=Part)
    starts = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    outside_hours = models.BooleanField(
        _("also outside the opening hours"), default=False, help_text=_("Its turns are kept whole on every open date.")
    )

    class Meta:
        ordering = ["weekday", "part"]
        constraints = [
            models.UniqueConstraint(
                "weekday", "part", name="a_weekday_has_one_slot_of_a_part",
                violation_error_message=_("That day has this half-day already."),
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="a_slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="a_slot_is_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.get_part_display()}"


class Wanted(models.Model):
    """How many posts a desk wants in a half-day of every week; no row where it stays closed."""

    slot = models.ForeignKey(Slot, models.CASCADE, related_name="wanted")
    desk = models.ForeignKey(Desk, models.CASCADE, related_name="wanted")
    posts = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_POSTS)])

    class Meta:
        ordering = ["slot", "desk"]
        constraints = [
            models.UniqueConstraint("slot", "desk", name="a_desk_says_once_what_a_slot_wants"),
            models.CheckConstraint(condition=Q(posts__range=(1, MOST_POSTS)), name="a_slot_wants_1_to_20_posts"),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.desk} × {self.posts}"


class TurnQuerySet(models.QuerySet):
    def standing(self) -> "TurnQuerySet":
        """What counts of the roster: promises and holes, without the promises that an absence broke."""
        return self.filter(absent_at__isnull=True)

    def promised(self) -> "TurnQuerySet":
        return self.standing().filter(partner__isnull=False)

    def holes(self) -> "TurnQuerySet":
        return self.standing().filter(partner__isnull=True)

    def absent(self) -> "TurnQuerySet":
        return self.filter(absent_at__isnull=False)

    def in_cell_of(self, turn: "Turn") -> "TurnQuerySet":
        """The posts of one desk in one half-day."""
        return self.standing().filter(desk=turn.desk_id, day=turn.day, part=turn.part)

    def between(self, first: date, last: date) -> "TurnQuerySet":
        return self.filter(day__range=(first, last))

    def on_open_dates(self) -> "TurnQuerySet":
        """Without the dates that were closed since: what was promised there sleeps, and stands again if they open."""
        said = SpecialHours.objects.filter(day=OuterRef("day"))
        return self.exclude(Exists(said.filter(opens=None)) & ~Exists(said.exclude(opens=None)))

    def who_comes_besides(self, turns: Collection["Turn"]) -> set[tuple[int | None, date, int]]:
        """Which counsellors come to other turns of these days, each with the date and the half-day. One query."""
        others = self.standing().filter(day__in={turn.day for turn in turns}, counsellor__isnull=False)
        others = others.exclude(pk__in=[turn.pk for turn in turns]).order_by()
        return set(others.values_list("counsellor", "day", "part"))

    def after(self, now: datetime) -> "TurnQuerySet":
        return self.filter(ends_at__gt=now).order_by("starts_at")


class Turn(models.Model):
    """One post of a desk for a half-day or an evening: promised by a partner, or (without one) a hole.

    `day` and `part` are what the constraints hold on: whatever its times, a turn fills one part of one date, and the
    parts of a weekday do not overlap (actions.write_slot). `of_posts` is how many posts the desk had when the week was
    opened; `doors_open` and `doors_close` are the opening within which the turn falls. An absence keeps the promise,
    for the figures, and leaves its place to a new hole.
    """

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="turns")
    day = models.DateField()
    part = models.PositiveSmallIntegerField(choices=Part)
    post = models.PositiveSmallIntegerField()
    of_posts = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    doors_open = models.DateTimeField(null=True)
    doors_close = models.DateTimeField(null=True)
    outside_hours = models.BooleanField(default=False)
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="turns")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="turns")
    absent_at = models.DateTimeField(null=True)

    objects = TurnQuerySet.as_manager()
    history = HistoricalRecords(
        history_change_reason_field=models.CharField(max_length=10, choices=Why, null=True)
    )

    class Meta:
        ordering = ["starts_at", "desk", "post", "pk"]
        constraints = [
            models.UniqueConstraint(
                "desk", "day", "part", "post", condition=Q(absent_at__isnull=True), name="a_post_is_promised_once"
            ),
            models.UniqueConstraint(
                "counsellor", "day", "part", condition=Q(absent_at__isnull=True, counsellor__isnull=False),
                name="a_counsellor_is_in_one_place_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(post__gte=1, post__lte=F("of_posts"), of_posts__lte=MOST_POSTS),
                name="a_desk_has_so_many_posts",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_turn_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(outside_hours=True)
                | Q(doors_open__isnull=False, doors_close__isnull=False, doors_open__lte=F("starts_at"),
                    doors_close__gte=F("ends_at")),
                name="a_turn_is_inside_opening_hours_unless_said",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | Q(counsellor__isnull=True, absent_at__isnull=True),
                name="nobody_comes_or_fails_to_where_nobody_promised",
            ),
        ]
        indexes = [
            models.Index("desk", "ends_at", name="the_next_turn"),
            models.Index("day", name="the_turns_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.day:%Y-%m-%d} {self.get_part_display()} {self.post}"

    @property
    def is_hole(self) -> bool:
        return self.partner_id is None

    @property
    def is_absent(self) -> bool:
        return self.absent_at is not None


class SwapQuerySet(models.QuerySet):
    def asked(self) -> "SwapQuerySet":
        return self.filter(state=Swap.State.ASKED)


class Swap(models.Model):
    """One partner asks another to exchange two turns; nothing moves until the other says yes."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        DONE = "done", _("accepted")
        OVER = "over", _("declined or withdrawn")

    gives = models.ForeignKey(Turn, models.CASCADE, related_name="+")
    wants = models.ForeignKey(Turn, models.CASCADE, related_name="+")
    giver = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    other = models.ForeignKey(Partner, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=5, choices=State, default=State.ASKED)

    objects = SwapQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint("gives", condition=Q(state="asked"), name="a_turn_is_offered_to_one_at_a_time"),
            models.CheckConstraint(condition=~Q(giver=F("other")), name="a_swap_is_between_two_partners"),
        ]

    def __str__(self) -> str:
        return f"{self.gives} ↔ {self.wants}"


class Feed(models.Model):
    """A secret calendar link of one partner or of one counsellor. Of the link only a one-way print is kept."""

    partner = models.OneToOneField(Partner, models.CASCADE, null=True, related_name="feed")
    counsellor = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="feed")
    print = models.UUIDField(unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, counsellor__isnull=True)
                | Q(partner__isnull=True, counsellor__isnull=False),
                name="a_feed_is_of_a_partner_or_of_a_counsellor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}"

    @property
    def owner(self) -> Partner | User:
        """Whose turns it tells."""
        owner = self.partner or self.counsellor
        assert owner  # noqa: S101 - the database holds it, by the constraint above
        return owner
