"""What the officer does around the notices: reading lists, web addresses, exchanged files."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from citedesmetiers.centre.models import Purpose

from .notices import Notice


class SelectionQuerySet(models.QuerySet):
    def public(self) -> "SelectionQuerySet":
        return self.filter(active=True, team_only=False).order_by("order", "pk")


class Selection(models.Model):
    """A themed reading list, in the officer's order."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = I18nCharField(_("name"))
    note = I18nTextField(_("what it is for"), blank=True)
    purposes = models.ManyToManyField(Purpose, related_name="+", blank=True, verbose_name=_("purposes"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    team_only = models.BooleanField(_("for the team only"), default=False)
    active = models.BooleanField(_("in use"), default=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.name)


class Selected(models.Model):
    """A document in its place of a reading list."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="selected")
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="selected")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "selected"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint("selection", "notice", name="a_document_is_selected_once")]

    def __str__(self) -> str:
        return f"{self.selection_id} {self.notice_id}"


class Missed(models.Model):
    """A stem was looked for once this month and no document bears it: a one-way print, until the month is over."""

    print = models.UUIDField(primary_key=True)
    month = models.DateField(db_index=True)

    class Meta:
        verbose_name_plural = "missed"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.print)


class LinkQuerySet(models.QuerySet):
    def due(self, before: datetime) -> "LinkQuerySet":
        """Those not looked at since then, the longest first."""
        return self.filter(checked_at__lt=before).order_by("checked_at", "pk")


class Link(models.Model):
    """How the web address of a notice answered when it was last tried. Three failures in a row: dead."""

    class Answer(models.TextChoices):
        NEW = "new", _("not tried yet")
        OK = "ok", _("answers")
        MOVED = "moved", _("has moved")
        FAILED = "failed", _("does not answer")
        DEAD = "dead", _("dead link")
        BARRED = "barred", _("asks not to be visited by robots")
        REFUSED = "refused", _("leads inside a private network")

    notice = models.OneToOneField(Notice, models.CASCADE, primary_key=True, related_name="link")
    url = models.CharField(max_length=500)  # what was tried
    answer = models.CharField(max_length=7, choices=Answer, default=Answer.NEW)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # HTTP
    moved_to = models.CharField(max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(db_index=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(answer="dead") | Q(failures__gte=3), name="three_failures_before_dead"),
        ]

    def __str__(self) -> str:
        return self.url


BUSY = ("reading", "applying", "undoing")  # states in which the clock has work to do


class LoadQuerySet(models.QuerySet):
    def waiting(self) -> "LoadQuerySet":
        """Those on which the clock has work to do, the oldest first."""
        return self.filter(Q(state__in=BUSY) | Q(indexing=True)).order_by("pk")

    def left_alone_since(self, moment: datetime) -> "LoadQuerySet":
        """Those that were brought or written before then, wait for no work, and still have their lines."""
        lines = Exists(LoadLine.objects.filter(load=OuterRef("pk")))
        resting = self.exclude(state__in=BUSY).filter(lines, indexing=False)
        return resting.annotate(since=Coalesce("applied_at", "brought_at")).filter(since__lt=moment).order_by("pk")

    def light(self) -> "LoadQuerySet":
        """Without the file itself, which only the clock reads."""
        return self.defer("file").select_related("by")


class Load(models.Model):
    """A file brought into the catalogue: read, shown, applied in one transaction, and undone in one tap."""

    class Kind(models.TextChoices):
        SHEET = "sheet", _("spreadsheet")
        MARC = "marc", _("library records")
        PLAN = "plan", _("classification plan")

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("to be looked at")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        DROPPED = "dropped", _("dropped")
        FAILED = "failed", _("refused")
        SETTLED = "settled", _("applied for good")  # its lines are gone: it can no longer be undone

    kind = models.CharField(max_length=5, choices=Kind, default=Kind.SHEET)
    name = models.CharField(_("file"), max_length=120)
    file = models.BinaryField()  # emptied once it was read
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    words = models.CharField(max_length=300, blank=True)  # why it was refused
    unknown = models.JSONField(default=dict, blank=True)  # columns or fields that nothing here holds, and how often
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.ForeignKey(  # of records, which say none
        Purpose, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("purpose")
    )
    brought_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # by the clock at work on it
    tries = models.PositiveSmallIntegerField(default=0)  # how often whoever was at work on it did not come back
    notes = models.JSONField(default=list, blank=True)  # sentences about the whole file
    is_read = models.BooleanField(default=False)  # every line stands in its row; what follows is comparing
    indexing = models.BooleanField(default=False)  # written, and not yet all of it in the index
    counts = models.JSONField(default=list, blank=True)  # [verdict, outcome, taken, how many], once its lines are gone
    place = models.PositiveBigIntegerField(default=0)  # the last line that is done with, in lines that take turns

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class LoadLine(models.Model):
    """One line of a file: what it says, what would become of it, and what stood there before."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        SAME = "same", _("same")
        DOUBTFUL = "doubtful", _("doubtful")
        REFUSED = "refused", _("refused")

    class Outcome(models.TextChoices):
        WRITTEN = "written", _("written")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("left as it is")  # somebody changed the notice since it was written

    load = models.ForeignKey(Load, models.CASCADE, related_name="lines")
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default="")  # empty: not yet compared
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True, default="")
    key = models.CharField(max_length=240, blank=True)  # lines of one file with the same are about one document
    number = models.CharField(max_length=20, blank=True)
    identifier = models.CharField(max_length=40, blank=True)  # of the notice; of a new one, as it will be
    words = models.CharField(max_length=300, blank=True)  # why, of what is doubtful or refused
    label = models.CharField(max_length=120, blank=True)  # the title, to find the line by
    cells = models.JSONField(default=dict, blank=True)  # what the line says, as it was read
    said = models.JSONField(default=dict, blank=True)  # what is to be written, in plain values
    before = models.JSONField(default=dict, blank=True)  # what stood there, in plain values
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(null=True, blank=True)  # of the notice: shown, then as written
    taken = models.BooleanField(default=True)  # a doubtful line is left out unless somebody takes it

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index("load", "verdict", name="lines_of_a_verdict"),
            models.Index("load", "key", name="lines_of_a_document"),
            models.Index("load", "number", name="lines_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
