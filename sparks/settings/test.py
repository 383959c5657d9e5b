"""The tests: real parts, started by tests/conftest.py, which sets the environment before this is read."""

import tempfile
from pathlib import Path

from sparks.settings.base import *  # noqa: F403
from sparks.settings.base import STORAGES, env

_HOME = Path(env.text("SPARKS_TEST_HOME", tempfile.gettempdir() + "/sparks-test"))
DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY", "only for tests, never outside them, long enough to please the checks")
DATABASES = {
    "default": {
        **env.database("DATABASE_URL", "postgresql://postgres@/sparks?host=/nowhere"),
        "CONN_MAX_AGE": 0,
        "TEST": {"TEMPLATE": env.text("TEST_TEMPLATE", "")},
    }
}
ENVIRONMENT_ID = env.text("ENVIRONMENT_ID", "test")
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
if env.text("EMAIL_URL", ""):
    globals().update(env.email("EMAIL_URL", ""))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
PAGES_ROOT = env.folder("PAGES_ROOT", _HOME / "public")
STATIC_ROOT = env.folder("STATIC_ROOT", _HOME / "static")
# Hashed names need a collected folder; tests that look at them run the whole stack.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Tests of the gate turn it on; all others are about the desk behind it.
REQUIRE_SECOND_FACTOR = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
