"""Every setting, from environment variables; none is needed to run a checkout. README.md lists them.

Two ways to run: embedded (the default: SQLite, files and a Celery worker over the file system, all in `var/`) and
served (`SITE_URL` begins with https://: PostgreSQL, Redis and SMTP expected, strict transport, no demonstration).
"""

from pathlib import Path
from urllib.parse import urlsplit

import bootstrap
import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from andts import environment

# Lets classes of Django's say what they are generic over: `ModelAdmin[Plan]`.
django_stubs_ext.monkeypatch()

VERSION = "0.1"
BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env.str("VAR", str(BASE_DIR / "var")))
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SERVED = SITE_URL.startswith("https://")
DEBUG = env.bool("DEBUG", False)
if SERVED and DEBUG:
    raise ImproperlyConfigured("DEBUG får inte vara på när SITE_URL börjar med https://.")

# --- Who may talk to us

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if SERVED:
        raise ImproperlyConfigured("Ange SECRET_KEY: minst 50 slumpmässiga tecken.")
    SECRET_KEY = environment.stored_secret(VAR / "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
ALLOWED_HOSTS += [urlsplit(SITE_URL).hostname or ""] if SERVED else ["127.0.0.1", "localhost", "[::1]", "testserver"]
# The number of proxies between the user and us decides which address in X-Forwarded-For is believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES") if SERVED else env.int("TRUSTED_PROXIES", 0)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "workspace.views.errors.csrf_failure"
SESSION_COOKIE_NAME = "__Host-session" if SERVED else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SERVED else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Not in a cookie: what somebody wrote is quoted in them.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = SERVED
# Who watches over the server asks from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^halsa/$"]
# Believed of a proxy of ours alone: anyone can send the header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- What it is made of

INSTALLED_APPS = [
    "workspace",
    "reports",
    "followup",
    "activities",
    "plans",
    "organisations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "andts.static_files.StaticFiles",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "andts.middleware.CompressPages",
    "andts.middleware.set_policies",
    "andts.middleware.refuse_null_bytes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before the login that an empty installation has no account for.
    "organisations.first_start.redirect_when_empty",
    "andts.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "andts.middleware.Collisions",
    "andts.middleware.NumbersInReach",
    "andts.middleware.tell_place",
]
ROOT_URLCONF = "andts.urls"
WSGI_APPLICATION = "andts.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspace.navigation.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- Where things are kept

DATABASES = {"default": environment.database(env.str("DATABASE_URL", f"sqlite:///{VAR / 'andts.sqlite3'}"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"]["NAME"] = str(VAR / "test.sqlite3")
MEDIA_ROOT = VAR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", bootstrap.__path__[0])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "andts.static_files.HashedStaticFiles"},
}
# Source maps are for whoever debugs Bootstrap: not worth compressing, which takes longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "gif", "ico", "woff2", "svgz"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Signing in

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = [
    # First: a locked address is refused before its password is looked at.
    "axes.backends.AxesStandaloneBackend",
    "organisations.signin.Backend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "organisations.signin.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "organisations.forms.signin.LoginForm",
    "reset_password": "organisations.forms.signin.ResetPasswordForm",
    "reset_password_from_key": "organisations.forms.signin.ResetPasswordKeyForm",
    "set_password": "organisations.forms.signin.SetPasswordForm",
    "change_password": "organisations.forms.signin.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# People are invited by mail and choose a password behind its link, which proves the address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Failed sign-ins are axes' to count, in the database: allauth counts in each process's memory.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
# A link to choose a password: in an invitation, or asked for.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
AXES_FAILURE_LIMIT = "organisations.signin.guesses_allowed"
AXES_COOLOFF_TIME = 0.25  # hours: the quarter that account/locked.html speaks of
AXES_LOCKOUT_PARAMETERS = [["ip_address", "username"]]
AXES_CLIENT_IP_CALLABLE = "organisations.signin.client_address"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "organisations.signin.claimed_user"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# --- Jobs

REDIS_URL = env.str("REDIS_URL", "")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # Longer than the longest job; a job that a dead worker held comes back soon after that.
    {"visibility_timeout": 1800, "unacked_restore_interval": 2, "unacked_restore_throttle": 1}
    if REDIS_URL
    else environment.file_queue(VAR / "queue")
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
# A job leaves the queue when it is done, and not when a worker that may die takes it.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# No short job waits behind a long one that the same child has put aside for itself.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = CELERY_RESULT_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
# What the libraries for documents keep in memory goes back with the process.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "queue again what a dead worker left": {"task": "reports.tasks.sweep", "schedule": 15},
    "send the letters that wait": {"task": "organisations.tasks.sweep_letters", "schedule": 15},
    "forget old codes": {"task": "organisations.tasks.forget_codes", "schedule": 3600},
    "forget files taken away": {"task": "followup.tasks.forget_attachments", "schedule": 3600},
    "confirm what partners answered": {"task": "followup.tasks.confirm_those_who_left", "schedule": 600},
    "remind those who have not answered": {"task": "followup.tasks.remind", "schedule": 1800},
}

# --- Mail

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", "ANDTS-planen <noreply@localhost>")
vars().update(environment.mail(env.str("EMAIL_URL", f"file://{VAR / 'mail'}")))

# --- Words and time

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
# Templates write ids into addresses: grouped, row 1 000 would be out of reach. Figures are grouped where they stand.
USE_THOUSAND_SEPARATOR = False

# --- The accessibility statement (workspace/statement.py), which every installation must have its own of

STATEMENT_ACTOR = env.str("STATEMENT_ACTOR", "")
STATEMENT_SERVICE = env.str("STATEMENT_SERVICE", "ANDTS-planen")
STATEMENT_EMAIL = env.str("STATEMENT_EMAIL", "")
STATEMENT_PHONE = env.str("STATEMENT_PHONE", "")
STATEMENT_LINK = environment.web_address("STATEMENT_LINK", env.str("STATEMENT_LINK", ""))
STATEMENT_CONFORMITY = environment.one_of(
    ("helt", "delvis", "inte"), "STATEMENT_CONFORMITY", env.str("STATEMENT_CONFORMITY", "delvis")
)
STATEMENT_FAULTS = environment.items(env.str("STATEMENT_FAULTS", ""))
STATEMENT_BURDEN = environment.items(env.str("STATEMENT_BURDEN", ""))
STATEMENT_EXEMPT = environment.items(env.str("STATEMENT_EXEMPT", ""))
STATEMENT_METHOD = env.str("STATEMENT_METHOD", "")
STATEMENT_ASSESSED = environment.day("STATEMENT_ASSESSED", env.str("STATEMENT_ASSESSED", ""))
STATEMENT_UPDATED = environment.day("STATEMENT_UPDATED", env.str("STATEMENT_UPDATED", ""))

# --- What is written down

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    # Libraries that report each step.
    "loggers": {
        name: {"level": "WARNING"} for name in ("axes", "fontTools", "pikepdf", "weasyprint", "weasyprint.progress")
    },
}
