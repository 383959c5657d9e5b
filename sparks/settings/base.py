"""What is the same everywhere. The environment's names are documented in CONTRIBUTING.md."""

import zoneinfo
from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from sparks import env
from sparks.settings.unfold import UNFOLD  # noqa: F401 -- a setting

# Zones come from the locked tzdata package, so that every machine resolves a wall time alike.
zoneinfo.reset_tzpath(())

BASE_DIR = Path(__file__).resolve().parents[2]
SPARKS_HOME = env.folder("SPARKS_HOME", BASE_DIR / ".local")

PUBLIC_URL = env.base_url("PUBLIC_URL", f"http://localhost:{env.integer('PORT', 8000)}")
_HOST = PUBLIC_URL.split("://", 1)[1].rsplit(":", 1)[0]
ALLOWED_HOSTS = [_HOST, *env.words("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "sparks.accounts",
    "creators",
    "series",
    "series.newsletter",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sparks.accounts.gate.SecondFactorGate",
    "pghistory.middleware.HistoryMiddleware",
]
ROOT_URLCONF = "sparks.urls"
WSGI_APPLICATION = "sparks.wsgi.application"
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
            ]
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# -- signing in ---------------------------------------------------------------------------------------------
# Off for a demonstration on one machine. `check --deploy` warns where it is off.
REQUIRE_SECOND_FACTOR = env.boolean("REQUIRE_SECOND_FACTOR", True)
# How many servers of ours stand before gunicorn and name whom they spoke with in X-Forwarded-For: nginx, and a TLS
# proxy before it if that adds to the header.
TRUSTED_HOPS = env.integer("TRUSTED_HOPS", 1)
# Counts of failed tries must be the same in every worker, and signing in must work while Redis is down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ACCOUNT_ADAPTER = "sparks.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "login": "sparks.accounts.forms.SignInForm",
    "reauthenticate": "sparks.accounts.forms.PasswordForm",
    "reset_password": "sparks.accounts.forms.AskResetForm",
    "reset_password_from_key": "sparks.accounts.forms.ResetForm",
    "change_password": "sparks.accounts.forms.ChangePasswordForm",
}
# By name and source together, never by source alone: an office behind one address has many people, and nobody
# shall shut the door on all of them. What has no secret to guess is not counted.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key",
    "reset_password": "3/10m/key",
    "login": "",
    "reset_password_from_key": "",
}
MFA_RATE_LIMITS = {"webauthn_login": ""}
MFA_ADAPTER = "sparks.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = f"Sparks {_HOST}"
# Addresses are made by those who invite, who know them; there is no e-mail page at which to verify one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "sparks.accounts.forms.CodeForm",
    "reauthenticate": "sparks.accounts.forms.CodeAgainForm",
    "activate_totp": "sparks.accounts.forms.FirstCodeForm",
    "add_webauthn": "sparks.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "sparks.accounts.forms.ShowPasskeyForm",
    "reauthenticate_webauthn": "sparks.accounts.forms.ShowPasskeyAgainForm",
    "login_webauthn": "sparks.accounts.forms.PasskeySignInForm",
}
PASSWORD_RESET_TIMEOUT = 4 * 3600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "sparks" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- the public tree and the stores -------------------------------------------------------------------------
PAGES_ROOT = env.folder("PAGES_ROOT", SPARKS_HOME / "public")
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC_ROOT", SPARKS_HOME / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
_MEDIA_HOME = BASE_DIR / "media" if SPARKS_HOME == BASE_DIR / ".local" else SPARKS_HOME / "media"
PRIVATE_MEDIA_ROOT = env.folder("PRIVATE_MEDIA_ROOT", _MEDIA_HOME / "private")
PUBLIC_MEDIA_ROOT = env.folder("PUBLIC_MEDIA_ROOT", _MEDIA_HOME / "public")
S3_ENDPOINT_URL = env.text("S3_ENDPOINT_URL", "")
S3_REGION = env.text("S3_REGION", "us-east-1")
S3_ACCESS_KEY_ID = env.secret("S3_ACCESS_KEY_ID", "")
S3_SECRET_ACCESS_KEY = env.secret("S3_SECRET_ACCESS_KEY", "")
S3_PRIVATE_BUCKET = env.text("S3_PRIVATE_BUCKET", "")
S3_PUBLIC_BUCKET = env.text("S3_PUBLIC_BUCKET", "")
S3_PUBLIC_URL = env.text("S3_PUBLIC_URL", "").rstrip("/")
MEDIA_ORIGIN = "/".join(S3_PUBLIC_URL.split("/")[:3]) if S3_PRIVATE_BUCKET else ""


def _store(bucket: str, root: str, url: str | None) -> dict[str, object]:
    if S3_PRIVATE_BUCKET:
        return {"BACKEND": "sparks.s3_store.S3Store", "OPTIONS": {"bucket_name": bucket}}
    return {"BACKEND": "sparks.folder_store.FolderStore", "OPTIONS": {"root": root, "base_url": url}}


STORAGES = {
    "default": _store(S3_PRIVATE_BUCKET, "PRIVATE_MEDIA_ROOT", None),
    "private": _store(S3_PRIVATE_BUCKET, "PRIVATE_MEDIA_ROOT", None),
    "public": _store(S3_PUBLIC_BUCKET, "PUBLIC_MEDIA_ROOT", MEDIA_URL),
    "staticfiles": {"BACKEND": "sparks.static_store.PackedStaticFiles"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_TEMP_DIR = None

# -- queues -------------------------------------------------------------------------------------------------
REDIS_URL = env.secret("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
# A task that is named nowhere here goes to `notify`; sparks.celery says how often each is sent.
CELERY_TASK_DEFAULT_QUEUE = "notify"
CELERY_TASK_ROUTES = {
    "series.tick": {"queue": "tick"},
    "series.bake_marked": {"queue": "pages"},
    "series.recheck_withdrawn": {"queue": "pages"},
    "series.make_renditions": {"queue": "media"},
    "series.make_missing_renditions": {"queue": "media"},
    "series.sweep_uploads": {"queue": "media"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.integer("CELERY_VISIBILITY_TIMEOUT", 3600, least=1),
    "socket_keepalive": True,
    "socket_connect_timeout": 5,
    "health_check_interval": 30,
}
CELERY_TIMEZONE = "UTC"

# -- outward ------------------------------------------------------------------------------------------------
ENVIRONMENT_ID = env.text("ENVIRONMENT_ID", "")
BUILD = env.text("BUILD", "")
HEARTBEAT_URL = env.text("HEARTBEAT_URL", "")
CDN_PURGE_URL = env.text("CDN_PURGE_URL", "")
CDN_PURGE_TOKEN = env.secret("CDN_PURGE_TOKEN", "")
# Webhook receivers on our own network: HOST or HOST:PORT. Every other private address is refused.
WEBHOOK_ALLOWED_HOSTS = env.words("WEBHOOK_ALLOWED_HOSTS")
# What addresses are hashed with in the suppression list; SECRET_KEY where it is not given. Once chosen, it stays.
NEWSLETTER_KEY = env.secret("NEWSLETTER_KEY", "")
# What the mail provider signs bounces and complaints with; without it none are taken.
NEWSLETTER_WEBHOOK_SECRET = env.secret("NEWSLETTER_WEBHOOK_SECRET", "")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Sparks <sparks@localhost>")

# -- security -----------------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Framing is governed by frame-ancestors below; X-Frame-Options would only say it twice (ASVS 5.0, 3.4.6).
SILENCED_SYSTEM_CHECKS = ["security.W002"]
# The desk: Unfold's Alpine build compiles expressions at run time and its templates carry style attributes.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", *([MEDIA_ORIGIN] if MEDIA_ORIGIN else [])],
    "media-src": [CSP.SELF, *([MEDIA_ORIGIN] if MEDIA_ORIGIN else [])],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.SELF],
    "object-src": [CSP.NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "filters": {"without_secrets": {"()": "sparks.quiet_log.WithoutSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "celery": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "kombu": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
