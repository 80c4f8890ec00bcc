"""Visits that were noted on paper and typed in later: of a day without power, or of a session elsewhere.

Nouns of this room (models.py shows them): a sheet says who typed it; its visits are in the tallies, and nowhere else.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from citedesmetiers.centre.models import Place


class SheetQuerySet(models.QuerySet):
    def standing(self) -> "SheetQuerySet":
        return self.filter(taken_back_at__isnull=True)

    def of(self, places: Iterable[Place]) -> "SheetQuerySet":
        return self.filter(place__in=places)

    def listed(self) -> "SheetQuerySet":
        """The latest first, with the names that its list shows."""
        return self.select_related("place", "typed_by", "taken_back_by").order_by("-typed_at", "-pk")


class Sheet(models.Model):
    """That visits noted on paper were typed in: of which day and place, by whom, when. Their counts are tallies."""

    key_print = models.UUIDField(unique=True, help_text=_("One-way print of the form’s random key."))
    content_print = models.UUIDField(help_text=_("One-way print of what the form said."))
    day = models.DateField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    visits = models.PositiveIntegerField()
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "day", "place", "number", condition=Q(taken_back_at__isnull=True), name="a_sheet_is_typed_in_once"
            ),
            models.CheckConstraint(condition=Q(visits__gte=1), name="a_sheet_is_not_empty"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) ^ Q(taken_back_by__isnull=False),
                name="a_sheet_taken_back_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.place_id} {self.number}"


class SheetCount(models.Model):
    """What a sheet added to one cell of the tallies, so that it can be taken back: no more than they say themselves."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="counts")
    series = models.CharField(max_length=24)
    hour = models.PositiveSmallIntegerField()
    k1 = models.CharField(max_length=32)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("sheet", "series", "hour", "k1", name="a_sheet_adds_once_to_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.hour} {self.k1}: {self.n}"
