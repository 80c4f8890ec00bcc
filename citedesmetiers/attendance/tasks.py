"""What the clock does with days."""

from datetime import date

from celery import shared_task

from . import actions


@shared_task(name="citedesmetiers.attendance.tasks.close_the_day")
def close_the_day(day: str | None = None) -> None:
    actions.close_the_day(date.fromisoformat(day) if day else None)
