"""A catalogue as large as one wants, drawn from the real vocabulary of ROME: the same for the same number."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice

from citedesmetiers.centre.models import Place, Purpose, Site
from resources import rome
from resources.actions.bulk import SLICE, Written, write_many
from resources.actions.subjects import load_rome
from resources.models import Copy, Notice, Scheme, State, Subject

TITLES = (  # and the purpose that goes with each
    ("Devenir {one}", "professions"), ("Le métier de {one}", "professions"), ("{area} : le guide", "professions"),
    ("Se former : {area}", "training"), ("Travailler comme {one}", "job"), ("{one} : fiche métier", "professions"),
    ("Recrutement et emploi : {area}", "job"), ("Créer son entreprise : {area}", "create"),
    ("{area} : formations en apprentissage", "training"), ("Changer de métier : de {one} à {other}", "change"),
)  # fmt: skip
WORDS = ("formation", "emploi", "métier", "diplôme", "apprentissage", "entreprise", "salaire", "stage", "concours",
         "orientation", "reconversion", "entretien", "compétences", "recrutement", "alternance")  # fmt: skip
FAMILIES = ("job", "professions", "training", "change", "create")
ALSO = {"professions": "training", "training": "job", "job": "change", "create": "job", "change": "training"}
KINDS = (  # of a hundred: support, for whom and of which level (mostly the first), territory
    (22, "book", ("all", "students", "seekers"), ("any", "higher"), ("none", "national")),
    (8, "book", ("students", "pupils"), ("upper", "higher"), ("none", "national")),
    (14, "leaflet", ("all", "seekers", "pupils"), ("any", "vocational"), ("local", "none")),
    (12, "booklet", ("pupils", "parents", "all"), ("upper", "vocational", "lower"), ("national", "none")),
    (8, "periodical", ("all", "professionals"), ("any",), ("none", "national")),
    (6, "press_file", ("all", "seekers"), ("any",), ("local", "national")),
    (6, "binder", ("all", "employees"), ("any", "vocational"), ("none", "local")),
    (6, "website", ("all", "founders", "seekers"), ("any",), ("national", "local")),
    (5, "video", ("pupils", "all"), ("any", "lower"), ("none",)),
    (4, "file", ("seekers", "all"), ("any", "none"), ("local", "none")),
    (3, "podcast", ("all", "students"), ("any", "higher"), ("none",)),
    (2, "database", ("professionals", "all"), ("any",), ("national",)),
    (2, "software", ("seekers", "pupils"), ("any", "none"), ("none",)),
    (1, "exhibition", ("pupils", "all"), ("lower", "any"), ("none", "local")),
    (1, "game", ("pupils", "parents"), ("lower", "any"), ("none",)),
)  # fmt: skip


def furnish() -> None:
    """The site, its purposes, its room and the occupations that notices point to."""
    Site.objects.get_or_create(pk=1, defaults={"name": {"fr": "Cité"}, "territory": {"fr": "Orme"}, "language": "fr"})
    Place.objects.get_or_create(code="main", defaults={"name": {"fr": "Salle"}})
    for order, family in enumerate(FAMILIES):
        Purpose.objects.get_or_create(code=family, defaults={"family": family, "name": {"fr": family}, "order": order})
    load_rome(rome.read()[0], rome.VERSION)


def fill(n: int, *, first: int = 0, indexed: bool = True) -> None:
    """Write the notices numbered from `first` to `n`, with their copies and their index."""
    rows = islice(drawn(), first, n)
    while part := list(islice(rows, SLICE)):
        write_many(part, by=None, indexed=indexed)


def drawn() -> Iterator[Written]:
    """Notices without an end, the same ones in the same order each time."""
    chance = random.Random(347)
    subjects = list(Subject.objects.of(Scheme.ROME).order_by("code").prefetch_related("synonyms"))
    purposes, place = {one.code: one for one in Purpose.objects.order_by("order")}, Place.objects.get(code="main")
    names = {subject.pk: [each.label for each in subject.synonyms.all()] for subject in subjects}
    number = 0
    while True:
        number += 1
        about = chance.sample(subjects, chance.choice((1, 1, 1, 2)))
        words, purpose = chance.choice(TITLES)
        codes = {purpose, ALSO[purpose]} if chance.random() < 0.12 else {purpose}
        yield Written(
            _notice(number, chance, words, about, names),
            {"subjects": about, "purposes": [purposes[code] for code in sorted(codes)]},
            [Copy(mark=f"{chance.choice('ABCDE')}{chance.randrange(1, 40)}", place=place)],
        )


def _notice(
    number: int, chance: random.Random, words: str, about: Sequence[Subject], names: dict[int, list[str]]
) -> Notice:
    titles = [name for subject in about for name in names[subject.pk]]
    one, other = chance.choice(titles), chance.choice(titles)
    said = [chance.choice(titles) for _n in range(3)] + chance.sample(WORDS, 5)
    _odds, support, audiences, levels, territories = chance.choices(KINDS, [kind[0] for kind in KINDS])[0]
    return Notice(
        identifier=f"B{number:06}", title=words.format(one=one, other=other, area=str(about[0].label))[:300],
        publisher=f"Éditions {chance.randrange(60)}", year=min(2026, 2026 - int(chance.expovariate(0.15))),
        summary=", ".join(said) + ".", support=support, audience=_mostly(audiences, chance),
        level=_mostly(levels, chance), territory=_mostly(territories, chance),
        languages=["en"] if support in ("website", "book") and chance.random() < 0.03 else ["fr"],
        easy_read=support in ("leaflet", "booklet") and chance.random() < 0.04,
        team_only=support in ("binder", "database", "file") and chance.random() < 0.2,
        state=chance.choices((State.SHELF, State.REVIEW, State.DRAFT, State.WITHDRAWN), (88, 4, 2, 6))[0],
    )  # fmt: skip


def _mostly(values: Sequence[str], chance: random.Random) -> str:
    """The first of these six times of seven, or more."""
    return values[0] if chance.random() < 5 / 7 else chance.choice(values)
