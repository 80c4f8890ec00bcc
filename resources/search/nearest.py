"""A question that finds nothing: the words that were probably meant, or those of its words that find one alone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Length

from ..language import fold, nearest, one_edit_from, tokens_of
from ..models import Posting, Standing, Word
from .profiles import seen_by
from .suggest import leading_somewhere
from .words import LONGEST_QUESTION, Group

SHORTEST = 3  # letters of a word that is put right
FARTHER = 5  # letters of a word for which two errors are thought of
ERRORS = 2
COMPARED = 3000  # words, the commonest first


@dataclass(frozen=True)
class Meant:
    """A word that the shelves do not know, and the words of the shelves that it may be, the likeliest first."""

    typed: str
    folded: str
    words: Sequence[str]


@dataclass(frozen=True)
class Near:
    """A word of the question, and how many documents it finds alone."""

    shown: str
    n: int


def did_you_mean(
    groups: Sequence[Group], *, standing: Collection[str] = (Standing.PUBLIC,), at_most: int = 3
) -> list[Meant]:
    """For each word that is not known as it stands: what it may be. Only words that lead to such a document."""
    unknown = [group for group in groups if (group.begun or not group.terms) and len(group.folded) >= SHORTEST]
    meant = [Meant(group.shown, group.folded, _meant_by(group.folded, standing)[:at_most]) for group in unknown]
    return [each for each in meant if each.words]


def put_right(text: str, meant: Sequence[Meant]) -> str:
    """The question with the likeliest word in the place of each that is not known."""
    instead = {each.folded: each.words[0] for each in meant}
    written, at = [], 0
    for token in tokens_of(text[:LONGEST_QUESTION]):
        if token.folded in instead:
            written += [text[at : token.start], instead[token.folded]]
            at = token.end
    return "".join(written) + text[at:LONGEST_QUESTION]


def alone(groups: Sequence[Group], *, standing: Collection[str] = (Standing.PUBLIC,)) -> list[Near]:
    """For a question of several words that find nothing together: each that finds something alone, the most first."""
    near = [Near(group.shown, _documents(group, standing)) for group in groups if group.terms]
    return sorted((each for each in near if each.n), key=lambda each: -each.n)


def _documents(group: Group, standing: Collection[str]) -> int:
    borne = Posting.objects.filter(seen_by(standing), term__in=group.terms).order_by()
    return borne.aggregate(n=Count("notice", distinct=True))["n"]


def _meant_by(folded: str, standing: Collection[str]) -> list[str]:
    """One error first; only where that leads to nothing, two."""
    for candidates in _candidates(folded):
        leading = leading_somewhere({term for _shown, _n, term in candidates.values()}, standing)
        known = {text: word for text, word in candidates.items() if word[2] in leading and text != folded}
        if known:
            return [known[text][0] for text in nearest(folded, [(text, n) for text, (_s, n, _t) in known.items()])]
    return []


def _candidates(folded: str) -> Iterator[Mapping[str, tuple[str, int, int]]]:
    """{as spelt, folded: (as shown, how many documents, stem)}"""
    read = ("text", "shown", "n", "term")
    one = Word.objects.filter(text__in=sorted(one_edit_from(fold(folded)))).order_by().values_list(*read)
    yield {text: (shown, n, term) for text, shown, n, term in one}
    if len(folded) < FARTHER:
        return
    about_as_long = Word.objects.annotate(length=Length("text")).filter(
        length__range=(len(folded) - 2, len(folded) + 2), text__startswith=folded[0]
    )
    words = {text: (shown, n, term) for text, shown, n, term
             in about_as_long.order_by("-n", "text").values_list(*read)[:COMPARED]}  # fmt: skip
    yield {text: word for text, word in words.items() if _is_near(folded, text)}


def _is_near(one: str, other: str) -> bool:
    """Whether two errors at most part two words: a letter lost, gained, exchanged, or swapped with its neighbour."""
    if len(set(one) ^ set(other)) > 2 * ERRORS:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for to, meant in enumerate(other, 1):
            row.append(min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != meant)))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == meant:
                row[to] = min(row[to], last[to - 2] + 1)
        if min(row) > ERRORS:
            return False
    return row[-1] <= ERRORS
