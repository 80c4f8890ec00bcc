"""The words by which documents are found: subjects, and families of words."""

from functools import partial

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.kit.pages import done, keep, posted, show_form, show_list

from ..actions import plan as actions
from ..actions.subjects import write_subject
from ..filters.plan import FamilyFilter, SubjectFilter
from ..forms.plan import FamilyForm, SubjectForm
from ..models import Family, Scheme, Subject
from .bodies import curators_only
from .plan import rome_version

UNDO = "removed_family"  # in the session: the last one, to bring it back


@require_safe
@curators_only
def subjects(request: HttpRequest) -> HttpResponse:
    rows = Subject.objects.annotate(n=Count("notices", distinct=True), names=Count("synonyms", distinct=True))
    found = SubjectFilter(request.GET, rows.defer("terms").order_by("scheme", "code", "pk"))
    return show_list(request, "resources/subjects.html", found, rome=rome_version())


@curators_only
def subject(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A free subject; occupations come from their official list and are not changed here."""
    free = Subject.objects.of(Scheme.FREE)
    row = get_object_or_404(free, pk=pk) if pk else None
    form = SubjectForm(posted(request), instance=row)
    if form.is_valid():
        kept = write_subject(row, **form.said)
        return done(request, _("“%(name)s” is saved.") % {"name": kept}, "resources:subjects")
    others = free.exclude(pk=pk).filter(active=True).order_by("code", "pk") if row else ()
    heading = _("Change a subject") if row else _("Add a subject")
    return show_form(request, form, heading, template="resources/subject.html", back="resources:subjects",
                     subject=row, others=list(others))  # fmt: skip


@require_POST
@curators_only
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """This one becomes one with another, which stays."""
    gone = get_object_or_404(Subject.objects.of(Scheme.FREE), pk=pk)
    said = request.POST.get("into", "")
    stays = int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else 0
    kept = get_object_or_404(Subject.objects.of(Scheme.FREE), pk=stays)
    n = actions.join_subjects(kept, gone, by=request.user)
    words = ngettext("Joined to “%(name)s”: %(n)s document changed over.",
                     "Joined to “%(name)s”: %(n)s documents changed over.", n)  # fmt: skip
    return done(request, words % {"name": kept, "n": n}, "resources:subjects")


@require_safe
@curators_only
def families(request: HttpRequest) -> HttpResponse:
    found = FamilyFilter(request.GET, Family.objects.order_by("words", "pk"))
    return show_list(request, "resources/families.html", found, undo=request.session.get(UNDO))


@curators_only
def family(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Family, pk=pk) if pk else None
    form = FamilyForm(posted(request), instance=row)
    heading = _("Change a family of words") if row else _("Add a family of words")
    verb = partial(actions.write_family, row)
    return keep(request, form, verb, heading, "resources:families")


@require_POST
@curators_only
def remove_family(request: HttpRequest, pk: int) -> HttpResponse:
    if words := actions.remove_family(get_object_or_404(Family, pk=pk)):
        request.session[UNDO] = words
    return redirect("resources:families")


@require_POST
@curators_only
def bring_back(request: HttpRequest) -> HttpResponse:
    words = request.session.pop(UNDO, None)
    if not words or Family.objects.filter(words=words).exists():
        return redirect("resources:families")
    actions.write_family(None, words=words)
    return done(request, _("Brought back."), "resources:families")
