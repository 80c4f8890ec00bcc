"""A catalogue as large as one wants, drawn from the real vocabulary of ROME: the same for the same number."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from citedesmetiers.centre.models import Place, Purpose
from resources import rome
from resources.actions.bulk import SLICE, Written, write_many
from resources.actions.subjects import load_rome
from resources.models import Audience, Copy, Level, Notice, Scheme, State, Subject, Support, Territory

TITLES = ("Devenir {one}", "Le métier de {one}", "{area} : le guide", "Se former : {area}", "Travailler comme {one}",
          "{one} : fiche métier", "Recrutement et emploi : {area}", "Créer son entreprise : {area}",
          "{area} : formations en apprentissage", "Changer de métier : de {one} à {other}")  # fmt: skip
WORDS = ("formation", "emploi", "métier", "diplôme", "apprentissage", "entreprise", "salaire", "stage", "concours",
         "orientation", "reconversion", "entretien", "compétences", "recrutement", "alternance")  # fmt: skip
FAMILIES = ("job", "professions", "training", "change", "create")
SUPPORTS = [support for support in Support if support != Support.PRACTICE]


def furnish() -> None:
    """The purposes, the place and the occupations that notices point to."""
    Place.objects.get_or_create(code="main", defaults={"name": {"fr": "Salle"}})
    for order, family in enumerate(FAMILIES):
        Purpose.objects.get_or_create(code=family, defaults={"family": family, "name": {"fr": family}, "order": order})
    load_rome(rome.read()[0], rome.VERSION)


def fill(n: int, *, first: int = 0) -> None:
    """Write the notices numbered from `first` to `n`, with their copies and their index."""
    rows = islice(drawn(), first, n)
    while part := list(islice(rows, SLICE)):
        write_many(part, by=None)


def drawn() -> Iterator[Written]:
    """Notices without an end, the same ones in the same order each time."""
    chance = random.Random(347)
    subjects = list(Subject.objects.of(Scheme.ROME).order_by("code").prefetch_related("synonyms"))
    purposes, place = list(Purpose.objects.order_by("order")), Place.objects.get(code="main")
    names = {subject.pk: [each.label for each in subject.synonyms.all()] for subject in subjects}
    number = 0
    while True:
        number += 1
        about = chance.sample(subjects, chance.choice((1, 1, 1, 2)))
        yield Written(
            _notice(number, chance, about, names),
            {"subjects": about, "purposes": _some(purposes, chance)},
            [Copy(mark=f"{chance.choice('ABCDE')}{chance.randrange(1, 40)}", place=place)],
        )


def _some(purposes: Sequence[Purpose], chance: random.Random) -> list[Purpose]:
    return chance.sample(purposes, chance.choice((1, 1, 1, 2)))


def _notice(number: int, chance: random.Random, about: Sequence[Subject], names: dict[int, list[str]]) -> Notice:
    titles = [name for subject in about for name in names[subject.pk]]
    one, other = chance.choice(titles), chance.choice(titles)
    title = chance.choice(TITLES).format(one=one, other=other, area=str(about[0].label))
    said = [chance.choice(titles) for _n in range(3)] + chance.sample(WORDS, 5)
    return Notice(
        identifier=f"B{number:06}", title=title[:300], publisher=f"Éditions {chance.randrange(60)}",
        year=min(2026, 2026 - int(chance.expovariate(0.15))), support=chance.choices(SUPPORTS, _odds())[0],
        summary=", ".join(said) + ".", state=State.SHELF,
        audience=chance.choices(list(Audience), (40, 2, 2, 3, 3, 1, 1, 1))[0],
        level=chance.choices(list(Level), (40, 1, 1, 2, 2, 3))[0],
        territory=chance.choices(list(Territory), (16, 1, 3))[0],
        languages=chance.choices((["fr"], ["en"], ["fr", "en"]), (20, 1, 1))[0], easy_read=chance.random() < 0.03,
    )


def _odds() -> list[int]:
    """Books and leaflets are common, exhibitions are not."""
    return [max(1, 16 - n) for n in range(len(SUPPORTS))]
