"""Two letters press a cell in either order, so no letter may mean two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citedesmetiers.centre.site import the_site
from reception.grid import COMMANDS, column_letters, read_rows, row_letters
from reception.models import Service

WORDS = ["Entretien", "Se documenter", "Ordinateur", "Événement", "Réponse rapide", "Groupe"]
FRENCH = dict(zip(Service, WORDS, strict=True))
LETTERS = st.sampled_from([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""])


def test_the_french_words_give_the_known_letters():
    assert "".join(column_letters(FRENCH, taken="ABCDEF").values()) == "TNOVRG"


def test_the_english_words_give_the_same_letters():
    english = {service: str(service.label) for service in Service}
    assert "".join(column_letters(english, taken="ABCDEF").values()) == "TNOVRG"


def test_a_letter_that_a_row_has_gives_way_to_the_next_of_the_word():
    letters = column_letters(FRENCH, taken="TABC")
    assert (letters[Service.INTERVIEW], letters[Service.DOCUMENTATION]) == ("E", "N")


def test_a_row_has_its_desks_letter_or_the_next_that_no_desk_bears():
    assert row_letters(["A", "B", "", "D", ""], not_these={"C"}) == ["A", "B", "E", "D", "F"]


def test_two_needs_of_one_desk_have_two_letters():
    assert row_letters(["A", "A"]) == ["A", "B"]


@given(st.lists(LETTERS, max_size=30), st.sets(LETTERS, max_size=8))
def test_no_letter_is_used_twice_whatever_the_desks(of_desks, others):
    rows = row_letters(of_desks, not_these=others)
    used = [letter for letter in [*rows, *column_letters(FRENCH, taken=rows).values()] if letter]
    assert len(used) == len(set(used))
    assert COMMANDS.isdisjoint(used)


@pytest.mark.django_db
def test_the_rows_are_the_needs_in_the_sites_order(desk, other_desk, purpose_of):
    purpose_of("other")
    assert [(row.purpose.code, row.letter, row.desk) for row in read_rows(the_site())] == [
        ("job", "A", desk), ("training", "B", other_desk), ("other", "C", None),
    ]  # fmt: skip
