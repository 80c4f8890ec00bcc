"""What is known of a day once it is over."""

from django.db import models
from django.db.models import Q


class DaySealQuerySet(models.QuerySet):
    def unpurged(self) -> "DaySealQuerySet":
        return self.filter(purged_at__isnull=True).order_by("day")


class DaySeal(models.Model):
    """A day that was closed: its interviews are counted, and (once purged) its tickets are gone for good."""

    day = models.DateField(primary_key=True)
    closed_at = models.DateTimeField()
    stops = models.PositiveIntegerField(default=0, help_text="How many places in line the day's counts were made from.")
    purged_at = models.DateTimeField(null=True)

    objects = DaySealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(purged_at__gte=models.F("closed_at")),
                name="a_day_is_purged_after_it_was_closed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
