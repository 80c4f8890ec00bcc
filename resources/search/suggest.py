"""As one types: the words with which the last one goes on, such as lead to something."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from ..language import tokens_of
from ..models import Posting, Standing, Term, Word
from .profiles import seen_by
from .words import LONGEST_QUESTION

BEGUN = 2  # letters from which words are suggested
LOOKED_AT = 60  # words, the commonest first


@dataclass(frozen=True)
class Suggestion:
    """A word to go on with, and the whole question with it."""

    shown: str
    completes: str


def suggest(text: str, *, limit: int = 8, standing: Collection[str] = (Standing.PUBLIC,)) -> list[Suggestion]:
    """The commonest words that begin as the last one of `text` does and lead to a document of this standing.

    Of one word and its plural, one. Nothing while the last word is shorter than two letters, or after a space.
    """
    read = text[:LONGEST_QUESTION]
    words = tokens_of(read)
    if not words or words[-1].end != len(read) or len(words[-1].folded) < BEGUN:
        return []
    begun = words[-1]
    going_on = Word.objects.filter(text__startswith=begun.folded).order_by("-n", "text")
    found = list(going_on.values_list("text", "shown", "term")[:LOOKED_AT])
    leading = leading_somewhere({term for _text, _shown, term in found}, standing)
    kept = _one_of_a_plural([word for word in found if word[2] in leading and word[0] != begun.folded])
    return [Suggestion(shown, read[: begun.start] + shown) for shown in kept[:limit]]


def leading_somewhere(terms: Collection[int], standing: Collection[str]) -> set[int]:
    """Those of these stems that a document of this standing bears."""
    borne = Posting.objects.filter(seen_by(standing), term=OuterRef("pk"))
    return set(Term.objects.filter(Exists(borne), pk__in=terms).order_by().values_list("pk", flat=True))


def _one_of_a_plural(words: Sequence[tuple[str, str, int]]) -> list[str]:
    """As they are shown, without those that are another of them with an s or an x behind it."""
    spelt = {(text, term) for text, _shown, term in words}
    return [shown for text, shown, term in words if text[-1] not in "sx" or (text[:-1], term) not in spelt]

