"""The terms of a text: what a search compares. The same for a notice and for a question, or they never meet."""

from .french import STOP, stem
from .others import STOPS, stem_of
from .tokens import LONGEST, words_of

BEFORE_A_NOUN = frozenset(("au", "ce", "de", "du", "le", "un"))  # le son, du son, le ton


def terms_of(text: str, language: str = "fr") -> list[str]:
    """The terms of a text in its order, without the words that say nothing, unless it says nothing else.

    Another language than French has the stems of Snowball; one that is unknown there, its words as they are.
    """
    return read(text, language)[1]


def read(text: str, language: str = "fr") -> tuple[list[tuple[str, str]], list[str]]:
    """Every word of a text, as spelt and folded; and its terms."""
    spelt = [(shown, folded[:LONGEST]) for shown, folded, _start, _end in words_of(text)]
    words = [folded for _shown, folded in spelt]
    stop = STOP if language == "fr" else STOPS.get(language, frozenset())
    telling = [word for place, word in enumerate(words) if word not in stop or _a_noun(words, place)]
    stems = map(stem, telling or words) if language == "fr" else (stem_of(word, language) for word in telling or words)
    return spelt, [each[:LONGEST] for each in stems]


def _a_noun(words: list[str], place: int) -> bool:
    """A possessive has something behind it and no article before it; else it is a sound or a tone."""
    if words[place] not in ("son", "ton"):
        return False
    return place + 1 == len(words) or (place > 0 and words[place - 1] in BEFORE_A_NOUN)
