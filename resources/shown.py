"""What a list of documents shows of each: its shelf mark, where that is, whether it is there, and why it was found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .language import stem, tokens_of
from .models import Copy, CopyState, Heading, Notice, Subject, Use
from .search.words import Group
from .ways import Way, this_page

HIGHEST = 6  # headings above one another that are climbed


@dataclass(frozen=True)
class Row:
    """One document of a list."""

    notice: Notice
    mark: str  # as it is read from two metres
    hue: str
    where: str
    others: Sequence[str]  # its other shelf marks
    there: str  # whether one can have it now
    title: SafeString
    classed: SafeString | str  # the subject or the heading by which it was found, if the title does not say
    to: str = ""  # its own page
    keep: str = ""  # the address of this page with it on one's list, or no longer
    is_kept: bool = False

    @property
    def is_long(self) -> bool:
        """A shelf mark of more signs is written smaller."""
        return len(self.mark) > 3


def rows_of(notices: Sequence[Notice], groups: Sequence[Group] = ()) -> list[Row]:
    """The rows of these documents, with the words asked for underlined. Three more queries, however many."""
    fetch(notices)
    return [_row(notice, groups) for notice in notices]


def linked(rows: Iterable[Row], request: HttpRequest, way: Way) -> list[Row]:
    """The same with the addresses that they lead to, on the page that is being looked at."""
    found = []
    for row in rows:
        name = row.notice.identifier
        is_kept = name in way.kept
        then = way.without(name) if is_kept else way.keeping(name)
        to = way.to("document", name, **way.asked)
        found.append(replace(row, to=to, keep=this_page(request, then), is_kept=is_kept))
    return found


def fetch(notices: Sequence[Notice]) -> None:
    """Copies, headings with what they are in, subjects."""
    headings = Heading.objects.select_related("parent__parent__parent").order_by("order", "code", "pk")
    prefetch_related_objects(
        notices,
        Prefetch("copies", Copy.objects.select_related("place").order_by("pk")),
        Prefetch("headings", headings),
        Prefetch("subjects", Subject.objects.order_by("scheme", "code", "pk")),
    )


def _row(notice: Notice, groups: Sequence[Group]) -> Row:
    copies, headings = list(notice.copies.all()), list(notice.headings.all())
    marks = list(dict.fromkeys(copy.mark for copy in copies if copy.mark)) or [heading.code for heading in headings][:1]
    hue, where = place_of(headings)
    title = underlined(notice.title, groups)
    return Row(
        notice, marks[0] if marks else "", hue, where, marks[1:], there(notice, copies), title,
        _classed(notice, headings, groups),
    )


def place_of(headings: Sequence[Heading]) -> tuple[str, str]:
    """The colour and the words of where the first heading stands: its own, or those of what it is within."""
    climbed = headings[0] if headings else None
    hue, where = "", ""
    for _step in range(HIGHEST):
        if climbed is None:
            break
        hue, where = hue or climbed.hue, where or str(climbed.where)
        climbed = climbed.parent
    return hue or "none", where


def there(notice: Notice, copies: Sequence[Copy]) -> str:
    """In words: to be taken away, read here, on a screen, or not there just now."""
    if not copies:
        return _("online") if notice.url else _("ask at the documentation desk")
    here = [copy for copy in copies if copy.state == CopyState.HERE]
    if any(copy.use == Use.GIVEN for copy in here):
        return _("free, to take away")
    if any(copy.use == Use.LENT for copy in here):
        return _("available, may be taken home")
    if here:
        return _("available")
    return CopyState(copies[0].state).label


def underlined(text: str, groups: Sequence[Group]) -> SafeString:
    """The text with those of its words marked that answer what was asked."""
    parts: list[tuple[str]] = []
    last = 0
    for word in tokens_of(text) if groups else ():
        if is_among(word.folded, groups):
            parts += [(text[last : word.start],), (format_html("<mark>{}</mark>", text[word.start : word.end]),)]
            last = word.end
    return format_html_join("", "{}", [*parts, (text[last:],)])


def is_among(folded: str, groups: Sequence[Group]) -> bool:
    """Whether a word answers one of those asked for."""
    own = stem(folded)
    return any(own == group.stem or (group.begun and folded.startswith(group.folded)) for group in groups)


def _classed(notice: Notice, headings: Iterable[Heading], groups: Sequence[Group]) -> SafeString | str:
    if not groups or any(is_among(word.folded, groups) for word in tokens_of(notice.title)):
        return ""
    for label in (*(str(subject) for subject in notice.subjects.all()), *(str(each.name) for each in headings)):
        if any(is_among(word.folded, groups) for word in tokens_of(label)):
            return underlined(label, groups)
    stems = {group.stem for group in groups}
    return next((str(each) for each in notice.subjects.all() if stems.intersection(each.terms.split())), "")
