"""What the demo's house points to: outside bodies, topics, and some months of questions without an answer."""

import json
from datetime import date, time, timedelta
from pathlib import Path

from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.series import Series
from resources import actions as resources
from resources import months

NOON = time(12)


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

