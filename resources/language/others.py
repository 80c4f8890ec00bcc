"""Languages that are not French: the stems of Snowball, and the few words of each that say nothing."""

from functools import lru_cache
from threading import Lock
from typing import Any

import snowballstemmer

SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "hu": "hungarian", "hy": "armenian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
STOPS = {
    language: frozenset(words.split())
    for language, words in {
        "ar": "في من على الى عن ان او و",
        "de": "am an auf aus bei das dem den der des die ein eine einem einen einer eines es fur im in ist mit oder und"
        " von vom zu zum zur",
        "en": "a an and are as at be by for from how in is it of on or that the this to with your",
        "es": "a al como con de del el en es la las los o para por que se su un una unas unos y",
        "it": "a ad al alla con da dal dei del della delle di e ed gli i il in la le lo nel o per su un una uno",
        "nl": "aan als bij de een en het in is met of op te uit van voor",
        "pt": "a ao aos as com da das de do dos e em na nas no nos o os ou para por que se um uma",
    }.items()
}
_lock = Lock()


@lru_cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(SNOWBALL[language])


@lru_cache(maxsize=16384)
def stem_of(folded: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language that is not known."""
    if language not in SNOWBALL:
        return folded
    with _lock:  # a stemmer keeps the word that it works on
        return _stemmer(language).stemWord(folded) or folded
