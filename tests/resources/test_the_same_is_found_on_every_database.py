"""Some hundreds of questions: documents, order, totals and counts are those of a search told in plain Python.

The suite runs on both databases; what is equal to the same thing on each of them is equal.
"""

import random

import pytest

from resources import rome
from resources.actions.bulk import Written, write_many
from resources.language import tokens_of
from resources.models import Notice
from resources.search.ask import Asked, ask

from . import plain

BY_HAND = ("agent", "agente de fabrication", "l’ouvrière", "conduct", "con", "chargé·e", "qqqq agent", "D00007",
           "d000", "le la les", "agent agent agents", "electricien  électricienne", "", "ingénieur", "a",
           "chef chef de", "œuvre", "aide-soignante", "responsable responsabilité", "1",
           "agent conducteur technicien chef", "tech ing")  # fmt: skip
TYPED = ("x" * 10_000, "a " * 5_000, "((((((", '"', "\"a' OR 1=1 --", "-- ; DROP", "🙂🙂", "؟", "\0", "مرحبا بالعالم",
         "\u202eabc", "%", "_", "\\", "* ? [a-z]", "'" * 9_999, "\ud800")  # fmt: skip


@pytest.fixture
def documents(site, purpose_of):
    chance = random.Random(11)
    titles = [title for one in rome.read()[0].values() for title in one.titles]
    told = [invented(n, chance, titles) for n in range(260)]
    write_many([
        Written(Notice(identifier=each.identifier, **each.texts, year=each.year, **each.fields, state="shelf",
                       team_only=not each.public), {"purposes": [purpose_of(code) for code in each.purposes]})
        for each in told
    ], by=None)  # fmt: skip
    return told


def invented(n, chance, titles):
    summary = ". ".join(chance.sample(titles, 3))
    texts = {"title": chance.choice(titles), "summary": summary, "authors": chance.choice("AB")}
    fields = {"support": chance.choice(["book", "leaflet", "video"]), "audience": chance.choice(["all", "pupils"]),
              "level": chance.choice(["any", "higher"]), "territory": "none"}  # fmt: skip
    purposes = sorted(chance.sample(["job", "training", "create"], chance.choice((1, 2))))
    year = chance.choice([None, 2019, 2024, 2024, 2025])
    return plain.Plain(f"d{n:05}", texts, purposes, year, fields, public=chance.random() < 0.9)


def questions(documents):
    """Words, pairs of words and beginnings, as they occur; every third one is narrowed."""
    chance = random.Random(12)
    filters = [{}, {}, {"support": ["book", "video"]}, {"purpose": ["job"]},
               {"audience": ["all"], "purpose": ["create"]}]  # fmt: skip
    for text in BY_HAND:
        yield text, {}, "best"
    for _n in range(240):
        words = [word.folded for word in tokens_of(chance.choice(documents).texts["summary"])]
        text = chance.choice([chance.choice(words), " ".join(chance.sample(words, 2)), chance.choice(words)[:4]])
        yield text, chance.choice(filters), chance.choice(["best", "best", "newest"])


def test_what_is_found_its_order_its_total_and_its_counts_are_those_of_plain_python(documents):
    asked = list(questions(documents))
    assert len(asked) >= 200
    for text, chosen, order in asked:
        found = ask(Asked(text, chosen, order))
        keys, counts = plain.ask(documents, text, chosen, order)
        told = {name: dict(found.counted.values[name]) for name in counts}
        first = [each.identifier for each in found.notices]
        assert (text, first, found.total, told) == (text, keys[:20], len(keys), counts)


def test_pages_follow_one_another_and_lose_nothing(documents):
    for text in ("", "agent", "con"):
        keys, _counts = plain.ask(documents, text, {}, "best")
        pages = ask(Asked(text)).pages
        read = [each.identifier for page in range(1, pages + 1) for each in ask(Asked(text, page=page)).notices]
        assert read == keys
    assert len(keys) > plain.ON_A_PAGE
    assert ask(Asked("", page=10**9)).page == ask(Asked("")).pages


def test_a_document_without_a_year_comes_last_among_equals(a_notice, found):
    a_notice("Le CV", identifier="none")
    a_notice("Le CV", identifier="old", year=1990)
    a_notice("Le CV", identifier="new", year=2020)
    a_notice("Le CV", identifier="newer", year=2020)
    order = [each.identifier for each in ask(Asked("cv")).notices]
    assert order == ["new", "newer", "old", "none"]


def test_by_title_there_is_one_order_everywhere(a_notice, found):
    order = ["10 métiers", "2 métiers", "a", "É", "eau", "Eau de mer", "Eau-forte", "Écrire", "Œuvres", "Zoologie"]
    for title in sorted(order, key=len):
        a_notice(title)
    assert found("", order="title") == order


@pytest.mark.parametrize("text", TYPED)
def test_nothing_that_is_typed_breaks_the_search(a_notice, text):
    a_notice("Le CV", summary="Un résumé.")
    found = ask(Asked(text))
    assert len(found.groups) <= 8
    assert found.total in (0, 1)
