"""Which questions may be tapped after the ticket: the manager's switch."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from citedesmetiers.kit.gates import managers_only
from citedesmetiers.kit.pages import done, posted, show_form

from . import actions
from .forms import QuestionsForm
from .models import Question


@managers_only
def questions(request: HttpRequest) -> HttpResponse:
    """Off by default; each answer is one optional tap, counted and gone."""
    now = Question.objects.values_list("series", flat=True)
    form = QuestionsForm(posted(request), initial={"asked": list(now)})
    if form.is_valid():
        actions.ask(form.series)
        return done(request, _("The questions are saved."), "centre:settings")
    lead = _("Each one is a single optional tap after the ticket. Answers are counted by month and tied to nobody.")
    heading = _("Questions after the ticket")
    return show_form(request, form, heading, template="tallies/questions.html", back="centre:settings", lead=lead)
