"""The house as a bench finds it: desks, needs, and people who can sign in."""

from dataclasses import dataclass
from datetime import time

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection, connections

from citedesmetiers.accounts.models import User
from citedesmetiers.centre.models import Hours, Place, Purpose, Site
from desks.models import Desk, Helper

from .browser import PASSWORD

HUES = ["blue", "orange", "green", "violet", "ochre", "teal", "pink", "slate", "brown", "navy"]


@dataclass(frozen=True)
class Scene:
    """Who is there, by user name, and the desk of each letter."""

    agents: list[str]
    counsellors: list[str]
    desks: dict[str, Desk]


def furnish(letters: list[str], *, agents: int = 0, counsellors: int = 0) -> Scene:
    """A site open all day, one need for each desk, and counsellors who serve every desk."""
    names = {"fr": "Cité des métiers", "en": "Cité des métiers"}
    Site.objects.create(pk=1, name=names, territory={"fr": "Pays d’Essai"}, language="fr",
                        ticket_words={"fr": "Plume\nGalet\nTilleul\nLin\nOurs\nCerf\nLune\nPin"})
    Hours.objects.bulk_create(Hours(weekday=day, opens=time(0), closes=time(23, 59, 59)) for day in range(7))
    Place.objects.create(code="main", name={"fr": "Salle principale", "en": "Main room"})
    desks = {letter: _desk(order, letter) for order, letter in enumerate(letters)}
    encoded = make_password(PASSWORD)
    _person("direction", encoded, manages=True)
    at_the_door = [_person(f"accueil{n}", encoded, receives=True) for n in range(agents)]
    at_desks = [_person(f"conseil{n}", encoded, counsels=True) for n in range(counsellors)]
    Helper.objects.bulk_create(Helper(user=user, desk=desk) for user in at_desks for desk in desks.values())
    return Scene([user.username for user in at_the_door], [user.username for user in at_desks], desks)


def _desk(order: int, letter: str) -> Desk:
    names = {"fr": f"Pôle {letter}", "en": f"Desk {letter}"}
    purpose = Purpose.objects.create(code=f"need-{letter.lower()}", family="other", name=names, order=order)
    hue, slug = HUES[order % len(HUES)], f"desk-{letter.lower()}"
    desk = Desk.objects.create(slug=slug, letter=letter, name=names, hue=hue, order=order)
    desk.purposes.add(purpose)
    return desk


def _person(username: str, encoded: str, **roles: bool) -> User:
    return User.objects.create(username=username, name=username.title(), password=encoded, **roles)


def let_go() -> None:
    """Close every connection, so that processes can be started which open their own."""
    connections.close_all()
    if not settings.SQLITE:
        connection.close_pool()


def look_over() -> None:
    """What PostgreSQL's autovacuum does within a minute of a large change: a bench does not wait for it."""
    if not settings.SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
