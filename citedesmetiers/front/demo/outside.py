"""What the demo's house points to: outside bodies, topics, and some months of questions without an answer."""

import json
import uuid
from datetime import date, time, timedelta
from pathlib import Path

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Place, Purpose
from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.series import Series
from reception.actions import paper
from resources import actions as resources
from resources import months

NOON = time(12)
SESSION = [(14, "job", "interview", 6), (14, "training", "quick_answer", 3), (15, "job", "interview", 5),
           (15, "professions", "documentation", 4), (16, "change", "interview", 2), (16, "other", "quick_answer", 1)]


def list_the_bodies(today: date) -> None:
    """The directory, the topics, and how often each was counted, this month and the five before."""
    said = json.loads((Path(__file__).parent.parent / "demo_outside.json").read_text(encoding="utf-8"))
    purposes = {purpose.code: purpose for purpose in Purpose.objects.order_by("pk")}
    for place, body in enumerate(said["bodies"]):
        named = [purposes[code] for code in body.pop("purposes")]
        review_by = today + timedelta(days=30 * place - 10)  # one of them is due
        resources.write_body(None, **body, purposes=named, review_by=review_by)
    for place, topic in enumerate(said["topics"]):
        resources.write_topic(None, **topic, order=place)
    month = today.replace(day=1)
    for back in range(months.SHOWN):
        cells = [(Cell(Series.UNANSWERED, code), counts[back]) for code, counts in said["unanswered"].items()]
        count(cells, place=main_place(), at=at(month, NOON))
        month = months.before(month)


def type_in_a_session(today: date) -> None:
    """An afternoon at a job fair two days ago, noted on paper."""
    place, agent = Place.objects.get(code="hors-les-murs"), User.objects.get(username="accueil")
    marks = tuple(paper.Mark(*mark) for mark in SESSION)
    paper.type_in(paper.Paper(uuid.uuid4(), today - timedelta(days=2), place, 1, marks), by=agent)

