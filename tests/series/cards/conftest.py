from tests.factories.stores import buckets, s3_server, stores

__all__ = ["buckets", "s3_server", "stores"]
