"""The Celery application: `celery --app andts worker`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "andts.settings")

TRANSPORT_ALIASES["filesystem"] = "andts.lib.file_queue:Transport"
app = Celery("andts")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
