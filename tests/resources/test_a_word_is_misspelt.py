"""A word is misspelt: what was meant is among the words of one edit, and comes first."""

import time

import pytest

from resources.language import nearest, one_edit_from

SHELVES = {
    "agent": 250, "agents": 20, "aide": 160, "apprenti": 12, "apprentie": 4, "apprentis": 9, "apprentissage": 40,
    "assistant": 120, "assistante": 110, "boucher": 9, "boulanger": 14, "bouchere": 3, "cadre": 30, "carte": 12,
    "coiffeur": 11, "coiffeuse": 8, "conducteur": 320, "conseil": 60, "conseiller": 150, "conseillere": 60,
    "conseillers": 5, "emploi": 90, "emplois": 25, "employe": 70, "formateur": 60, "formation": 130, "formations": 60,
    "infirmier": 20, "infirmiere": 18, "metier": 70, "metiers": 80, "orientation": 45, "porte": 20, "poste": 25,
    "reconversion": 15, "reglement": 6, "regleur": 50, "stage": 45, "stages": 30, "technicien": 400, "verrier": 12,
}  # fmt: skip


def meant(word):
    """The known words of one edit, the likeliest first."""
    return nearest(word, [(each, SHELVES[each]) for each in one_edit_from(word) if each in SHELVES])


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("infimier", "infirmier"),
        ("infrimier", "infirmier"),
        ("imfirmier", "infirmier"),
        ("infirmierre", "infirmiere"),
        ("nfirmier", "infirmier"),
        ("apprentisage", "apprentissage"),
        ("aprentissage", "apprentissage"),
        ("boulangr", "boulanger"),
        ("coifeur", "coiffeur"),
        ("conseillier", "conseiller"),
        ("fromation", "formation"),
        ("formatino", "formation"),
        ("tecnicien", "technicien"),
        ("reconvertion", "reconversion"),
        ("orientaion", "orientation"),
        ("emploie", "emploi"),
        ("satge", "stage"),
        ("metierr", "metier"),
        ("aprenti", "apprenti"),
    ],
)
def test_the_word_that_was_meant_comes_first(typed, word):
    assert meant(typed)[:1] == [word]


def test_a_word_like_none_has_none():
    assert meant("zorglub") == []


@pytest.mark.parametrize(
    ("typed", "likelier", "other"),
    [
        ("protier", ("portier", 5), ("protide", 5)),  # two letters swapped, before one mistaken
        ("coifeur", ("coiffeur", 5), ("conifeur", 5)),
        ("agnet", ("agent", 5), ("magnet", 5)),  # the first letter is seldom wrong
        ("metieq", ("metier", 70), ("metieu", 1)),  # what is often written is often meant
        ("stagee", ("stage", 40), ("stages", 40)),  # one before many
    ],
)
def test_of_two_words_the_likelier_is_first(typed, likelier, other):
    assert nearest(typed, [other, likelier]) == [likelier[0], other[0]]


def test_the_word_itself_is_no_suggestion():
    assert "stage" not in one_edit_from("stage")
    assert nearest("stage", [("stage", 50), ("stages", 3)]) == ["stages"]


def test_one_edit_is_a_letter_lost_gained_exchanged_or_swapped():
    made = one_edit_from("cv")
    assert {"c", "v", "vc", "cvs", "acv", "c2", "1v"} <= made
    assert len(made) == 2 + 1 + 2 * 35 + 3 * 36 - 2
    assert one_edit_from("") == set("abcdefghijklmnopqrstuvwxyz0123456789")


def test_a_very_long_word_is_not_put_right():
    assert one_edit_from("a" * 41) == set()


def test_the_answer_does_not_keep_anyone_waiting():
    began = time.perf_counter()
    for _ in range(20):
        meant("accompagnatrices")
    assert time.perf_counter() - began < 20 * 0.05  # a hundredth of it on a quiet machine
