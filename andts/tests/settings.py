"""The settings of the tests: real ones, but all that is written goes to a folder of each pytest process's own."""

import os
import re
import tempfile
from pathlib import Path

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if "TEST_VAR" not in os.environ:
    os.environ["TEST_VAR"] = tempfile.mkdtemp(prefix="andts-test-")  # the processes of xdist inherit it
os.environ["VAR"] = f"{os.environ['TEST_VAR']}/{PROCESS}"
Path(os.environ["VAR"], "static").mkdir(parents=True, exist_ok=True)  # whitenoise expects it
if "REDIS_URL" in os.environ:
    os.environ["REDIS_URL"] = re.sub(r"/\d*$", f"/{PROCESS[2:]}", os.environ["REDIS_URL"])
# Playwright keeps an event loop in the thread where the tests ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["DJANGO_LIVE_TEST_SERVER_ADDRESS"] = "127.0.0.1"

from andts.settings import *  # noqa: E402, F403 - the lines above decide what it reads
from andts.settings import DATABASES, INSTALLED_APPS  # noqa: E402 - as above

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # On a busy machine those who write at once may wait long for their turn.
    DATABASES["default"]["OPTIONS"] |= {"timeout": 120}
# Argon2 is slow on purpose, and every test that signs in would pay.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages find the files as they are in the source; andts/tests/test_run.py meets them collected and compressed.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# pytest-django serves the files where it finds the app under Django's own name.
INSTALLED_APPS[INSTALLED_APPS.index("andts.static_files.StaticFiles")] = "django.contrib.staticfiles"
