"""Files that are brought in, looked at, written and taken back; and the catalogue taken away as a file."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from citedesmetiers.kit.htmx import asks_for_a_part
from citedesmetiers.kit.pages import show_list

from ..actions import loads as verbs
from ..actions.old_loads import counted
from ..exchange import write
from ..exchange.shown import shown
from ..filters.loads import ExportFilter, LineFilter, LoadFilter
from ..forms.loads import LoadForm
from ..models import Load, LoadLine
from ..models.care import BUSY
from .bodies import curators_only

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@curators_only
def loads(request: HttpRequest) -> HttpResponse:
    """Where a file is brought and the catalogue taken away; the files that were brought."""
    return _page(request, LoadForm())


def _page(request: HttpRequest, form: LoadForm, status: int = 200) -> HttpResponse:
    found = LoadFilter(request.GET, Load.objects.light().order_by("-pk"))
    away = ExportFilter({})
    away.form.auto_id = "away_%s"  # two forms of one page
    answer = show_list(request, "resources/loads.html", found, form=form, away=away)
    answer.status_code = status
    return answer


@require_POST
@curators_only
def bring(request: HttpRequest) -> HttpResponse:
    """Take in a file; the clock reads it while its page tells how far it is."""
    form = LoadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    file, purpose = form.cleaned_data["file"], form.cleaned_data["purpose"]
    return redirect("resources:load", verbs.bring(file.name, file.read(), by=request.user, kind=form.kind,
                                                  purpose=purpose).pk)  # fmt: skip


@require_safe
@curators_only
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would change, or did; while the clock is at work, how far it is."""
    row = get_object_or_404(Load.objects.light(), pk=pk)
    working = row.state in BUSY or row.indexing
    if asks_for_a_part(request):
        if not working or request.GET.get("at") != row.state:
            return HttpResponseClientRefresh()
        return render(request, "resources/_load_progress.html", {"load": row, "working": working})
    numbers = _numbers(row.counts or counted(row))
    found = LineFilter(request.GET, row.lines.order_by("pk").defer("cells"))
    if row.applied_at is None:
        del found.form.fields["outcome"]
    context = {"load": row, "working": working, "numbers": numbers, "verdicts": _verdicts(numbers)}
    return show_list(request, "resources/load.html", found, arrange=shown, **context)


def _numbers(counts: Iterable[Sequence]) -> dict[str, int]:
    """How many lines of each verdict and outcome; how many would be written."""
    numbers: Counter[str] = Counter()
    for verdict, outcome, taken, n in counts:
        numbers[verdict or "waiting"] += n
        numbers[outcome or "untouched"] += n
        if taken and verdict in (LoadLine.Verdict.NEW, LoadLine.Verdict.CHANGED, LoadLine.Verdict.DOUBTFUL):
            numbers["taken"] += n
    every = [*LoadLine.Verdict.values, *LoadLine.Outcome.values, "taken", "waiting"]
    return {name: numbers[name] for name in every}


def _verdicts(numbers: dict[str, int]) -> list[tuple[str, object, int]]:
    return [(str(value), LoadLine.Verdict(value).label, numbers[value]) for value in LoadLine.Verdict.values]


def _act(request: HttpRequest, pk: int, verb: object, **said: object) -> HttpResponse:
    verb(get_object_or_404(Load.objects.light(), pk=pk), **said)
    return redirect("resources:load", pk)


@require_POST
@curators_only
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, verbs.apply, by=request.user)


@require_POST
@curators_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, verbs.undo, by=request.user)


@require_POST
@curators_only
def compare_again(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, verbs.compare_again)


@require_POST
@curators_only
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, verbs.drop)


@require_POST
@curators_only
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """A doubtful line is taken, or left out; or all of them."""
    row = get_object_or_404(Load.objects.light(), pk=pk)
    taken = request.POST.get("taken") == "yes"
    number = request.POST.get("line", "")
    if not number:
        verbs.take_all(row, taken)
        return redirect(f"{request.path.removesuffix('take/')}?verdict=doubtful")
    line = get_object_or_404(row.lines.select_related("load"), pk=number if number.isdecimal() else 0)
    verbs.take(line, taken)
    if not asks_for_a_part(request):
        return redirect(f"{request.path.removesuffix('take/')}?verdict=doubtful#line-{line.pk}")
    context = {"load": row, "row": shown([line])[0], "numbers": _numbers(counted(row)), "swapped": True}
    return render(request, "resources/_load_line.html", context)


@require_safe
@curators_only
def take_away(request: HttpRequest) -> HttpResponse:
    """The catalogue, or a part of it, as a file."""
    chosen = ExportFilter(request.GET)
    name = f"catalogue-{timezone.localdate():%Y-%m-%d}"
    if request.GET.get("format") == "csv":
        body, kind, name = write.comma_separated(chosen.notices), "text/csv; charset=utf-8", f"{name}.csv"
    else:
        body, kind, name = write.xlsx(chosen.notices, chosen.only), XLSX, f"{name}.xlsx"
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
