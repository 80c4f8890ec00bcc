"""What people type about the desks and about the roster. These ask and clean; they never act."""

from .desks import HELPS, NO, SERVES, DeskForm, ServesForm
from .rosters import CopyForm, NameForm, OpenForm, PartnerForm, SheetForm, SlotForm, SwapForm

__all__ = ["HELPS", "NO", "SERVES", "CopyForm", "DeskForm", "NameForm", "OpenForm", "PartnerForm", "ServesForm",
           "SheetForm", "SlotForm", "SwapForm"]
