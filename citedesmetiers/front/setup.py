"""The first run: the one-time code that the start prints, and the one transaction that opens an empty house."""

import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from citedesmetiers import live
from citedesmetiers.accounts import actions as accounts
from citedesmetiers.accounts.models import User
from citedesmetiers.centre import actions as centre
from citedesmetiers.centre.models import Purpose, Site
from citedesmetiers.centre.site import main_place
from citedesmetiers.kit.hues import Hue
from citedesmetiers.kit.rules import HouseRule
from citedesmetiers.kit.tokens import fingerprint
from desks import actions as desks

CODE = "first-run code"  # the live version of this name says how often a code was drawn
LETTERS = "ABCDEFGHIJ"
HUES = [Hue.BLUE, Hue.ORANGE, Hue.GREEN, Hue.VIOLET, Hue.OCHRE]
SOUNDS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is mistaken when copied by hand


@dataclass(frozen=True)
class Answers:
    """What the five pages said."""

    site: dict[str, object]
    week: list[tuple[int, time, time]]
    purposes: dict[str, LazyI18nString]  # by family
    desks: dict[str, LazyI18nString]  # by the family that each answers
    manager: dict[str, str]


def is_needed() -> bool:
    """Whether nobody manages this house yet. One query."""
    return not User.objects.filter(manages=True).exists()


def one_time_code() -> str | None:
    """The code that opens /setup/: 80 bits of the secret key and the draw's number, so that every process of the house
    knows it and none keeps it. None once there is a manager.
    """
    if not is_needed():
        return None
    signs = [SOUNDS[byte % len(SOUNDS)] for byte in fingerprint(CODE, str(_draw())).bytes]
    return "-".join("".join(signs[i:i + 4]) for i in range(0, len(signs), 4))


def new_code() -> str | None:
    """Another code; the one before no longer opens, and the wrong tries at it no longer lock."""
    if is_needed():
        with transaction.atomic():
            live.bump(CODE)
    return one_time_code()


def is_right(said: str) -> bool:
    """Whether this is the code. Wrong ones are counted: six, and a quarter of an hour passes first (HouseRule 429),
    unless another code is drawn.
    """
    tries = f"\0{CODE} {_draw()}"  # nobody can type it as a user name
    if not accounts.may_try(tries):
        words = _("Wrong codes too often. Wait a quarter of an hour, or draw a new code: “./run manage setup_code”.")
        raise HouseRule(words, status=HTTPStatus.TOO_MANY_REQUESTS)
    code = one_time_code() or ""
    typed = said.strip().upper().replace(" ", "-")
    if code and hmac.compare_digest(typed.encode(), code.encode()):
        return True
    accounts.failed(tries)
    return False


def print_of_the_code() -> str:
    """By which a session shows that the code was typed in it. Another code, and it no longer does."""
    return str(fingerprint("setup", one_time_code() or secrets.token_hex()))


def open_house(answers: Answers) -> User:
    """Everything that the five pages said, at once or not at all. The first manager."""
    with transaction.atomic():
        Site.objects.bulk_create([Site(pk=1, name="", territory="")], ignore_conflicts=True)
        Site.objects.select_for_update().get(pk=1)
        if not is_needed():
            raise HouseRule(_("This house was opened meanwhile. Sign in."))
        centre.change_site(**({"ticket_words": ticket_words()} | answers.site))
        centre.set_week(answers.week)
        main_place()
        _furnish(answers.purposes, answers.desks)
        manager = User(manages=True, username=answers.manager["username"], name=answers.manager["name"])
        manager = accounts.set_first_password(manager, answers.manager["password"])
        live.bump(CODE)  # this one has opened: it never does again
    return manager


def ticket_words() -> LazyI18nString:
    """Forty short nouns a language, to begin with."""
    return LazyI18nString({language: "\n".join(nouns) for language, nouns in first_words()["ticket_words"].items()})


@cache
def first_words() -> dict[str, dict]:
    """What a new site's own words are until it changes them."""
    return json.loads((Path(__file__).parent / "first_words.json").read_text(encoding="utf-8"))


def _furnish(purposes: dict[str, LazyI18nString], names: dict[str, LazyI18nString]) -> None:
    """The purposes, in the network's order, and the desks that mirror them, with letters and colours."""
    made = {family: centre.write_purpose(None, code=family, family=family, name=name, order=place)
            for place, (family, name) in enumerate(_filled(purposes))}
    for place, (family, name) in enumerate(_filled(names)):
        answered = [made[family]] if family in made else []
        desks.write_desk(None, slug=family, letter=LETTERS[place], name=name, hue=HUES[place], order=place,
                         purposes=answered)


def _filled(names: dict[str, LazyI18nString]) -> Iterable[tuple[str, LazyI18nString]]:
    return [(family, names[family]) for family in Purpose.Family.values if names.get(family)]


def _draw() -> int:
    """How often a code was drawn."""
    return live.version([CODE])
