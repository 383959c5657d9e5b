"""Production: everything that matters must be in the environment, and a missing name is refused at start."""

from sparks.settings.base import *  # noqa: F403
from sparks.settings.base import PUBLIC_URL as _PUBLIC_URL
from sparks.settings.base import env

DEBUG = False
PUBLIC_URL = env.base_url("PUBLIC_URL")
SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
DATABASES = {
    "default": {**env.database("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
REDIS_URL = env.secret("REDIS_URL")
ENVIRONMENT_ID = env.text("ENVIRONMENT_ID")
globals().update(env.email("EMAIL_URL", "smtp://localhost:25"))

_HTTPS = _PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if _HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _HTTPS else "csrftoken"
