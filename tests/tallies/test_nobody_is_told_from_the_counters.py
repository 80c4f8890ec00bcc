"""The attacker who holds the live database and wants each visit's answers.

Nothing that he reads depends on who gave which answer: the same day, with the answers dealt out to other visits,
leaves the same database, row for row and in the same order. So each way of dealing them is as likely as any other, and
what he knows of one visit is what the day's totals say of all: his gain over the marginals is 0. (On a day of one visit
the totals ARE that visit, which is why nobody is shown them early.) What the server itself keeps beside the tables for
a while, the numbers of transactions and the write-ahead log, is not a table and is out of reach of this proof.
"""

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction

from citedesmetiers.centre.models import Place
from citedesmetiers.tallies import actions as tallies
from citedesmetiers.tallies.models import Question, Tally
from citedesmetiers.tallies.series import Series
from reception import actions
from reception.models import Service

pytestmark = pytest.mark.django_db

ASKED = [Series.AGE, Series.STATUS, Series.FIRST_VISIT]
MORNING = datetime(2026, 3, 10, 8, 5, tzinfo=UTC)
FROM_CHANCE = {"token"}  # drawn by the system's own randomness before any question is asked
STAFF = {"auth", "contenttypes", "sessions", "axes", "accounts"}


@pytest.fixture
def questions(site):
    Question.objects.bulk_create(Question(series=series, order=place) for place, series in enumerate(ASKED))


@pytest.fixture
def a_day(agent, a_desk, purpose_of, questions):
    """A day of visits, each followed by its visitor's taps, and then everything that the database holds."""
    purposes = [a_desk(slug).purposes.get() for slug in ("job", "training")]

    def live(answers, tap=tallies.answer):
        draw, chance = random.Random(7), random.Random(11)  # the same visits in every world, the same keys of taps
        with transaction.atomic(), time_machine.travel(MORNING, tick=False) as clock:
            for given in answers:
                clock.shift(timedelta(minutes=draw.randint(1, 25)))
                arrive(draw, purposes, agent)
                for series in ASKED:
                    if band := given[series]:
                        key = uuid.UUID(int=chance.getrandbits(128))
                        tap(series, band, key=key, place=Place.objects.get(), at=datetime.now(UTC))
            found = everything()
            transaction.set_rollback(True)
        return found

    return live


def arrive(draw, purposes, agent):
    arrival = actions.Arrival(
        key=uuid.UUID(int=draw.getrandbits(128)), service=draw.choice([Service.INTERVIEW, Service.DOCUMENTATION]),
        purpose=draw.choice(purposes), party_size=draw.randint(1, 3), insist=True,
    )
    actions.log(arrival, by=agent)


def everything():
    """Every row of every table that is not about the staff, in the order in which it was written."""
    models = [model for model in apps.get_models() if model._meta.app_label not in STAFF]
    numbered = [model for model in apps.get_models() if model._meta.pk.get_internal_type() == "BigAutoField"]
    ranks = {model: ranks_of(model) for model in numbered}
    return {model._meta.label: rows_of(model, ranks) for model in models}


def ranks_of(model):
    """Automatic numbers become ranks: a database that goes on counting after a rollback says nothing by that."""
    return {pk: rank for rank, pk in enumerate(model._base_manager.order_by("pk").values_list("pk", flat=True))}


def rows_of(model, ranks):
    fields = [field for field in model._meta.concrete_fields if field.name not in FROM_CHANCE]
    known = [ranks.get(field.related_model if field.is_relation else model if field.primary_key else None, {})
             for field in fields]  # fmt: skip
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    told = [[rank.get(value) if rank else value for value, rank in zip(row, known, strict=True)] for row in rows]
    return list(zip(told, written(model), strict=True)) if connection.vendor == "sqlite" else told


def written(model):
    """SQLite numbers the rows of a table as they are written, whatever its primary key: ranks of those numbers."""
    with connection.cursor() as cursor:
        table, key = model._meta.db_table, model._meta.pk.column
        cursor.execute(f'SELECT rowid FROM "{table}" ORDER BY "{key}"')  # noqa: S608 - names of our own tables
        numbers = [number for (number,) in cursor.fetchall()]
    rank = {number: place for place, number in enumerate(sorted(numbers))}
    return [rank[number] for number in numbers]


def answers_of(n, seed):
    """What n visitors would say; a third of them says nothing."""
    draw = random.Random(seed)
    return [{series: draw.choice([*series.meaning.bands, "", "", ""]) for series in ASKED} for _ in range(n)]


def dealt_again(answers, seed):
    """The same answers, question by question, to other visits: what was said and how often does not change."""
    draw = random.Random(seed)
    columns = {series: [given[series] for given in answers] for series in ASKED}
    for column in columns.values():
        draw.shuffle(column)
    return [{series: columns[series][place] for series in ASKED} for place in range(len(answers))]


@pytest.mark.parametrize("n", [1, 5, 25])
def test_the_database_is_the_same_whoever_gave_which_answer(n, a_day):
    answers = answers_of(n, seed=n)
    world = a_day(answers)
    said = sum(bool(band) for given in answers for band in given.values())
    assert (len(world["reception.Receipt"]), len(world["tallies.Spent"])) == (n, said)
    for seed in range(3):
        assert a_day(dealt_again(answers, seed)) == world


def test_one_single_answer_of_a_day_could_be_anybody_s(a_day):
    nothing = dict.fromkeys(ASKED, "")
    worlds = []
    for place in range(5):
        answers = [dict(nothing) for _ in range(5)]
        answers[place][Series.AGE] = "26-30"
        worlds.append(a_day(answers))
    assert [world == worlds[0] for world in worlds] == [True] * 5


def with_its_hour(series, band, *, key, place, at):
    """A mutant: the answer is counted on the hour, as an arrival is."""
    tallies._open(Tally(series=series, place=place, day=at.date(), hour=at.hour, k1=band, n=1))


def on_a_row(series, band, *, key, place, at):
    """A mutant: each answer is a row of its own, written after its visit's."""
    Tally.objects.create(series=series, place=place, day=at.date(), k1=band, k2=key.hex, n=1)


@pytest.mark.parametrize("mutant", [with_its_hour, on_a_row])
def test_a_counter_that_remembers_is_caught(mutant, a_day):
    answers = answers_of(10, seed=10)
    world = a_day(answers, tap=mutant)
    assert {a_day(dealt_again(answers, seed), tap=mutant) == world for seed in range(2)} == {False}
