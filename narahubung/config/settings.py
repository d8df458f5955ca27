"""Django's settings. What an organiser may set stands in `environment.py`."""

import sys
from pathlib import Path
from typing import Any

import pysqlite3
import pysqlite3.dbapi2

# Debian 12's SQLite (3.40) lies in the range of the WAL-reset corruption (3.7.0-3.51.2). Django
# imports `sqlite3`; it gets the bundled newer one. Must stand before any database import.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from csp.constants import NONCE, NONE, SELF  # noqa: E402

from narahubung.config.environment import environment  # noqa: E402
from narahubung.kit import clock, exercise, sealing  # noqa: E402

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
SECRET_KEY = environment.secret()
sealing.use_store(sealing.KeyStore(environment.folder("keys") / "subjects.sqlite3"))
if environment.stands_at is not None:
    clock.stand_at(environment.stands_at)
IS_DRILL = environment.is_exercise
if IS_DRILL:
    exercise.begin()

DEBUG = environment.debug
ALLOWED_HOSTS = [host.strip() for host in environment.hosts.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [environment.address] if environment.address else []
if environment.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_TLS = environment.address.startswith("https://")

ROOMS = [
    "kit",
    "journal",
    "accounts",
    "relays",
    "parties",
    "training",
    "programme",
    "stays",
    "care",
    "documents",
    "knowledge",
    "movements",
    "airports",
    "transport",
    "assignments",
    "needs",
    "duties",
    "gifts",
    "access",
    "protocol",
    "places",
    "meetings",
    "ripple",
    "alerts",
    "crisis",
    "media",
    "learning",
    "intake",
    "reports",
    "desks",
    "field",
]
INSTALLED_APPS = [
    "narahubung.config.wiring.Wiring",
    *[f"narahubung.{room}" for room in ROOMS],
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "narahubung.field.shell.Signed",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # phones; it pads, and tokens are masked (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "narahubung.accounts.preferences.PreferencesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "narahubung.kit.web.RefusalsBecomePages",
]
ROOT_URLCONF = "narahubung.config.urls"
WSGI_APPLICATION = "narahubung.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "csp.context_processors.nonce",
                "narahubung.desks.navigation.shell",
                "narahubung.field.shell.phone",
            ],
        },
    }
]

# FULL: an acknowledged write survives a power cut. IMMEDIATE: writers queue instead of failing.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-16000;"
)
if environment.database:
    _parts = dict(part.split("=", 1) for part in environment.database.split())
    DATABASES: dict[str, dict[str, Any]] = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _parts.get("dbname", "narahubung"),
            "USER": _parts.get("user", ""),
            "PASSWORD": _parts.get("password", ""),
            "HOST": _parts.get("host", ""),
            "PORT": _parts.get("port", ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": environment.threads + 4}},
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "narahubung.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": _PRAGMAS,
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",  # shared by processes: log-in limits must not leak
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
# Behind a proxy only: with an authority of our own, phones fetch its certificate from the same host
# by plain HTTP, which a browser that was told of HSTS no longer does. Not for subdomains: they may
# be others'.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _TLS and environment.behind_proxy else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "narahubung.accounts.adapter.NobodySignsUp"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_DISPLAY = str
ACCOUNT_FORMS = {
    "login": "narahubung.accounts.signing_in.SignIn",
    "change_password": "narahubung.accounts.signing_in.ChangePassword",
    "reauthenticate": "narahubung.accounts.signing_in.ConfirmByPassword",
}
MFA_ADAPTER = "narahubung.accounts.signing_in.SecondFactors"
MFA_FORMS = {
    "authenticate": "narahubung.accounts.signing_in.SecondStep",
    "reauthenticate": "narahubung.accounts.signing_in.ConfirmByCode",
    "activate_totp": "narahubung.accounts.signing_in.AddApp",
    "add_webauthn": "narahubung.accounts.signing_in.AddPasskey",
    "edit_webauthn": "narahubung.accounts.signing_in.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Narahubung"
USERSESSIONS_TRACK_ACTIVITY = False  # a write per page would take the one writer's turn
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if environment.email_host
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = environment.email_host or "localhost"

LANGUAGE_CODE = environment.language
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # every page shows a zone by name; nothing falls back to the server's

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "documents"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "narahubung.config.storage.HashedModules"},
}
SERVESTATIC_USE_BROTLI = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "narahubung.config.discreet.Line",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    "loggers": {"narahubung": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = ["models.W042"]
