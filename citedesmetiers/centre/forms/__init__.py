"""What a manager types about the centre. These ask and clean; they never act."""

from .exceptions import CloseForm, OpenForm
from .fields import Arranged, ChangeForm, ClockField, FilterForm, clean_words, inner_form, the_changes, words_field
from .rows import PartnerForm, PlaceForm, PurposeForm, RoomForm
from .site import SiteForm
from .week import WeekForm

__all__ = [
    "Arranged", "ChangeForm", "ClockField", "CloseForm", "FilterForm", "OpenForm", "PartnerForm", "PlaceForm",
    "PurposeForm", "RoomForm", "SiteForm", "WeekForm", "clean_words", "inner_form", "the_changes",
    "words_field",
]
