"""The first run, while nobody manages the house: a code, then five pages of one question each.

The answers wait in the session; the last page writes them all in one transaction.
"""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from citedesmetiers.centre.forms import WeekForm
from citedesmetiers.kit.pages import posted

from .. import setup as first_run
from ..forms import CodeForm, DesksForm, ManagerForm, PlaceForm, PurposesForm

SESSION = "setup"
BACKEND = "django.contrib.auth.backends.ModelBackend"
STEPS = {
    "site": (gettext_lazy("The place"), gettext_lazy("What is your centre called?"), PlaceForm),
    "hours": (gettext_lazy("Opening hours"), gettext_lazy("When are you open?"), WeekForm),
    "purposes": (gettext_lazy("Purposes"), gettext_lazy("Why do people come?"), PurposesForm),
    "desks": (gettext_lazy("Desks"), gettext_lazy("Which desks receive them?"), DesksForm),
    "account": (gettext_lazy("Your account"), gettext_lazy("Who are you?"), ManagerForm),
}
NAMES = list(STEPS)
ORDINARY = [(day, "10:00", "18:00") for day in range(1, 6)]  # Tuesday to Saturday, as most of the network


@login_not_required
def setup(request: HttpRequest) -> HttpResponse:
    """Open to all while there is no manager: whoever types the code goes on. After that there is no such page."""
    _refuse_if_open()
    if _is_let_in(request):
        return redirect("front:setup-step", NAMES[0])
    form = CodeForm(posted(request))
    if form.is_valid():
        if first_run.is_right(form.cleaned_data["code"]):
            request.session.cycle_key()
            request.session[SESSION] = {"code": first_run.print_of_the_code(), "answers": {}}
            return redirect("front:setup-step", NAMES[0])
        form.add_error("code", _("This is not the code that the start printed."))
    return _show(request, form, "", _("Open the house"))


@login_not_required
@sensitive_post_parameters("password1", "password2")
def setup_step(request: HttpRequest, step: str) -> HttpResponse:
    """Open to whoever typed the code, while there is no manager: one of the five questions."""
    _refuse_if_open()
    if step not in STEPS:
        raise Http404
    if not _is_let_in(request):
        return redirect("front:setup")
    form = _form(step, posted(request), request)
    if request.method == "POST" and not request.POST.get("add") and form.is_valid():
        if step == NAMES[-1]:
            return _open(request, form)
        _remember(request, step)
        return redirect("front:setup-step", NAMES[NAMES.index(step) + 1])
    return _show(request, form, step, STEPS[step][1])


def _open(request: HttpRequest, account: BaseForm) -> HttpResponse:
    """The last page: every answer is read once more, then written at once; the first manager is signed in."""
    forms = {step: _form(step, _sent(request, step), request) for step in NAMES[:-1]}
    if unsaid := next((step for step, form in forms.items() if not form.is_valid()), None):
        return redirect("front:setup-step", unsaid)
    said = account.cleaned_data
    manager = first_run.open_house(first_run.Answers(
        site=forms["site"].cleaned_data, week=forms["hours"].week, purposes=forms["purposes"].cleaned_data,
        desks=forms["desks"].cleaned_data,
        manager={"name": said["name"], "username": said["username"], "password": said["password1"]},
    ))
    login(request, manager, backend=BACKEND)
    request.session.pop(SESSION, None)
    messages.success(request, _("The house is open. Invite your colleagues, and say who serves which desk."))
    return redirect("centre:settings")


def _form(step: str, data: QueryDict | None, request: HttpRequest) -> BaseForm:
    """The form of a page: as it is sent, else as it was answered before, else as the house guesses."""
    form_class = STEPS[step][2]
    before = _sent(request, step) if data is None else data
    if step != "hours":
        return form_class(before)
    return WeekForm(before, week=ORDINARY if before is None else (), add=(data or {}).get("add", ""))


def _sent(request: HttpRequest, step: str) -> QueryDict | None:
    kept = request.session[SESSION]["answers"].get(step)
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def _remember(request: HttpRequest, step: str) -> None:
    said = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    request.session[SESSION]["answers"][step] = said
    request.session.modified = True


def _refuse_if_open() -> None:
    if not first_run.is_needed():
        raise Http404


def _is_let_in(request: HttpRequest) -> bool:
    return request.session.get(SESSION, {}).get("code") == first_run.print_of_the_code()


def _show(request: HttpRequest, form: BaseForm, step: str, heading: str) -> HttpResponse:
    place = NAMES.index(step) if step else -1
    steps = [{"name": STEPS[name][0], "n": n + 1, "past": n < place, "now": n == place} for n, name in enumerate(NAMES)]
    adds = bool(request.POST.get("add"))
    context = {"form": form, "step": step, "steps": steps, "heading": heading, "wrong": bool(form.errors) and not adds,
               "back": NAMES[place - 1] if place > 0 else "", "last": step == NAMES[-1]}
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" and context["wrong"] else HTTPStatus.OK
    return render(request, "front/setup.html", context, status=status)
