"""French words that mean the same work: man and woman, one and many, the deed, its doer and its name.

A stem is no word but a key; where there is one, it looks like the infinitive (formation, formateur, former: `former`),
so that a deed does not fall together with the bare noun inside it (porteur and port, poster and poste).
"""

import re
from functools import lru_cache

SAYS_NOTHING = """
    a ai au aux avec avez avoir avons ce ces cet cette chez comment d dans de des donc dont du elle elles en entre est
    et etes etre faire il ils je l la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on ont ou par pas
    plus pour pourquoi qu quand que quel quelle quelles quels qui quoi sa se ses soi son sont suis sur ta te tes toi ton
    tu un une vers vos votre vous y
"""
# words that a rule below would take for another: a lesson and a court, heating and a driver, a caterer and a treatment
HAS_NO_FAMILY = """
    ambulance chauffage couleur courage cours elevateur equipage fils fondation important ouvrage praticien reglement
    retraite technicien traiteur
"""
STOP = frozenset(SAYS_NOTHING.split())
ALONE = frozenset(HAS_NO_FAMILY.split())

_MANY = [  # one or many
    (r"(?<=.)yaux$", "yau"), (r"(?<=..)eaux$", "eau"), (r"(?<=..)aux$", "al"), (r"oux$", "ou"),
    (r"(?<=.{5})eux$", "eur"), (r"eux$", "eu"), (r"(?<=...)s$", ""),
]  # fmt: skip
_BOTH = [  # man or woman
    (r"(?<=.{4})ee$", "e"), (r"(?<=..)([dt])rice$", r"\1eur"), (r"(?<=..)eu[rs]e$", "eur"), (r"(?<=...)ere$", "er"),
    (r"(?<=..)([ae]il|el|[aeo]n)[ln]e$", r"\1"), (r"(?<=..)ive$", "if"), (r"(?<=...)esse$", "e"),
    (r"(?<=...)(?:woman|maid)$", "man"), (r"(?<=.{5})a$", "o"), (r"(?<=.{4}[dlt])e$", ""),
]  # fmt: skip
_FAMILY = [  # the deed, its doer, its name, its place
    (r"(?<=..)ail$", "al"), (r"(?<=...)i(?:que|cien)$", "ic"), (r"(?<=.{5})icit$", "ic"),
    (r"(?<=..)([ai])bilit$", r"\1bl"), (r"(?<=...)iaire$", "e"), (r"(?<=..)version$", "verti"),
    (r"(?<=...)(?:iss(?:age|ement|eur)|ir)$", "i"), (r"(?<=..)l?l(?:erie|ier)$", "lier"), (r"(?<=...)ierie$", "ier"),
    (r"(?<=..[gch])erie$", "er"), (r"(?<=...)erie$", "ier"), (r"(?<=...)ification$", "ifier"),
    (r"(?<=..)(?:ation|ateur)$", "er"), (r"(?<=.{5})tion$", "ter"), (r"(?<=...)duire$", "ducter"),
    (r"(?<=..)struire$", "structer"), (r"(?<=...)geant$", "ger"), (r"(?<=.{5})an(?:t|ce)$", "er"),
    (r"(?<=...)e(?:ment|ur)$", "er"), (r"(?<=.{4})age$|(?<=.{5})ure$", "er"), (r"(?<=...)iquer$", "icer"),
    (r"(?<=...)guer$", "ger"), (r"(?<=...)ailler$", "al"), (r"(?<=...)eiller$", "eil"),
    (r"(?<=.{5}[bcfghikmnpqrsuvxyz])e$", ""), (r"(?<=.{4}[^s])s$", ""),
]  # fmt: skip
_STEPS = [[(re.compile(ending), into) for ending, into in rules] for rules in (_MANY, _BOTH, _FAMILY)]


@lru_cache(maxsize=32768)
def stem(folded: str) -> str:
    """The key that the forms and the family of a folded French word share."""
    for rules in _STEPS:
        if folded in ALONE or len(folded) < 4:
            break
        for ending, into in rules:
            folded = ending.sub(into, folded)
    return folded
