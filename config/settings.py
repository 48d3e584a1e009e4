"""The one settings file. What differs between machines is read from the environment; docs/settings.md lists it.

ENVIRONMENT is `demo`, `test` or `production` (the default): production demands its secrets and refuses the demo.
"""

import os
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import embedded

ROOT = Path(__file__).resolve().parent.parent

ENVIRONMENT = os.environ.get("ENVIRONMENT", "production")
if ENVIRONMENT not in ("demo", "test", "production"):
    raise ImproperlyConfigured(f"ENVIRONMENT is {ENVIRONMENT!r}; it must be demo, test or production.")
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"


def secret(name: str, otherwise: str) -> str:
    """A secret from the environment; only the demo and tests have a well-known one instead."""
    value = os.environ.get(name)
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} must be set when ENVIRONMENT=production.")
    return otherwise


SECRET_KEY = secret("SECRET_KEY", "known-to-all-and-therefore-only-for-the-demo-and-for-tests")
SUBJECT_KEY = secret("SUBJECT_KEY", "known-to-all-and-therefore-only-for-the-demo-and-for-tests")
ANCHOR_KEY = secret("ANCHOR_KEY", "known-to-all-and-therefore-only-for-the-demo-and-for-tests")
EXTRACT_KEY = secret("EXTRACT_KEY", "known-to-all-and-therefore-only-for-the-demo-and-for-tests")
DEBUG = False
ANCHOR_FILE = Path(os.environ.get("ANCHOR_FILE", ROOT / ".local" / "anchors.jsonl"))
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,testserver").split(",")
BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")

_today = os.environ.get("ROTFESTE_TODAY", "2017-12-01" if DEMO else "")
TODAY: date | None = date.fromisoformat(_today) if _today and not PRODUCTION else None
"""The demo stands still at a date; otherwise None, and the clock decides."""

# --- Database: two roles. The owner migrates; the application owns nothing and cannot pass row-level security.


PREPARED = {
    "server_side_binding": True,
    "prepare_threshold": 2,
    "options": "-c plan_cache_mode=force_generic_plan",
}
"""Statements are prepared in the database, and planned once: planning the walls takes longer than the query itself."""


def database(url: str, role: str) -> dict[str, object]:
    """Django's form of a PostgreSQL address, for one of the two roles."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or role),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**PREPARED, **query, "application_name": f"rotfeste {role}"},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 300,
    }


DATABASE_NAME = os.environ.get("DATABASE_NAME", "rotfeste")
_app_url = os.environ.get("DATABASE_URL")
_owner_url = os.environ.get("OWNER_DATABASE_URL")
if not _app_url:
    _server = embedded.start(Path(os.environ.get("EMBEDDED_DATABASE", ROOT / ".local" / "postgres")))
    embedded.prepare(_server, DATABASE_NAME)
    _socket = dict(parse_qsl(urlsplit(_server).query))["host"]
    _app_url = f"postgresql://{embedded.APP}@/{DATABASE_NAME}?host={_socket}"
    _owner_url = f"postgresql://{embedded.OWNER}@/{DATABASE_NAME}?host={_socket}"
DATABASES = {"default": database(_app_url, embedded.APP)}
if _owner_url:
    DATABASES["owner"] = database(_owner_url, embedded.OWNER)
APPLICATION_ROLE = str(DATABASES["default"]["USER"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Chapters

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "procrastinate.contrib.django",
    "rotfeste.foundation.places",
    "rotfeste.foundation.access",
    "rotfeste.foundation.audit",
    "rotfeste.foundation.letters",
    "rotfeste.foundation.ui",
    "rotfeste.registers.persons",
    "rotfeste.registers.capacity",
    "rotfeste.casework.planning",
    "rotfeste.registers.own_access",
    "rotfeste.registers.participants",
    "rotfeste.registers.practice",
    "rotfeste.registers.courses",
    "rotfeste.casework.settlement",
    "rotfeste.casework.self_settlement",
    "rotfeste.casework.qualification",
    "rotfeste.insight.reporting",
    "rotfeste.insight.quality",
    "rotfeste.insight.extracts",
    "rotfeste.doors.web",
    "rotfeste.doors.own",
    "rotfeste.doors.clock",
    "rotfeste.doors.demo",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rotfeste.doors.web.gate.SecurityHeaders",
    "rotfeste.doors.web.gate.Transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rotfeste.doors.web.gate.Asking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "rotfeste.doors.web.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "rotfeste.doors.web.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "rotfeste.foundation.ui.templatetags.ui"],
        },
    }
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- Languages: the law demands bokmål and nynorsk at the same time

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
PLAIN_LANGUAGES = {
    "nb": "Norsk bokmål",
    "nn": "Norsk nynorsk",
    "en": "English",
    "ar": "العربية",
    "fa": "دری / فارسی",
    "ti": "ትግርኛ",
    "so": "Soomaali",
    "sw": "Kiswahili",
    "fr": "Français",
    "uk": "Українська",
}
"""The languages of the pages that refugees read; the pages of staff have LANGUAGES."""
UNREAD_LANGUAGES = ("ar", "fa", "ti", "so", "sw", "fr", "uk")
"""Translations that no translator has read yet; the pages say so."""
LOCALE_PATHS = [ROOT / "src" / "rotfeste" / "foundation" / "ui" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Oslo"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- Safety

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
PRACTICE_EMPTY_DAYS = int(os.environ.get("PRACTICE_EMPTY_DAYS", "30"))
SESSION_IDLE_SECONDS = int(os.environ.get("SESSION_IDLE_SECONDS", "1800"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "rotfeste.doors.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

OWN_IDLE_SECONDS = 900
"""A person's own session is short: telephones are lent and shared."""

# --- Log-in: OpenID Connect (Ansattporten's form). Without an issuer, only the demo's choice of person exists.

OIDC = {
    "issuer": os.environ.get("OIDC_ISSUER", ""),
    "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
    "private_key": os.environ.get("OIDC_PRIVATE_KEY", ""),
    "acr": os.environ.get("OIDC_ACR", "substantial"),
    "resource": os.environ.get("OIDC_RESOURCE", "urn:altinn:resource:rotfeste"),
}
if PRODUCTION and not OIDC["issuer"]:
    raise ImproperlyConfigured("OIDC_ISSUER must be set when ENVIRONMENT=production: there is no other log-in.")

# --- The machine API: tokens from Maskinporten, and which organisations may send permits (their numbers)

MASKINPORTEN = {
    "issuer": os.environ.get("MASKINPORTEN_ISSUER", ""),
    "jwks_uri": os.environ.get("MASKINPORTEN_JWKS_URI", ""),
    "audience": os.environ.get("MASKINPORTEN_AUDIENCE", BASE_URL),
    "permit_senders": os.environ.get("PERMIT_SENDERS", "").split(),
}

# --- Files, e-mail, letters

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ENVIRONMENT == "test"
MEDIA_ROOT = Path(os.environ.get("FILES", ROOT / ".local" / "files"))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_FILE_PATH = ROOT / ".local" / "email"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "rotfeste@example.no")
LETTER_DISPATCH = os.environ.get("LETTER_DISPATCH", "rotfeste.foundation.letters.outside.LocalOutbox")
SVARUT = {
    "url": os.environ.get("SVARUT_URL", ""),
    "account": os.environ.get("SVARUT_ACCOUNT", ""),
    "integration_id": os.environ.get("SVARUT_INTEGRATION_ID", ""),
    "integration_password": os.environ.get("SVARUT_INTEGRATION_PASSWORD", ""),
    "maskinporten_issuer": os.environ.get("MASKINPORTEN_ISSUER", ""),
    "maskinporten_client_id": os.environ.get("MASKINPORTEN_CLIENT_ID", ""),
    "maskinporten_key": os.environ.get("MASKINPORTEN_KEY", ""),
}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- Log: never personal data; request ids tie a line to the audit trail

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"rotfeste": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
