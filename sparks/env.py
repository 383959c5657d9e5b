"""Typed readers for the environment. Every setting is read once, at start, and a bad value is a sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name)
    if value is None or value == "":
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. Give it a value in the environment.")
        return default
    return value


def secret(name: str, default: str | None = None) -> str:
    """The value of NAME, or what the file named by NAME_FILE holds (for Docker secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {path}, which can't be read: {error}.") from error
    return text(name, default)


def boolean(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; it must be yes or no.")


def integer(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.") from error
    if number < least:
        raise ImproperlyConfigured(f"{name} is {number}; it must be at least {least}.")
    return number


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().absolute()


def base_url(name: str, default: str | None = None) -> str:
    """An absolute http(s) address without a path or trailing slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it must be the hub's address without a path, like https://hub.example.org."
        )
    return value


def database(name: str, default: str | None = None) -> dict[str, object]:
    """Django's database settings from a postgresql:// address; ?host=/folder means a unix socket there."""
    value = secret(name, default)
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://; Sparks runs on Postgres only.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or (parts.hostname or ""),
        "PORT": options.pop("port", "") or str(parts.port or ""),
        "OPTIONS": options,
    }


def email(name: str, default: str) -> dict[str, object]:
    """Django's MAILERS from smtp://user:password@host:port, smtps://… or file:///folder."""
    value = secret(name, default)
    parts = urlsplit(value)
    options: dict[str, object]
    if parts.scheme == "file":
        backend, options = "filebased", {"file_path": unquote(parts.path)}
    elif parts.scheme in {"smtp", "smtps"} and parts.hostname:
        backend = "smtp"
        options = {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        }
    else:
        raise ImproperlyConfigured(f"{name} must be smtp://host:port, smtps://host:port or file:///folder.")
    return {
        "MAILERS": {
            "default": {"BACKEND": f"django.core.mail.backends.{backend}.EmailBackend", "OPTIONS": options}
        }
    }
