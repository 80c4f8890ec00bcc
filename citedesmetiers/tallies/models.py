"""Counters that only go one way: from a visit to a number, never back."""

import uuid
from datetime import date
from typing import cast

from django.db import models
from django.db.models import Q

from citedesmetiers.centre.models import Place

from .series import Series

NO_HOUR = -1  # a series whose grain is the day stores this hour, so that one unique constraint serves both databases


CELLS = uuid.UUID("7c2f4f4e-6a0b-4c53-9a53-0d7c1c6b5e1a")  # never changes: the names of all cells are drawn from it


def name_of(series: str, place: int, day: date, hour: int, k1: str, k2: str) -> uuid.UUID:
    """The key of a cell's row. It follows from what is counted there: nobody looks for the row, or draws a key."""
    return uuid.uuid5(CELLS, "\n".join([series, str(place), day.isoformat(), str(hour), k1, k2]))


class CellName(models.UUIDField):
    """A row's key drawn from its other columns, however the row is made."""

    def get_pk_value_on_save(self, instance: models.Model) -> uuid.UUID:
        return cast(Tally, instance).name


class TallyQuerySet(models.QuerySet):
    def of(self, series: Series) -> "TallyQuerySet":
        return self.filter(series=series)


class Tally(models.Model):
    """How many, in one series, at one place, on one day (and hour), under at most two keys."""

    id = CellName(primary_key=True, editable=False)
    series = models.CharField(max_length=24)  # a Series; without choices, so that a new one needs no migration
    place = models.ForeignKey(Place, models.PROTECT, db_index=False)
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

    @property
    def name(self) -> uuid.UUID:
        """The key that belongs to what this row counts."""
        return name_of(self.series, self.place_id, self.day, self.hour, self.k1, self.k2)


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
