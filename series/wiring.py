"""Joins this app to the hooks of others, once, at start."""


def connect() -> None:
    pass


def seal_fresh_database(*, using: str, **_signal: object) -> None:
    from series.publishing import seal

    seal.seal_fresh_database(using=using)
