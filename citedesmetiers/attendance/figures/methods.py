"""How each figure is made, in a sentence that stands under it: the series' own, and those of what is reckoned here."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citedesmetiers.tallies.series import Series


@dataclass(frozen=True)
class Method:
    """An anchor of the page, what is counted, and how."""

    anchor: str
    unit: Promise
    words: Promise


def _of(series: Series) -> Method:
    return Method(f"method-{series.replace('_', '-')}", series.meaning.unit, series.meaning.method)


METHODS = [
    _of(Series.VISIT), _of(Series.COMPANION), _of(Series.PURPOSE), _of(Series.RETURN), _of(Series.INTERVIEW),
    Method(
        "method-place", _("places taken"),
        _("One per place taken in the line of a desk; a visit with two purposes may take two, and a visitor sent on "
          "takes another. Each ends as an interview, or is given up, or still waits. What was undone is not counted."),
    ),
    _of(Series.UNSERVED), _of(Series.HELPED), _of(Series.BOUNCED), _of(Series.PRIORITY),
    Method(
        "method-soon", _("seen within 15 min"),
        _("Interviews whose visitor was called 15 minutes at most after taking the place in that line, among all "
          "interviews. Who was sent on waits from the end of the interview before. Under 30 interviews the counts are "
          "said and no share: a few cases are not a rule."),
    ),
    Method(
        "method-median", _("median wait"),
        _("Half of the day’s interviews were called sooner, half later. Not said under 30 interviews."),
    ),
    Method(
        "method-longer", _("longer than told"),
        _("Visitors who waited longer than the upper end of the range shown when they took their place, among those "
          "who waited in turn and for whom there was a range. It is meant to be about one in ten."),
    ),
    _of(Series.REMOTE), _of(Series.GROUP), _of(Series.GROUP_PERSON),
    _of(Series.GROUP_KIND), _of(Series.GROUP_LEVEL),
    Method(
        "method-open", _("open desks"),
        _("A desk is open while a counsellor has said “I’m here” there, even on a pause."),
    ),
]  # fmt: skip
