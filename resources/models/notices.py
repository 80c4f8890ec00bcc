"""The notice: what the house knows of one document; and its copies."""

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from citedesmetiers.centre.models import Place, Purpose

from .codes import STANDING, Audience, CopyState, Level, NumberKind, Signed, Standing, State, Support, Territory, Use
from .index import Profile
from .subjects import Heading, Subject

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none is taken for another


def new_identifier() -> str:
    """Eight signs drawn at random: identifiers are given without looking at those already given."""
    return "".join(secrets.choice(SIGNS) for _n in range(8))


def in_french() -> list[str]:
    return ["fr"]


HISTORY = HistoricalRecords(
    m2m_fields=["purposes", "subjects", "headings"], excluded_fields=["title_key", "sorts_as", "profile", "changed_at"]
)


class NoticeQuerySet(models.QuerySet):
    def standing(self) -> "NoticeQuerySet":
        """What can be taken from a shelf, by the team at least."""
        return self.filter(state__in=STANDING)

    def public(self) -> "NoticeQuerySet":
        """What everybody may find."""
        return self.filter(profile__standing=Standing.PUBLIC)

    def seen_by_all(self) -> "NoticeQuerySet":
        """What everybody may read about: also what has left the shelf."""
        gone = Q(profile__standing=Standing.GONE, team_only=False)
        return self.filter(Q(profile__standing=Standing.PUBLIC) | gone)

    def about(self, purpose: Purpose) -> "NoticeQuerySet":
        return self.filter(purposes=purpose)

    def overdue(self, today: date) -> "NoticeQuerySet":
        """What should have been looked at again, or was sent to review."""
        return self.standing().filter(Q(review_by__lte=today) | Q(state=State.REVIEW))

    def numbered(self, digits: str) -> "NoticeQuerySet":
        """Those on which this number stands, without its hyphens."""
        return self.filter(number=digits).order_by("pk") if digits else self.none()

    def titled_alike(self, key: str, year: int | None) -> "NoticeQuerySet":
        """Those whose title has the same stems, of that year give or take one, or of a year that nobody said."""
        close = Q(year__isnull=True) | Q(year__range=(year - 1, year + 1)) if year else Q()
        return self.filter(close, title_key=key).order_by("pk") if key else self.none()

    def published_under(self, prefix: str) -> "NoticeQuerySet":
        """Those of the publisher to whom numbers that begin so were given."""
        return self.filter(number__startswith=prefix).exclude(publisher="").order_by("-pk")


class Notice(models.Model):
    """One document, on the shelf or elsewhere. It says nothing about who reads it.

    What a search reads of many rows stands first: a database finds the first columns of a row without reading the rest.
    """

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="notices", editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    identifier = models.CharField(_("identifier"), max_length=40, unique=True, default=new_identifier)
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    authors = models.CharField(_("authors"), max_length=300, blank=True, help_text=_("Several: with ; between them."))
    publisher = models.CharField(_("publisher"), max_length=160, blank=True)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    support = models.CharField(_("support"), max_length=10, choices=Support, default=Support.BOOK)
    purposes = models.ManyToManyField(Purpose, related_name="+", blank=True, verbose_name=_("purposes"))
    subjects = models.ManyToManyField(Subject, related_name="notices", blank=True, verbose_name=_("subjects"))
    headings = models.ManyToManyField(Heading, related_name="notices", blank=True, verbose_name=_("headings"))
    audience = models.CharField(_("audience"), max_length=13, choices=Audience, default=Audience.ALL)
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.ANY)
    territory = models.CharField(_("territory"), max_length=8, choices=Territory, default=Territory.NONE)
    languages = models.JSONField(_("languages"), default=in_french, blank=True)  # ISO 639-1 codes
    easy_read = models.BooleanField(_("easy to read"), default=False)
    large_print = models.BooleanField(_("large print"), default=False)
    subtitled = models.BooleanField(_("subtitled"), default=False)
    signed = models.BooleanField(_("in sign language"), default=False)
    number = models.CharField(_("ISBN, ISSN or EAN"), max_length=20, blank=True, db_index=True)  # without hyphens
    number_kind = models.CharField(max_length=4, choices=NumberKind, blank=True, default=NumberKind.NONE)
    number_wrong = models.BooleanField(_("as printed, though its check digit is wrong"), default=False)
    url = models.CharField(_("web address"), max_length=500, blank=True)
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", blank=True)
    summary = models.TextField(_("summary"), max_length=4000, blank=True)
    content = models.TextField(_("text of the sheet"), max_length=20000, blank=True)  # of a practice sheet
    cover = models.CharField(max_length=40, blank=True, editable=False)  # the name of its file, drawn at random
    stars = models.PositiveSmallIntegerField(_("stars"), null=True, blank=True)
    opinion = models.TextField(
        _("opinion"), max_length=1000, blank=True, help_text=_("About the document, never about a person.")
    )
    opinion_by = models.CharField(_("opinion of"), max_length=10, choices=Signed, default=Signed.OFFICER)
    opinion_on = models.DateField(_("opinion given on"), null=True, blank=True)
    team_only = models.BooleanField(_("for the team only"), default=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    review_by = models.DateField(_("to be reviewed by"), null=True, blank=True)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    source = models.CharField(_("acquired from"), max_length=120, blank=True)
    acquired_on = models.DateField(_("acquired on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    unmapped = models.JSONField(default=dict, blank=True)  # what an import brought and no field holds
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(db_index=True, editable=False)
    title_key = models.CharField(max_length=200, blank=True, db_index=True, editable=False)  # the stems of its title
    sorts_as = models.CharField(max_length=80, blank=True, editable=False)  # letters and digits: one order everywhere

    objects = NoticeQuerySet.as_manager()
    history = HISTORY

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_notice_has_a_title"),
            models.CheckConstraint(condition=~Q(identifier=""), name="a_notice_has_an_identifier"),
            models.CheckConstraint(condition=Q(year__isnull=True) | Q(year__range=(1400, 2200)),
                                   name="a_year_has_four_digits"),
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                                   name="a_documents_address_is_of_the_web"),
            models.CheckConstraint(condition=Q(price__isnull=True) | Q(price__gte=0), name="a_price_is_not_negative"),
            models.CheckConstraint(condition=Q(stars__isnull=True) | Q(stars__range=(1, 5)),
                                   name="an_opinion_has_1_to_5_stars"),
            models.CheckConstraint(condition=~Q(state=State.REPLACED) | Q(replaced_by__isnull=False),
                                   name="what_is_replaced_says_by_what"),
            models.CheckConstraint(condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                                   name="nothing_replaces_itself"),
            models.CheckConstraint(condition=Q(number="") | ~Q(number_kind=""), name="a_number_says_its_kind"),
        ]  # fmt: skip
        indexes = [
            models.Index("review_by", condition=Q(state__in=STANDING), name="what_is_to_be_reviewed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state in STANDING and not self.team_only


class Gone(models.Model):
    """A notice that was deleted: whoever harvests the catalogue is told so."""

    identifier = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "gone"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.identifier


class CopyQuerySet(models.QuerySet):
    def marked(self, text: str) -> "CopyQuerySet":
        """Those on which this shelf mark or number stands."""
        return self.filter(Q(mark__iexact=text) | Q(number__iexact=text)).order_by("mark", "pk")


class Copy(models.Model):
    """One copy of a document: what stands on a shelf, or (with a web address) on a screen."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="copies", verbose_name=_("document"))
    mark = models.CharField(_("shelf mark"), max_length=40, blank=True, db_index=True)
    number = models.CharField(_("number of the copy"), max_length=40, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("place"))
    use = models.CharField(_("use"), max_length=5, choices=Use, default=Use.HERE)
    state = models.CharField(_("state"), max_length=8, choices=CopyState, default=CopyState.HERE)
    url = models.CharField(_("web address, of a digital copy"), max_length=500, blank=True)
    acquired_on = models.DateField(_("acquired on"), null=True, blank=True)
    cost = models.DecimalField(_("paid"), max_digits=8, decimal_places=2, null=True, blank=True)

    objects = CopyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "copies"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("number", condition=~Q(number=""), name="a_number_is_on_one_copy"),
            models.CheckConstraint(condition=~Q(state=CopyState.OUT) | Q(use=Use.LENT),
                                   name="only_what_is_lent_is_taken_home"),
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                                   name="a_copys_address_is_of_the_web"),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="a_cost_is_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.mark or self.number or self.url
