"""How this site keeps its shelves: the settings of the room."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Shelving(models.Model):
    """The room's own settings. Its row is number 1; without it, these defaults hold."""

    station_delay = models.PositiveSmallIntegerField(
        _("the station goes back to its first page after (seconds)"), default=90,
        validators=[MinValueValidator(20), MaxValueValidator(900)],
    )
    shows_opinions = models.BooleanField(_("the public reads the opinions"), default=True)
    lends = models.BooleanField(_("documents may be taken home"), default=False)
    shows_sketch = models.BooleanField(_("a sketch shows where a shelf is"), default=False)
    months = models.PositiveSmallIntegerField(
        _("a document is reviewed after (months)"), default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    months_of = models.JSONField(_("except"), default=dict, blank=True)  # {support: months}
    checks_links = models.BooleanField(_("web addresses are checked by night"), default=True)
    is_harvested = models.BooleanField(_("the network may harvest the catalogue"), default=True)
    contact = models.EmailField(
        _("e-mail address for who harvests it"), blank=True, help_text=_("Of the house, never of a person.")
    )
    began_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "shelving"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="the_shelves_are_kept_one_way"),
            models.CheckConstraint(condition=Q(station_delay__range=(20, 900)), name="a_station_waits_20_to_900_s"),
            models.CheckConstraint(condition=Q(months__range=(1, 120)), name="a_review_comes_within_120_months"),
        ]

    def __str__(self) -> str:
        return "shelving"

    def months_for(self, support: str) -> int:
        """After how many months a document of this support is reviewed."""
        return int(self.months_of.get(support, self.months))


def the_shelving() -> Shelving:
    """How the shelves are kept here; by the defaults, before anybody said so. One query."""
    return Shelving.objects.order_by().first() or Shelving()
