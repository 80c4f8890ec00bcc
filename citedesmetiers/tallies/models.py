"""Counters that only go one way: from a visit to a number, never back."""

from django.db import models
from django.db.models import Q

from citedesmetiers.centre.models import Place

from .series import Series

NO_HOUR = -1  # a series whose grain is the day stores this hour, so that one unique constraint serves both databases


class TallyQuerySet(models.QuerySet):
    def of(self, series: Series) -> "TallyQuerySet":
        return self.filter(series=series)


class Tally(models.Model):
    """How many, in one series, at one place, on one day (and hour), under at most two keys."""

    series = models.CharField(max_length=24)  # a Series; without choices, so that a new one needs no migration
    place = models.ForeignKey(Place, models.PROTECT)
    day = models.DateField()
    hour = models.SmallIntegerField(default=NO_HOUR)
    k1 = models.CharField(max_length=32, blank=True)
    k2 = models.CharField(max_length=32, blank=True)
    n = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint("day", "series", "place", "hour", "k1", "k2", name="a_count_stands_in_one_cell"),
            models.CheckConstraint(condition=Q(n__gte=0), name="a_count_is_never_negative"),
            models.CheckConstraint(condition=Q(hour__range=(NO_HOUR, 23)), name="an_hour_is_an_hour_or_none"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.day} {self.k1} {self.k2}: {self.n}"


class Question(models.Model):
    """A profile question that this site asks after the ticket: one optional tap, counted and gone."""

    series = models.CharField(max_length=24, unique=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.series


class Spent(models.Model):
    """The print of a one-time key that was used today. It says nothing but that the key was used."""

    print = models.UUIDField(primary_key=True)
    day = models.DateField(db_index=True)

    class Meta:
        verbose_name_plural = "spent"

    def __str__(self) -> str:
        return str(self.print)
