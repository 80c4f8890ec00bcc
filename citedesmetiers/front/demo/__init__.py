"""The demonstration: an invented site with a morning already under way, made anew for each new day.

It never touches a site that is not a demo. Everything goes through the verbs; only times are moved afterwards, so that
what was done in a second looks like two hours.
"""

import secrets

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from citedesmetiers.accounts import actions as accounts
from citedesmetiers.accounts.models import User
from citedesmetiers.accounts.rules import IN_WORDS
from citedesmetiers.centre.models import Site

from . import furnishing, opening

PASSWORD = "bienvenue"  # noqa: S105 - published on purpose, on loopback alone
SOUNDS = "abcdefghjkmnpqrstuvwxyz23456789"
ACCOUNTS = ("accueil", "conseil", "documentation", "programme", "coordination", "direction")


def prepare(random_passwords: bool) -> list[tuple[str, str, str]]:
    """On an empty database, load the demo; on a demo, begin a new day if the last one is over. Elsewhere, nothing.

    One account for each role, as (role, user name, password); none where a real site lives. Started again: the same.
    """
    with transaction.atomic():
        site = _demo_site()
        if site is None:
            return []
        if not site.name:
            furnishing.furnish()
        opening.open_the_day(timezone.now())
        people = sorted(User.objects.filter(username__in=ACCOUNTS), key=lambda user: ACCOUNTS.index(user.username))
        passwords = _random(people) if random_passwords else _published(people)
    return [(str(IN_WORDS[_role(user)][0]), user.username, passwords[user.username]) for user in people]


def _demo_site() -> Site | None:
    """The demo's site, locked; made on a database where there is nothing yet; None on a real one."""
    if not Site.objects.exists() and not User.objects.exists():
        Site.objects.bulk_create([Site(pk=1, name="", territory="", demo=True)], ignore_conflicts=True)
    return Site.objects.select_for_update().filter(demo=True).first()


def _role(user: User) -> str:
    return next(role for role in User.ROLES if getattr(user, role))


def _published(people: list[User]) -> dict[str, str]:
    """The password that everybody may read. One costly print serves all; none is made where all have it already."""
    if any(f"${accounts.PUBLISHED}$" not in user.password for user in people):
        encoded = make_password(PASSWORD, salt=accounts.PUBLISHED)
        for user in people:
            accounts.publish_password(user, encoded)
    return {user.username: PASSWORD for user in people}


def _random(people: list[User]) -> dict[str, str]:
    """A new password for each. With 70 random bits it needs no costly print, which would slow the start down."""
    said = {user.username: "".join(secrets.choice(SOUNDS) for _n in range(14)) for user in people}
    for user in people:
        encoded = PBKDF2PasswordHasher().encode(said[user.username], get_random_string(22), iterations=1000)
        accounts.publish_password(user, encoded)
    return said
