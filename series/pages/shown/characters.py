import re

# What neither HTML nor XML 1.0 may hold, wherever it was pasted from.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    return FORBIDDEN.sub("", text)
