"""The index as a whole: counted anew by night, and built anew where somebody asks for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.db import IntegrityError, models, transaction
from django.db.models import Count, Exists, OuterRef, ProtectedError

from ..models import Notice, Posting, Standing, Subject, Term, Word
from ..search.index import OF_ALL, index
from ..search.profiles import seen_by

SLICE = 500


def recount() -> None:
    """Count how many documents bear each stem, and drop the stems and words that nothing bears and nobody names.

    Each statement is a transaction of its own: who saves a notice meanwhile waits for one of them at most.
    """
    postings = Posting.objects.order_by()
    every, public = _by_term(postings), _by_term(postings.filter(seen_by([Standing.PUBLIC])))
    terms = Term.objects.order_by()
    _write(terms, "pk", {pk: every.get(pk, 0) for pk, n in terms.values_list("pk", "n") if n != every.get(pk, 0)})
    words = Word.objects.order_by().values_list("term", "n")
    _write(Word.objects.all(), "term", {term: public.get(term, 0) for term, n in words if n != public.get(term, 0)})
    _forget()


def _by_term(postings: models.QuerySet[Posting]) -> dict[int, int]:
    return dict(postings.values_list("term").annotate(Count("notice")))


def _write(rows: models.QuerySet, key: str, counts: Mapping[int, int]) -> None:
    """Set `n` of these rows: one statement for all that have the same."""
    same: dict[int, list[int]] = defaultdict(list)
    for pk, n in counts.items():
        same[n].append(pk)
    for n, keys in same.items():
        for start in range(0, len(keys), SLICE):
            rows.filter(**{f"{key}__in": keys[start : start + SLICE]}).update(n=n)


def _forget() -> None:
    """A stem that came into use in the meantime stays: its postings protect it."""
    named = {stem for terms in Subject.objects.order_by("pk").values_list("terms", flat=True) for stem in terms.split()}
    idle = Term.objects.filter(n=0).exclude(Exists(Posting.objects.filter(term=OuterRef("pk")))).order_by("pk")
    keys = [pk for pk, text in idle.values_list("pk", "text") if text not in named and text != OF_ALL]
    for start in range(0, len(keys), SLICE):
        try:
            Term.objects.filter(pk__in=keys[start : start + SLICE]).delete()
        except (ProtectedError, IntegrityError):
            continue


def rebuild() -> Iterator[int]:
    """Write the index of every notice anew, and count it. Tells how many are done; who searches finds all meanwhile."""
    done, last = 0, 0
    while part := list(Notice.objects.filter(pk__gt=last).order_by("pk")[:SLICE]):
        with transaction.atomic():
            index(part)
        done, last = done + len(part), part[-1].pk
        yield done
    recount()
