"""The same as inside.py, for the officer's pile and what stands beside it."""

from datetime import timedelta

from django.utils import timezone

from citedesmetiers.centre.models import Purpose
from citedesmetiers.centre.site import main_place
from resources.actions import write_notice
from resources.models import Copy, Link, Notice, Posting, Support

AGES = 30  # days since the review of the first fell due


def pile_up(n: int) -> None:
    """So many overdue games, the first of them the stalest; nothing of an earlier pile."""
    purpose, today = Purpose.objects.order_by("pk").first(), timezone.localdate()
    there = Notice.objects.filter(identifier__startswith="pile")
    Posting.objects.filter(notice__in=there).delete()
    there.delete()
    for place in range(n):
        write_notice(
            None, by=None, identifier=f"pile{place:04}", title=f"Jeu {place + 1}", support=Support.GAME, state="shelf",
            year=today.year, review_by=today - timedelta(days=AGES - place), purposes=[purpose],
            copies=[Copy(mark=f"J{place + 1}", place=main_place())],
        )  # fmt: skip


def how_the_pile_stands() -> str:
    there, today = Notice.objects.filter(identifier__startswith="pile"), timezone.localdate()
    confirmed = there.filter(state="shelf", reviewed_on=today, review_by__gt=today)
    left = there.filter(state="shelf", reviewed_on=None)
    return f"confirmed {confirmed.count()}, withdrawn {there.filter(state='withdrawn').count()}, left {left.count()}"


def break_links() -> None:
    """Of two documents the addresses: one leads nowhere, the other has moved."""
    for notice, said in zip(Notice.objects.standing().exclude(url="").order_by("pk"), (
        {"answer": Link.Answer.DEAD, "status": 404, "failures": 3},
        {"answer": Link.Answer.MOVED, "status": 301, "moved_to": "https://www.metiers.example/nouvelle-adresse/"},
    ), strict=False):  # fmt: skip
        Link.objects.update_or_create(notice=notice, defaults=said | {
            "url": notice.url, "checked_at": timezone.now() + timedelta(days=1)})  # fmt: skip
