"""One file, one reader. With nothing set the house opens on a laptop; DEBUG=0 wants a SECRET_KEY."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env", overwrite=False)
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
ON_A_LAPTOP = "DEBUG" not in os.environ or DEBUG  # DEBUG=0, said aloud, is how a real site starts


def secret_key() -> str:
    """The key of the environment; on a laptop, one made once and kept readable by its owner alone."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if not ON_A_LAPTOP:
        raise ImproperlyConfigured("Set SECRET_KEY: with DEBUG=0 the house does not open without one.")
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="")  # what a visitor's phone calls the house; else the request's own host
HTTPS = env.bool("HTTPS", default=False)  # set behind a proxy that speaks TLS

INSTALLED_APPS = [
    "citedesmetiers.kit",
    "citedesmetiers.centre",
    "citedesmetiers.tallies",
    "citedesmetiers.live",
    "citedesmetiers.accounts",
    "desks",
    "resources",
    "events",
    "reception",
    "citedesmetiers.attendance",
    "citedesmetiers.front",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "crispy_bootstrap5",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "simple_history",
]
MIDDLEWARE = [
    "citedesmetiers.kit.middleware.browsers_language",
    "django.middleware.security.SecurityMiddleware",
    "citedesmetiers.kit.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "citedesmetiers.kit.middleware.small_bodies",
    "citedesmetiers.kit.middleware.in_turn",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "citedesmetiers.accounts.middleware.language",
    "citedesmetiers.accounts.middleware.guard",
    "axes.middleware.AxesMiddleware",
    "citedesmetiers.kit.middleware.house_rules",  # last, and synchronous: see kit.middleware
]
REQUESTS_AT_ONCE = env.int("REQUESTS_AT_ONCE", default=3)  # in one process: see kit.middleware.in_turn
ROOT_URLCONF = "citedesmetiers.urls"
WSGI_APPLICATION = "citedesmetiers.wsgi.application"
ASGI_APPLICATION = "citedesmetiers.asgi.application"
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
                "citedesmetiers.front.context.house",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'cite.sqlite3'}")}
SQLITE = "sqlite3" in DATABASES["default"]["ENGINE"]
if SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
        " PRAGMA secure_delete=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=16), "timeout": 10},
        "options": "-c statement_timeout=10000 -c lock_timeout=5000",
        "server_side_binding": True,  # so that a statement heard five times is planned once; bears no pgbouncer
        "prepare_threshold": 5,
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")  # empty: one process, no broker

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "front:home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "citedesmetiers.accounts.rules.no_address"
AXES_USERNAME_CALLABLE = "citedesmetiers.accounts.rules.print_of_the_name"
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"

# A lock by address would let one visitor lock out the whole counter, and would keep addresses.
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",
    "security.W005", "security.W021",  # a house speaks for its own host, not for its town’s other sites
]

# What a PIN opens on a shared computer, and what a locked screen still shows: the day's work at reception and desks. An
# address that does not stand here asks for the password again.
OPEN_BY_PIN = {
    f"reception:{name}"
    for name in ("home", "log", "undo", "give-up", "come-back", "slip", "tap", "untap", "parts", "live", "group",
                 "prefer", "counters", "counter", *(f"counter-{verb}" for verb in (
                     "here", "pause", "leave", "next", "meet", "finish", "absent", "send-on", "take", "undo", "help",
                     "decline", "left", "back", "recall", "priority", "live")))
} | {f"resources:{name}" for name in ("hand", "handed", "asked", "count", "take-back", "consultation")} | {
    f"desks:{name}" for name in ("roster", "week", "roster-live", "absent", "back")  # one tap: who does not come
}  # fmt: skip
OTP_TOTP_ISSUER = "Cité des métiers"  # what a telephone calls the account

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Bootstrap's own tick marks and arrows
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024  # no form of this house is longer; kit.middleware.small_bodies answers 413
LARGER_BODIES = {  # addresses that take a file, and how long it may be
    "/rosters/month/changes/": 768 * 1024,
    "/resources/covers/": 2304 * 1024,
    "/resources/plan/load/": 768 * 1024,
    "/resources/loads/bring/": 8448 * 1024,
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # the longest is a paper day: hours x services x purposes

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="fr")
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
PUBLIC_LANGUAGES = [*LANGUAGES, ("ar", _("Arabic"))]  # of the pages for visitors: docs/decisions has the reasons
PUBLIC_PAGES = ("/", "/partners/", "/outside/")  # that speak these, and so does
PUBLIC_PATHS = ("/t/", "/now/", "/documents/", "/station/")  # whatever is under them
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Paris")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", default=False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not env.bool("STATIC_MANIFEST", default=False)
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no_paths": {"()": "citedesmetiers.kit.logs.WithoutAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_paths"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
