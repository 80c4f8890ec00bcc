"""Documents to go with something else: a visitor's wait, an interview, an event. Asked for by purpose."""

from collections.abc import Iterable

from django.db.models import Value
from django.db.models.functions import Coalesce

from citedesmetiers.centre.models import Purpose

from .models import Notice


def documents_for(purposes: Iterable[Purpose], at_most: int = 5) -> list[Notice]:
    """The public documents about any of these purposes: what an officer starred first, then the newest. One query."""
    about = Notice.objects.public().filter(purposes__in=list(purposes)).distinct()
    stars, year = Coalesce("stars", Value(0)), Coalesce("year", Value(0))
    return list(about.annotate(starred=stars, newest=year).order_by("-starred", "-newest", "pk")[:at_most])
