"""The demo's documentation: an invented catalogue of some thirty documents, some of them to be looked at again."""

import json
from datetime import date, time, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.hours import at
from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place
from citedesmetiers.tallies.actions import Cell, count
from citedesmetiers.tallies.series import Series
from resources import actions as resources
from resources import rome
from resources.actions.subjects import load_rome, write_subject
from resources.models import Copy, Family, Heading, Notice, Scheme, Selected, Selection, Shelving, Subject
from resources.numbers import read_number

SAID = ("identifier", "title", "support", "year", "price", "opinion", "summary", "publisher", "audience", "level",
        "languages", "url", "territory", "team_only", "content")  # fmt: skip
NOON = time(12)
LOOKED_FOR = [("ambulancier", 4), ("jardinier", 3), ("cuisinier", 2)]
LOOKED_AT = 11  # days between the reviews of one document and of the next


def fill_the_shelves(today: date) -> None:
    """The plan with its sketch, the subjects, the documents and two reading lists."""
    said = json.loads((Path(__file__).parent.parent / "demo_shelves.json").read_text(encoding="utf-8"))
    Shelving.objects.create(pk=1, shows_sketch=True)
    _plan(said["headings"])
    _subjects(said)
    by = User.objects.get(username="documentation")
    for place, document in enumerate(said["documents"]):
        _document(document, today - timedelta(days=LOOKED_AT * place), by)
    notices = {notice.identifier: notice for notice in Notice.objects.order_by("pk")}
    purposes = {purpose.code: purpose for purpose in Purpose.objects.order_by("pk")}
    for place, each in enumerate(said["lists"]):
        named = Selection.objects.create(slug=each["slug"], name=each["name"], note=each["note"], order=place)
        named.purposes.set(purposes[code] for code in each["purposes"])
        Selected.objects.bulk_create(Selected(selection=named, notice=notices[identifier], order=order)
                                     for order, identifier in enumerate(each["documents"]))  # fmt: skip
    for back, (stem, n) in enumerate(LOOKED_FOR):
        count([(Cell(Series.MISSED, stem), n)], place=main_place(), at=at(today - timedelta(days=9 * back), NOON))
    Family.objects.bulk_create(Family(words=words) for words in said["families"])


def _plan(headings: list[dict]) -> None:
    kept: dict[str, Heading] = {}
    for order, heading in enumerate(headings):
        within = kept.get(heading.pop("parent", ""))
        kept[heading["code"]] = Heading.objects.create(**heading, parent=within, order=order)


def _subjects(said: dict) -> None:
    """The site's own subjects, and those occupations of ROME that its documents are about."""
    for code, french, english in said["subjects"]:
        write_subject(None, code=code, label={"fr": french, "en": english})
    about = {code for document in said["documents"] for code in document.get("rome", ())}
    occupations, _orphans = rome.read()
    load_rome({code: occupations[code] for code in sorted(about)}, rome.VERSION)


def _document(document: dict, looked_at: date, by: User) -> None:
    number = read_number(document.get("number", ""))
    marks = [document["mark"]] * document.get("copies", 1) if document["mark"] else []
    price = document.get("price") or None
    copies = [Copy(mark=mark, place=main_place(), use=document.get("use", "here"), acquired_on=looked_at, cost=price)
              for mark in marks]  # fmt: skip
    purposes = Purpose.objects.filter(code__in=document["purposes"]).order_by("order")
    about = {Scheme.ROME: document.get("rome", ()), Scheme.FREE: document.get("subjects", ())}
    subjects = [subject for scheme, codes in about.items()
                for subject in Subject.objects.of(scheme).filter(code__in=codes).order_by("code")]  # fmt: skip
    resources.write_notice(
        None, by=by, copies=copies, purposes=purposes, subjects=subjects,
        headings=Heading.objects.filter(code=document["mark"]).order_by("code"), state="shelf",
        number=number.digits, number_kind=number.kind, opinion_on=looked_at, reviewed_on=looked_at,
        review_by=looked_at + relativedelta(months=document["months"]), acquired_on=looked_at,
        **dict.fromkeys(document.get("access", ()), True),
        **{name: document[name] for name in SAID if document.get(name)},
    )  # fmt: skip
