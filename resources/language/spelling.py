"""A word that nobody knows, and the known word that was probably meant."""

from collections.abc import Iterable
from math import log2
from string import ascii_lowercase, digits

LETTERS = ascii_lowercase + digits
LONGEST_PUT_RIGHT = 40  # letters; a longer word is not put right


def one_edit_from(word: str) -> set[str]:
    """What one letter lost, gained, exchanged, or swapped with its neighbour makes of a word, without the word."""
    if len(word) > LONGEST_PUT_RIGHT:
        return set()
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    lost = [left + right[1:] for left, right in halves if right]
    swapped = [left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1]
    exchanged = [left + letter + right[1:] for left, right in halves if right for letter in LETTERS]
    gained = [left + letter + right for left, right in halves for letter in LETTERS]
    return {*lost, *swapped, *exchanged, *gained} - {word, ""}


def nearest(word: str, candidates: Iterable[tuple[str, int]]) -> list[str]:
    """The candidates (with how often each occurs), the one most likely meant first; the word itself is none."""
    ranked = sorted((-_likeness(word, each, often), len(each), each) for each, often in candidates if each != word)
    return [each for *_, each in ranked]


def _likeness(word: str, meant: str, often: int) -> float:
    same_start = 1.5 if word[:1] == meant[:1] else 0
    return _kind(word, meant) + same_start + log2(often + 1) / 2


def _kind(word: str, meant: str) -> float:
    """How often people err in this way, as an exponent of two: letters swapped, left out, put in, mistaken."""
    if len(word) == len(meant):
        return 4 if sorted(word) == sorted(meant) else 1
    return 3 if len(word) < len(meant) else 2
