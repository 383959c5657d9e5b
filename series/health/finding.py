from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    sentence: str
