"""What is counted: each series says its unit, its keys, its grain and, in one sentence, its method."""

import enum
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Meaning:
    """How one series is to be read. `attribute` names the one key, if any, that describes a visitor."""

    unit: Promise
    method: Promise
    keys: tuple[str, ...] = ()
    hourly: bool = True
    attribute: str = ""
    bands: dict[str, Promise] = field(default_factory=dict)
    question: Promise | str = ""


class Series(enum.StrEnum):
    """A new indicator is a new member here: no migration. Values stand in the database and never change."""

    VISIT = "visit"
    COMPANION = "companion"
    PURPOSE = "purpose"
    RETURN = "return"
    REMOTE = "remote"
    GROUP = "group"
    GROUP_PERSON = "group_person"
    GROUP_KIND = "group_kind"
    GROUP_LEVEL = "group_level"
    INTERVIEW = "interview"
    UNSERVED = "unserved"
    WAIT = "wait"
    WAIT_SECONDS = "wait_seconds"
    TALK_SECONDS = "talk_seconds"
    OUTCOME = "outcome"
    SENT_ON = "sent_on"
    BOUNCED = "bounced"
    PRIORITY = "priority"
    HELPED = "helped"
    FORETOLD = "foretold"
    FORETOLD_ERROR = "foretold_error"
    FORETOLD_COVERED = "foretold_covered"
    FORETOLD_LONGER = "foretold_longer"
    UNANSWERED = "unanswered"
    DOCUMENTS_ACQUIRED = "documents_acquired"
    DOCUMENTS_WITHDRAWN = "documents_withdrawn"
    DOCUMENTS_CONSULTED = "documents_consulted"
    MISSED = "missed"
    FIRST_VISIT = "first_visit"
    STATUS = "status"
    AGE = "age"
    LEVEL = "level"

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self]

    @property
    def is_profile(self) -> bool:
        """A profile series carries no hour, is committed apart from the arrival, and is shown to nobody early."""
        return bool(self.meaning.bands)


MEANINGS = {
    Series.VISIT: Meaning(
        _("visits"),
        _("One per arrival on site logged at the door, whatever the size of the party. Someone who comes back to the "
          "desk on the same day is not counted again. Groups are counted apart. Visits typed in from paper, of a day "
          "without power or of a session elsewhere, are among them; of their interviews nothing more is known."),
        keys=("service",),
    ),
    Series.COMPANION: Meaning(
        _("companions"), _("The persons of a party beyond the first, as logged at the door."), keys=("service",)
    ),
    Series.PURPOSE: Meaning(
        _("purposes expressed"),
        _("One per purpose named on arrival: a visit with two purposes counts in both, so the sum exceeds the visits."),
        keys=("purpose",),
    ),
    Series.RETURN: Meaning(
        _("returns to a desk"),
        _("Someone already counted today takes a new ticket: one return, no new visit."),
        keys=("purpose",),
    ),
    Series.REMOTE: Meaning(
        _("remote requests"),
        _("One per request by phone, mail or chat logged at reception. Never added to visits."),
        keys=("channel", "service"),
    ),
    Series.GROUP: Meaning(
        _("groups"),
        _("One per class or group received together; its members are counted as persons."),
        keys=("purpose",),
    ),
    Series.GROUP_PERSON: Meaning(
        _("persons in groups"), _("The members of groups, as announced on arrival."), keys=("purpose",)
    ),
    Series.GROUP_KIND: Meaning(
        _("groups by kind"),
        _("Optional tap after the group’s size: one per group of which the kind was said. It describes the group, not "
          "its members."),
        keys=("kind",), hourly=False,
    ),
    Series.GROUP_LEVEL: Meaning(
        _("school classes by level"),
        _("Optional tap after a school class: one per class of which the level was said, whatever its size."),
        keys=("class_level",), hourly=False,
    ),
    Series.INTERVIEW: Meaning(
        _("interviews"),
        _("One per visitor called and met at a desk, on the hour of the call. "
          "Without a recorded end the length is not used."),
        keys=("desk", "purpose"),
    ),
    Series.UNSERVED: Meaning(
        _("places in line given up"),
        _("One per place in line that ended without an interview: gave up, absent twice, or left at closing time."),
        keys=("desk", "reason"),
    ),
    Series.WAIT: Meaning(
        _("interviews by wait"),
        _("Interviews by the time between taking the place in line and the call, in bands that end at 1, 2, 3, 5, 7, "
          "10, 15, 20, 30, 45, 60 and 90 minutes."),
        keys=("desk", "band"),
    ),
    Series.WAIT_SECONDS: Meaning(
        _("seconds waited"), _("The sum of the waits of all interviews, for means over long spans."), keys=("desk",)
    ),
    Series.TALK_SECONDS: Meaning(
        _("seconds of interview"), _("The sum of the lengths of interviews whose end was recorded."), keys=("desk",)
    ),
    Series.OUTCOME: Meaning(
        _("outcomes"),
        _("One per interview whose counsellor said, by a code, where the visitor was sent."),
        keys=("outcome",),
    ),
    Series.SENT_ON: Meaning(
        _("visitors sent on"), _("One per visitor passed from a desk to another."), keys=("desk", "to")
    ),
    Series.BOUNCED: Meaning(
        _("visitors bounced"),
        _("One per visitor sent on twice or more on the same day, on the hour of the second time. The fewer the "
          "better: each was told to go elsewhere after having been told so before."),
    ),
    Series.PRIORITY: Meaning(
        _("tickets with priority"),
        _("One per ticket that went before others who came up to so many minutes earlier. The reason is shown while "
          "the ticket waits, is gone at closing time, and is counted nowhere."),
        hourly=False,
    ),
    Series.HELPED: Meaning(
        _("interviews by helpers"),
        _("Interviews held by a counsellor whose own desk was another one; the others were held at the visitor’s own."),
        keys=("desk",),
    ),
    Series.FORETOLD: Meaning(
        _("waits foretold"),
        _("One per visitor who waited in turn and was called, at a desk where enough had been called before to "
          "foretell the wait. Counted once for each way of foretelling."),
        keys=("desk", "predictor"), hourly=False,
    ),
    Series.FORETOLD_ERROR: Meaning(
        _("seconds of error"),
        _("The sum of the differences between the waits and what was foretold of them, whichever was longer."),
        keys=("desk", "predictor"), hourly=False,
    ),
    Series.FORETOLD_COVERED: Meaning(
        _("waits within the range"),
        _("Waits between the two bounds foretold for eight visitors in ten, before these are rounded."),
        keys=("desk", "predictor"), hourly=False,
    ),
    Series.FORETOLD_LONGER: Meaning(
        _("waits longer than told"),
        _("Visitors who waited longer than the upper end of the range shown to them when they took their place, among "
          "those who were shown one."),
        keys=("desk", "predictor"), hourly=False,
    ),
    Series.UNANSWERED: Meaning(
        _("questions without an answer"),
        _("One per question to which reception or a counsellor had no answer, by a topic of the site’s own list and "
          "by day. Nobody asks for it: what is not tapped is not counted."),
        keys=("topic",), hourly=False,
    ),
    Series.MISSED: Meaning(
        _("searches without a document"),
        _("One per search at the station that found nothing, by a word that the catalogue’s vocabulary knows and no "
          "document bears; from the second time in a month on. What was typed is kept nowhere."),
        keys=("stem",), hourly=False,
    ),
    Series.DOCUMENTS_ACQUIRED: Meaning(
        _("documents acquired"),
        _("Documents by the month of the date on which they were acquired, as their notices say it; copies of one "
          "document are not counted apart, drafts not at all. Counted anew by night where a notice changed."),
        keys=("support",), hourly=False,
    ),
    Series.DOCUMENTS_WITHDRAWN: Meaning(
        _("documents withdrawn"),
        _("Documents by the month in which they were withdrawn or replaced. What came back to the shelf is no longer "
          "among them. Counted anew by night where a notice changed."),
        keys=("support",), hourly=False,
    ),
    Series.DOCUMENTS_CONSULTED: Meaning(
        _("documents put back"),
        _("One per document put back on the trolley and scanned or tapped, by document and month: no day, no hour, "
          "nobody. What visitors put back on the shelves themselves is not counted."),
        keys=("document",), hourly=False,
    ),
    Series.FIRST_VISIT: Meaning(
        _("answers"),
        _("Optional tap after the ticket. Shown by month only, and from 10 answers."),
        keys=("first_visit",), hourly=False, attribute="first_visit",
        bands={"yes": _("first visit"), "no": _("came before")}, question=_("First visit?"),
    ),
    Series.STATUS: Meaning(
        _("answers"),
        _("Optional tap after the ticket. Shown by month only, and from 10 answers."),
        keys=("status",), hourly=False, attribute="status",
        bands={
            "job_seeker": _("job seeker"), "employee": _("employee"), "student": _("pupil or student"),
            "self_employed": _("self-employed"), "retired": _("retired"), "other": _("other"),
        },
        question=_("Situation?"),
    ),
    Series.AGE: Meaning(
        _("answers"),
        _("Optional tap after the ticket. Shown by month only, and from 10 answers."),
        keys=("age",), hourly=False, attribute="age",
        bands={
            "-15": _("up to 15"), "16-18": _("16–18"), "19-25": _("19–25"), "26-30": _("26–30"),
            "31-40": _("31–40"), "41-50": _("41–50"), "51-60": _("51–60"), "61-": _("61 and over"),
        },
        question=_("Age?"),
    ),
    Series.LEVEL: Meaning(
        _("answers"),
        _("Optional tap after the ticket. Shown by month only, and from 10 answers."),
        keys=("level",), hourly=False, attribute="level",
        bands={
            "none": _("no diploma"), "cap": _("vocational certificate"), "bac": _("upper secondary"),
            "bac2": _("two years after"), "bac3": _("three years after or more"),
        },
        question=_("Level of studies?"),
    ),
}
