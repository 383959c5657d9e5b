"""One machine: `make run`. The stack's supervisor sets DATABASE_URL and REDIS_URL."""

from sparks.settings.base import *  # noqa: F403
from sparks.settings.base import SPARKS_HOME, env

DEBUG = False
# Known to everyone who reads this file: it guards a demonstration on one's own machine, nothing else.
SECRET_KEY = env.secret("SECRET_KEY", "a demonstration on one machine, not a secret")
DATABASES = {
    "default": {
        **env.database("DATABASE_URL", f"postgresql://postgres@/sparks?host={SPARKS_HOME}/postgres/socket"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
ENVIRONMENT_ID = env.text("ENVIRONMENT_ID", "demo")
globals().update(env.email("EMAIL_URL", f"file://{SPARKS_HOME}/mail"))
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.words("ALLOWED_HOSTS")]
# The demonstration's accounts are told at the terminal; whoever wants to try a second factor sets one up.
REQUIRE_SECOND_FACTOR = env.boolean("REQUIRE_SECOND_FACTOR", False)
# Passkeys over http, which browsers allow on one's own machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
