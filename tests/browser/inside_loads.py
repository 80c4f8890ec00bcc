"""The same as inside.py, for the files that are brought in."""

from citedesmetiers.accounts.models import User
from resources.actions import loads
from resources.models import Load

SHEET = """Besoin;Identifiant;Titre;Auteur(s);Éditeur;Année;Support;ISBN/ISSN/EAN;Cote;Exemplaires;Mots-clés;Résumé
;R10;;;CIDJ;2026;;;"B2 ; B3";2;;
;R12;;;;;;;;;;Ce que chacun apporte, et comment le dire en deux minutes.
job;;Se présenter en deux minutes;Camille Orme;ONISEP;2025;livre;978-2-1234-5680-3;C1;1;entretien, voix;
training;;Se présenter en deux minutes (2e éd.);;ONISEP;2025;livre;9782123456803;C1;1;;
job;;Le mois des métiers;;;20223;dépliant;;;;;
job;;La lettre de l’année;;;2026;périodique;0317-8472;;;;
;;Sans besoin;;;2020;livre;;;;;
"""


def bring_a_sheet() -> None:
    """The network's file stands there, read and compared: a line of each kind."""
    load = Load.objects.first() or loads.bring("Catalogue du réseau 2026.csv", SHEET.encode(),
                                               by=User.objects.get(username="documentation"))  # fmt: skip
    loads.work(load)


def work_on_it() -> None:
    """What the clock does, at once."""
    for load in Load.objects.waiting():
        loads.work(load)
