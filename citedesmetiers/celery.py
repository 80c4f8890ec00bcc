"""The clock and the extra hands. The database is the queue: a task carries no argument and may run late or twice."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citedesmetiers.settings")

PATIENCE = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}  # seconds for a Redis that is hung


def every(seconds: float, task: str) -> dict[str, object]:
    """One line of the schedule. A tick that could not be taken in its time is dropped: the next one does the work.

    Intervals only: what happens at an hour asks the site's clock itself, so that a missed hour is caught up.
    """
    return {"task": task, "schedule": float(seconds), "options": {"expires": float(seconds)}}


SCHEDULE = {
    "reception-assume-met": every(15, "reception.tasks.assume_met"),
    "events-lapse-offers": every(60, "events.tasks.lapse_offers"),
    "reception-relieve": every(15, "reception.tasks.relieve"),
    "accounts-forget": every(3600, "citedesmetiers.accounts.tasks.forget"),
    "attendance-close-the-day": every(300, "citedesmetiers.attendance.tasks.close_the_day"),
    "resources-check-links": every(60, "resources.tasks.check_links"),
    "resources-forget-missed": every(3600, "resources.tasks.forget_missed"),
    "resources-count-stock": every(3600, "resources.tasks.count_stock"),
    "resources-count-words": every(3600, "resources.tasks.count_words"),
    "resources-forget-old-loads": every(3600, "resources.tasks.forget_old_loads"),
    "resources-loads": every(2, "resources.tasks.work_on_loads"),
}


def configuration() -> dict[str, object]:
    """Read when first needed, so that the settings are not asked for while they are being made."""
    return {
        "broker_url": settings.REDIS_URL or "memory://",
        "broker_transport_options": {**PATIENCE, "retry_on_timeout": False},
        "broker_connection_retry_on_startup": True,
        "task_publish_retry": False,
        "task_always_eager": not settings.REDIS_URL,
        "task_ignore_result": True,
        "worker_cancel_long_running_tasks_on_connection_loss": False,
        "worker_hijack_root_logger": False,
        "worker_prefetch_multiplier": 1,
        "enable_utc": True,
        "timezone": "UTC",
        "beat_schedule": SCHEDULE,
    }


app = Celery("citedesmetiers")
app.add_defaults(configuration)
app.autodiscover_tasks()
