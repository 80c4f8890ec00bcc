"""The classification plan: a tree, changed place by place, or brought in as a file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from django.core import signing
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from citedesmetiers.kit.pages import done, keep, posted
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.sheets import NotASheet

from ..actions import plan as actions
from ..exchange import plan as file
from ..forms.plan import HeadingForm, PlanFileForm, ShelvingForm
from ..models import Family, Heading, Scheme, Subject, the_shelving
from .bodies import curators_only

SALT, AGREED_FOR = "resources.plan", 3600  # seconds between what was shown and what is agreed to
MOST_SHOWN = 50  # faults on the page
LONGEST = 56 * 1024  # of what is signed: a form of the house holds 64 KB


def in_order(headings: Iterable[Heading]) -> Iterator[tuple[int, Heading]]:
    """The tree, each with how deep it stands. What hangs on nothing any more stands at the top."""
    rows = list(headings)
    there = {row.pk for row in rows}
    within: dict[int | None, list[Heading]] = defaultdict(list)
    for row in rows:
        within[row.parent_id if row.parent_id in there else None].append(row)
    piled = [(0, row) for row in reversed(within[None])]
    while piled:
        depth, row = piled.pop()
        yield depth, row
        piled += [(depth + 1, child) for child in reversed(within[row.pk])]


@require_safe
@curators_only
def plan(request: HttpRequest) -> HttpResponse:
    """The whole tree; and the way to the words and the settings."""
    rows = Heading.objects.annotate(n=Count("notices")).order_by("order", "code", "pk")
    context = {
        "tree": list(in_order(rows)), "free": Subject.objects.of(Scheme.FREE).filter(active=True).count(),
        "families": Family.objects.count(), "rome": rome_version(),
    }  # fmt: skip
    return render(request, "resources/plan.html", context)


def rome_version() -> str:
    """The version of the official list of occupations that is loaded; nothing if none is."""
    rows = Subject.objects.of(Scheme.ROME).filter(active=True).exclude(version="").order_by("-version")
    return rows.values_list("version", flat=True).first() or ""


@curators_only
def heading(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Heading, pk=pk) if pk else None
    form = HeadingForm(posted(request), instance=row)
    words = _("Change a place of the plan") if row else _("Add a place to the plan")
    return keep(request, form, partial(actions.write_heading, row), words, "resources:plan")


@curators_only
def load(request: HttpRequest) -> HttpResponse:
    """A plan from a file: first what it would change. Nothing is written."""
    if request.method != "POST":
        return render(request, "resources/plan_load.html", {"form": PlanFileForm()})
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "resources/plan_load.html", {"form": form}, status=400)
    try:
        draft = file.judge(file.read(form.cleaned_data["file"].read()))
    except NotASheet as refused:
        form.add_error("file", refused.reason)
        return render(request, "resources/plan_load.html", {"form": form}, status=400)
    said = {"rows": draft.rows, "seen": actions.print_of_the_plan()}
    signed = signing.dumps(said, salt=f"{SALT}.{request.user.pk}", compress=True)
    if len(signed) > LONGEST:
        form.add_error("file", _("Too much changes at once: bring it in two files."))
        return render(request, "resources/plan_load.html", {"form": form}, status=400)
    context = {"draft": draft, "signed": signed, "faults": draft.faults[:MOST_SHOWN], "changes": _in_words(draft)}
    return render(request, "resources/plan_changes.html", context, status=400 if draft.faults else 200)


def _in_words(draft: file.Draft) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Each changed place, with what it says and would say."""
    found = []
    for row, said in draft.changed:
        cells = []
        for name, value in said.items():
            before = row.parent.code if name == "parent" and row.parent else getattr(row, name)
            label = str(Heading._meta.get_field(name).verbose_name)
            after = " / ".join(value.values()) if isinstance(value, dict) else value
            cells.append((label, str(before or ""), after))
        found.append((row.code, cells))
    return found


@require_POST
@curators_only
def agree(request: HttpRequest) -> HttpResponse:
    """Write what was shown, all of it or nothing."""
    try:
        salt = f"{SALT}.{request.user.pk}"
        said = signing.loads(request.POST.get("changes", ""), salt=salt, max_age=AGREED_FOR)
    except signing.BadSignature as refused:
        raise HouseRule(_("These changes are not the ones that were shown. Send the file again."), 400) from refused
    n = actions.load_plan(said["rows"], seen=said["seen"])
    return done(request, ngettext("%(n)s place written.", "%(n)s places written.", n) % {"n": n}, "resources:plan")


@curators_only
def settings(request: HttpRequest) -> HttpResponse:
    """How this site keeps its shelves."""
    form = ShelvingForm(posted(request), instance=the_shelving())
    if form.is_valid():
        actions.write_shelving(**form.said)
        return done(request, _("The settings of the shelves are saved."), "resources:plan")
    return render(request, "resources/shelving.html", {"form": form}, status=400 if form.is_bound else 200)
