"""A document comes in: its number first, what the site knows of it already, then the form."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from stdnum import isbn

from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.pages import done, posted

from .. import actions
from ..actions.notices import title_key
from ..forms import NoticeForm
from ..forms.names import HeadingsField, LanguagesField, SubjectsField
from ..language import fold, stem, terms_of
from ..models import Heading, Notice, NumberKind, Subject, Support
from ..numbers import Number, read_number
from ..tongues import LANGUAGES, language_names
from .bodies import curators_only
from .notices import show, text_in

MOST_ALIKE = 5
MOST_OFFERED = 8
LONGEST = 300


@curators_only
def new(request: HttpRequest) -> HttpResponse:
    """Without a number in the address, the number is asked for; with one, what is there already, or the form."""
    if request.method == "POST":
        return _add(request)
    if "number" not in request.GET:
        return render(request, "resources/entry.html", {"support": request.GET.get("support", "")})
    typed = request.GET["number"].replace("\0", "").strip()[:40]
    number = read_number(typed) or Number()
    there = list(Notice.objects.numbered(number.digits).prefetch_related("copies"))
    if there and "anyway" not in request.GET:
        context = {"there": there, "number": number, "typed": typed, "key": uuid.uuid4()}
        return render(request, "resources/entry.html", context)
    return show(request, NoticeForm(initial=_known(typed, number, request.GET.get("support", ""))), number=number)


def _known(typed: str, number: Number, support: str) -> dict[str, object]:
    """What can be filled in: the number as it was typed, and the publisher to whom such numbers were given."""
    known: dict[str, object] = {"number": typed}
    if prefix := _publishers(number):
        known["publisher"] = Notice.objects.published_under(prefix).values_list("publisher", flat=True).first() or ""
    if number.kind == NumberKind.ISSN:
        known["support"] = Support.PERIODICAL
    if support in Support.values:
        known["support"] = support
        known["team_only"] = support == Support.PRACTICE
    return known


def _publishers(number: Number) -> str:
    """How all ISBNs of its publisher begin; nothing for what is no right ISBN."""
    if number.kind != NumberKind.ISBN or number.wrong:
        return ""
    prefix, group, publisher, _item, _check = isbn.split(number.digits)
    return prefix + group + publisher if publisher else ""


def _add(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(posted(request))
    if not form.is_valid():
        return show(request, form, status=400)
    key, said = form.cleaned_data["key"], form.cleaned_data
    if saved := Notice.objects.filter(identifier=key).first():
        return _again(request, form, saved)
    if not request.POST.get("anyway") and (alike := alike_to(form.read, said["title"], said["year"])):
        return show(request, form, status=409, alike=alike, asks=True)
    try:
        kept = actions.write_notice(None, by=request.user, copies=form.copies(main_place()), **form.said)
    except IntegrityError:  # the same press came in twice at once
        return redirect("resources:notice", key)
    return done(request, _saved_words(kept), "resources:notice", kept.identifier)


def _saved_words(kept: Notice) -> str:
    if kept.number_kind == NumberKind.ISSN and kept.support != Support.PERIODICAL:
        return _("“%(name)s” is saved. Its number is an ISSN: that of a periodical.") % {"name": kept}
    return _("“%(name)s” is saved.") % {"name": kept}


def _again(request: HttpRequest, form: NoticeForm, saved: Notice) -> HttpResponse:
    """The same form a second time: a double press is the same document; other words are shown again, and not lost."""
    if saved.title == form.cleaned_data["title"] and saved.number == form.read.digits:
        return redirect("resources:notice", saved.identifier)
    return show(request, form, status=409, saved=saved)


def alike_to(number: Number | None, title: str, year: int | None, but: str = "") -> list[Notice]:
    """Documents that could be the same one: by the number first, then by the stems of the title and the year."""
    others = Notice.objects.exclude(identifier=but).prefetch_related("copies")
    found = {row.pk: row for row in others.numbered(number.digits if number else "")[:MOST_ALIKE]}
    for row in others.titled_alike(title_key(title), year)[:MOST_ALIKE]:
        found.setdefault(row.pk, row)
    return list(found.values())[:MOST_ALIKE]


@require_safe
@curators_only
def alike(request: HttpRequest) -> HttpResponse:
    """While one types: what number that is, and which documents are there already."""
    said = {name: text_in(request.GET, name)[:LONGEST] for name in ("number", "title", "year", "but")}
    year = int(said["year"]) if said["year"].isascii() and said["year"].isdecimal() and len(said["year"]) == 4 else None
    number = read_number(said["number"])
    found = alike_to(number, said["title"], year, said["but"])
    return render(request, "resources/_alike.html", {"alike": found, "number": number, "typed": said["number"]})


@require_safe
@curators_only
def words(request: HttpRequest) -> HttpResponse:
    """Entries of a list that go on as the last word typed begins."""
    offered = {"subjects": _subjects, "headings": _headings, "languages": _languages}
    several = next((name for name in offered if name in request.GET), "subjects")
    piece = text_in(request.GET, several)[-LONGEST:].replace("\n", ";").split(";")[-1].strip()
    found = offered[several](piece) if piece else []
    return render(request, "resources/_words.html", {"several": several, "offered": found[:MOST_OFFERED]})


def _subjects(piece: str) -> Sequence[str]:
    *whole, begun = fold(piece).split()
    rows = Subject.objects.offered()
    for word in whole:
        for term in terms_of(word):
            rows = rows.bearing(term)
    kept = rows.bearing(begun, stem(begun)) | rows.filter(code__istartswith=piece)
    rows = sorted(kept.distinct()[:200], key=lambda row: (begun not in fold(str(row.label)), row.scheme, row.code))
    return [SubjectsField().written(row) for row in rows]


def _headings(piece: str) -> Sequence[str]:
    said = fold(piece)
    return [words for row in Heading.objects.offered() if said in fold(words := HeadingsField().written(row))]


def _languages(piece: str) -> Sequence[str]:
    said = fold(piece)
    return [LanguagesField().written(code) for code in LANGUAGES
            if any(fold(name).startswith(said) for name in language_names(code))]  # fmt: skip
