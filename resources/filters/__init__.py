"""How the lists of the documentation are narrowed."""

from .notices import NoticeFilter
from .outside import BodyFilter, TellFilter, TopicFilter

__all__ = ["BodyFilter", "NoticeFilter", "TellFilter", "TopicFilter"]
