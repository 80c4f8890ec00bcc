"""The words of a text, each with its place. An inclusive form is one word; what a hyphen or a slash joins is two."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from .fold import APOSTROPHES, HYPHENS, INVISIBLE, fold

LONGEST = 60  # characters of a word that count


@dataclass(frozen=True, slots=True)
class Token:
    """A word as spelt, in lower case; folded; its place in the text. Of an inclusive form, its first form in full."""

    shown: str
    folded: str
    start: int
    end: int


def _marks() -> str:
    """The signs that belong to the letter before them, as ranges of a class of characters."""
    marks = [at for at in range(0x300, 0x10000) if unicodedata.category(chr(at)) in ("Mn", "Mc")]
    runs = [[at for _, at in run] for _, run in groupby(enumerate(marks), key=lambda each: each[1] - each[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_LETTERS = rf"[^\W_](?:[^\W_{INVISIBLE}]|[{_marks()}]|[{INVISIBLE}]++(?=[^\W_]))*+"
_NO_LETTER = rf"(?![^\W_]|[{APOSTROPHES}][^\W_])"
_ENDINGS = (
    r"(?:tr?ice|r?ice|euse|se|i?[eè]re|i?enne|n?ne|elle|l?le|ale|ette|t?te|ive|ve|t?r?esse|sse|re|ée|e)"  # feminine
)
_TAIL = rf"""
    [ ]?\((?:{_ENDINGS}s?|s)\)s?{_NO_LETTER}                        # chargé(e), travailleur(se)s, site(s)
  | /(?:{_ENDINGS})s?{_NO_LETTER}                                   # agriculteur/trice
  | [·•‧∙⋅․](?:{_ENDINGS}(?:[·•‧∙⋅․]?s)?|s){_NO_LETTER}             # chargé·e·s, enfant·s
  | (?-i:\.{_ENDINGS}(?:\.?s)?){_NO_LETTER}                         # chargé.e.s, but not: Chargé.Elle
  | [{HYPHENS}](?:tr?ice|euse|i?ère|i?enne|ive|e)(?:[{HYPHENS}]?s)?{_NO_LETTER}  # chargé-e-s, but not: donne-le
"""
_TOKEN = re.compile(
    rf"""
    (?P<isbn>(?=97[89].{{14}}(?!\w))\d++(?P<s>[{HYPHENS} ])(?:\d++(?P=s)){{3}}\d(?!\w)
           |(?=.{{13}}(?!\w))\d++(?P<h>[{HYPHENS}])(?:\d++(?P=h)){{2}}[\dX](?!\w))   # 978-2-999-99002-9, 2-999-99002-9
  | (?P<none>n[°º]|(?:[cdjlmnst]|(?:jus|lors|puis|quoi|quel|pres)?qu)[{APOSTROPHES}]++(?=[^\W_]))
  | (?P<word>[a-z](?:\+\+|\#)|{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*+)(?P<tail>{_TAIL})?
    """,
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=16384)
def _read(word: str) -> tuple[str, str]:
    """How a word is shown, and folded."""
    shown = unicodedata.normalize("NFC", word).lower()
    return "".join(each for each in shown if each.isprintable()), fold(word).replace("'", "")


def words_of(text: str) -> Iterator[tuple[str, str, int, int]]:
    """What tokens are made of, for those who need no token: a third of the time."""
    for match in _TOKEN.finditer(text):
        if word := match["word"]:
            shown, folded = (_read if len(word) <= LONGEST else _read.__wrapped__)(word)
        elif digits := match["isbn"]:
            shown = folded = "".join(each for each in digits if each.isalnum()).lower()
        else:
            continue
        if folded:
            yield shown, folded, *match.span()


def tokens_of(text: str) -> list[Token]:
    """The words of a text in its order, none over another. What is elided (l’, qu’), n° and punctuation are none."""
    return [Token(*word) for word in words_of(text)]
