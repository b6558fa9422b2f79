"""The Celery application: `celery --app andts worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andts.settings")

app = Celery("andts")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
