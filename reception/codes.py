"""The codes that an arrival may be given. Beside models.py because a receipt, a form and a figure all name them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Service(models.TextChoices):
    """What a visitor is served with first: the columns of the grid."""

    INTERVIEW = "interview", _("Interview")
    DOCUMENTATION = "documentation", _("Documentation")
    COMPUTER = "computer", _("Computer")
    EVENT = "event", _("Event")
    QUICK_ANSWER = "quick_answer", _("Quick answer")
    GROUP = "group", _("Group")


class Channel(models.TextChoices):
    """How a request came."""

    ON_SITE = "on_site", _("On site")
    PHONE = "phone", _("Phone")
    MAIL = "mail", _("Mail")
    CHAT = "chat", _("Chat")


class GroupKind(models.TextChoices):
    """What a group is, as its own house announced it. It describes the group, never a member."""

    SCHOOL = "school", _("school class")
    TRAINING = "training", _("trainees")
    EMPLOYMENT = "employment", _("job seekers")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    OTHER = "other", _("other group")


class GroupLevel(models.TextChoices):
    """At which level of school a class is."""

    LOWER = "lower", _("lower secondary")
    UPPER = "upper", pgettext_lazy("school", "upper secondary")
    VOCATIONAL = "vocational", _("vocational school")
    HIGHER = "higher", _("higher education")
