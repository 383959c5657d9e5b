"""The Celery app and the whole beat schedule.

A task here is only a nudge: what is due stands in the database, so a lost, late or doubled message changes
nothing (see series.publishing).
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sparks.settings.local")

app = Celery("sparks")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What is not sent by beat, which names its queue itself.
app.conf.task_routes = {"series.make_renditions": {"queue": "media"}}
app.conf.beat_schedule = {
    "tick": {"task": "series.tick", "schedule": 1.0, "options": {"queue": "tick"}},
    "bake what is marked": {"task": "series.bake_marked", "schedule": 5.0, "options": {"queue": "pages"}},
    "deliver effects": {"task": "series.deliver_effects", "schedule": 5.0, "options": {"queue": "notify"}},
    "check withdrawals": {
        "task": "series.recheck_withdrawn",
        "schedule": 20.0,
        "options": {"queue": "pages"},
    },
    "make renditions": {
        "task": "series.make_missing_renditions",
        "schedule": 15.0,
        "options": {"queue": "media"},
    },
    "renew security.txt": {
        "task": "series.renew_security",
        "schedule": 3600.0,
        "options": {"queue": "pages"},
    },
    "sweep pages": {"task": "series.sweep_pages", "schedule": 3600.0, "options": {"queue": "pages"}},
    "clear strays": {"task": "series.clear_strays", "schedule": 300.0, "options": {"queue": "media"}},
    "sweep files": {"task": "series.sweep_uploads", "schedule": 3600.0, "options": {"queue": "media"}},
    "work on line-ups": {
        "task": "series.work_on_lineups",
        "schedule": 10.0,
        "options": {"queue": "notify"},
    },
    "tell of what is late": {"task": "series.tell_trouble", "schedule": 15.0, "options": {"queue": "notify"}},
    "tell of what is at risk": {
        "task": "series.tell_risks",
        "schedule": 180.0,
        "options": {"queue": "notify"},
    },
    "post notices": {"task": "series.post_notices", "schedule": 10.0, "options": {"queue": "notify"}},
    "prune notices": {"task": "series.prune_notices", "schedule": 3600.0, "options": {"queue": "notify"}},
    "send newsletters": {"task": "newsletter.send", "schedule": 2.0, "options": {"queue": "notify"}},
    "send letters to readers": {
        "task": "newsletter.letters",
        "schedule": 10.0,
        "options": {"queue": "notify"},
    },
    "forget readers": {"task": "newsletter.forget", "schedule": 3600.0, "options": {"queue": "notify"}},
    "forget sign-ins": {"task": "accounts.forget", "schedule": 300.0, "options": {"queue": "notify"}},
    "forget drafts": {"task": "series.forget_drafts", "schedule": 3600.0, "options": {"queue": "notify"}},
    "settle counts": {"task": "series.settle_counts", "schedule": 600.0, "options": {"queue": "notify"}},
    "catch up with search": {
        "task": "series.catch_up_search",
        "schedule": 60.0,
        "options": {"queue": "pages"},
    },
    "heartbeat": {"task": "series.heartbeat", "schedule": 60.0, "options": {"queue": "notify"}},
}
