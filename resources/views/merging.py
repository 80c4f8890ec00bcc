"""Two documents side by side, to be made one."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from citedesmetiers.kit.pages import done
from citedesmetiers.kit.rules import HouseRule

from ..actions import merging as actions
from ..actions.notices import SEVERAL
from ..models import Notice, Standing, State
from ..numbers import Number
from ..search.ask import Asked, ask
from .bodies import curators_only
from .changes import in_words
from .entry import alike_to
from .notices import MERGED, text_in

OFFERED = 10


@dataclass(frozen=True)
class Choice:
    """One field of the two: what each says, and which of them is proposed."""

    name: str
    label: str
    kept: str
    other: str
    differs: bool
    takes_other: bool


@curators_only
def merge(request: HttpRequest, identifier: str) -> HttpResponse:
    """Without another one, it is looked for; with one, both side by side; pressed, they are one."""
    kept = get_object_or_404(Notice, identifier=identifier)
    said = text_in(request.POST if request.method == "POST" else request.GET, "with")[:200]
    other = Notice.objects.filter(identifier=said).exclude(pk=kept.pk).first() if said else None
    if request.method == "POST":
        return _merge(request, kept, other)
    if kept.state == State.REPLACED or (other and other.state == State.REPLACED):
        raise HouseRule(_("One of the two is replaced already: merge the one that replaces it."))
    if other is None:
        return _look(request, kept, said)
    context = {"kept": kept, "other": other, "choices": choices_of(kept, other), "joined": _joined(kept, other),
               "moves": other.copies.count(), "in_lists": other.selected.count()}  # fmt: skip
    return render(request, "resources/merge.html", context)


def _merge(request: HttpRequest, kept: Notice, other: Notice | None) -> HttpResponse:
    if other is None:
        raise HouseRule(_("Choose another document."), status=400)
    versions = [request.POST.get(name, "") for name in ("seen", "seen_other")]
    seen = tuple(int(each) if each.isascii() and each.isdecimal() and len(each) < 10 else 0 for each in versions)
    take = {name for name in actions.CHOSEN if request.POST.get(name) == "other"}
    request.session[MERGED] = actions.merge(kept, other, by=request.user, seen=seen, take=take)
    return done(request, _("The two are one. The other one is replaced by this one."), "resources:notice",
                kept.identifier)  # fmt: skip


def _look(request: HttpRequest, kept: Notice, said: str) -> HttpResponse:
    """Documents like it first; else what the words find."""
    if said:
        found = list(ask(Asked(said, standing=tuple(Standing.values), language=request.LANGUAGE_CODE)).notices)
    else:
        found = alike_to(Number(kept.number), kept.title, kept.year, kept.identifier)
    offered = [row for row in found if row.pk != kept.pk and row.state != State.REPLACED][:OFFERED]
    return render(request, "resources/merge_with.html", {"kept": kept, "said": said, "offered": offered})


def choices_of(kept: Notice, other: Notice) -> list[Choice]:
    """Field by field. What only the other one says is proposed to be taken."""
    found = []
    for name in actions.CHOSEN:
        one, two = _said(kept, name), _said(other, name)
        if one != two or (one and getattr(kept, name) is not False):
            label = capfirst(str(Notice._meta.get_field(name).verbose_name))
            found.append(Choice(name, label, one, two, one != two, bool(two and not one)))
    return found


def _said(notice: Notice, name: str) -> str:
    fields = [Notice._meta.get_field(each) for each in actions.fields_of(name)]
    if not getattr(notice, name):
        return in_words(fields[0], getattr(notice, name))
    told = [field for field in fields if field.name != "number_kind" and getattr(notice, field.name) is not False]
    shown = [in_words(field, getattr(notice, field.name)) for field in told]
    return " · ".join(words for words in shown if words)


def _joined(kept: Notice, other: Notice) -> list[tuple[str, str]]:
    """The sets that are joined, in words."""
    found = []
    for name in SEVERAL:
        entries = dict.fromkeys([*getattr(kept, name).order_by("pk"), *getattr(other, name).order_by("pk")])
        if entries:
            found.append((capfirst(str(Notice._meta.get_field(name).verbose_name)), "; ".join(map(str, entries))))
    return found


@require_POST
@curators_only
def part(request: HttpRequest) -> HttpResponse:
    """Undo the last merge of this session."""
    undo = request.session.get(MERGED)
    if not undo:
        return redirect("resources:notices")
    try:
        kept, _other = actions.part(undo, by=request.user)
    finally:
        request.session.pop(MERGED, None)
    return done(request, _("They are two again."), "resources:notice", kept.identifier)
