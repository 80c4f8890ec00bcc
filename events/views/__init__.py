"""The pages of the programme, as an organiser keeps it."""

from .events import archive, edit, event, events, new, publish, withdraw
from .sessions import cancel, plan, session

__all__ = ["archive", "cancel", "edit", "event", "events", "new", "plan", "publish", "session", "withdraw"]
