"""The closed palette of desk colours: stored by name, so no site can pick an illegible one (docs/look.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Hue(models.TextChoices):
    BLUE = "blue", _("blue")
    ORANGE = "orange", _("orange")
    GREEN = "green", _("green")
    VIOLET = "violet", _("violet")
    OCHRE = "ochre", _("ochre")
    TEAL = "teal", _("teal")
    PINK = "pink", _("pink")
    SLATE = "slate", _("slate")
    BROWN = "brown", _("brown")
    NAVY = "navy", _("navy")
