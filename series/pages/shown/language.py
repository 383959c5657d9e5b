"""The language and direction of what is shown, and the language of the interface around it."""

import functools
from pathlib import Path

from django.conf import settings

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


@functools.cache
def interface_language(language: str) -> str:
    """The language itself where the hub's words are translated into it, else English."""
    known = {code for code, _name in settings.LANGUAGES}
    for candidate in (language, language.split("-", maxsplit=1)[0]):
        folder = Path(settings.LOCALE_PATHS[0]) / candidate.replace("-", "_")
        if candidate in known and folder.is_dir():
            return candidate
    return "en"
