from django.conf import settings


def media_url(key: str) -> str:
    """The public address of a file in the public store; a path when the hub serves it itself."""
    base = f"{settings.S3_PUBLIC_URL}/" if settings.S3_PRIVATE_BUCKET else settings.MEDIA_URL
    return f"{base}{key}"
