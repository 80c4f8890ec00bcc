"""What an information officer types. These ask and clean; they never act."""

from .notices import NoticeForm
from .outside import BodyForm, TapForm, TopicForm

__all__ = ["BodyForm", "NoticeForm", "TapForm", "TopicForm"]
