"""The search told in plain Python, by reading every document: what the product must find on any database."""

from collections import Counter
from dataclasses import dataclass, field

from resources.language import fold, terms_of, tokens_of

WEIGHTS = {"title": 1000, "subtitle": 60, "authors": 30, "publisher": 10, "summary": 10}
FILTERS = ("support", "audience", "level", "territory")
ON_A_PAGE = 20


@dataclass
class Plain:
    """A document as it is told to the shelves."""

    identifier: str
    texts: dict[str, str]
    purposes: list[str]
    year: int | None
    fields: dict[str, str]
    public: bool = True
    weights: Counter = field(default_factory=Counter)

    def __post_init__(self):
        for name, text in self.texts.items():
            for term in terms_of(text):
                self.weights[term] += WEIGHTS[name]
        self.weights.update(dict.fromkeys(terms_of(self.identifier), 100))
        title = set(terms_of(self.texts["title"]))
        self.weights = {term: 1000 * (term in title) + min(n, 999) for term, n in self.weights.items()}

    def values(self, name):
        return self.purposes if name == "purpose" else [self.fields[name]]

    def is_chosen(self, chosen, but=None):
        return all(set(self.values(name)) & set(values) for name, values in chosen.items() if name != but)


def groups(text, documents):
    """The stems that answer each word: its own, or those of the forty first words that begin so."""
    found = {}
    for word in terms_of(text):
        found[word] = {word} if any(word in each.weights for each in documents) else None
    for token in tokens_of(text):
        for stem in terms_of(token.folded):
            if stem in found and found[stem] is None:
                found[stem] = begun(token.folded, documents)
    return list(found.values())[:8]


def begun(folded, documents):
    words = {word.folded: terms_of(word.folded)[0] for each in documents for text in each.texts.values()
             for word in tokens_of(text) if len(word.folded) >= 3 and word.folded.startswith(fold(folded))
             and terms_of(word.folded)[0] in each.weights}  # fmt: skip
    return {words[text] for text in sorted(words)[:40]} if len(folded) >= 3 else set()


def ask(documents, text, chosen, order):
    """(identifiers in their order, {filter: {value: how many}})"""
    wanted = groups(text, documents)
    hits = [each for each in documents if each.public and all(stems & each.weights.keys() for stems in wanted)]
    score = {each.identifier: sum(max(each.weights.get(stem, 0) for stem in stems) for stems in wanted)
             for each in hits}  # fmt: skip
    found = [each for each in hits if each.is_chosen(chosen)]  # in the order in which they were written
    found.sort(key=lambda each: -(each.year or 0))
    if order == "best":
        found.sort(key=lambda each: -score[each.identifier])
    counts = {name: Counter(value for each in hits if each.is_chosen(chosen, name) for value in each.values(name))
              for name in ("purpose", *FILTERS)}  # fmt: skip
    return [each.identifier for each in found], {name: dict(values) for name, values in counts.items()}
