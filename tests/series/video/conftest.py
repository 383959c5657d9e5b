from tests.factories.stores import s3_server, stores

__all__ = ["s3_server", "stores"]
