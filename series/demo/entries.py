"""What a programme of the demonstration is made of, as plain data."""

from dataclasses import dataclass, field

MADE_UP = "A fictional person, made up for this demonstration."
NOT_THE_ORIGINAL = (
    "The film on this page is a demonstration, drawn by a program. It is not the original, and shows nobody."
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """`real`: of this person the demonstration says what was reported, and nothing else."""

    name: str
    real: bool = False
    handle: str = ""
    initiative: str = ""
    category: str = ""
    biography: str = ""
    causes: tuple[str, ...] = ()
    # Only of people who do not exist: of the others no place was reported.
    place: str = ""
    position: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One episode. `caption` is spoken in the film: at most 48 characters, or nobody could read it."""

    number: int
    title: str
    person: Person
    summary: str
    story: str
    motif: str = ""
    caption: str = ""
    teaser: str = ""
    hashtags: tuple[str, ...] = ()
    mention: str = ""
    sound_credit: str = ""

    @property
    def filmed(self) -> bool:
        return bool(self.motif)


@dataclass(frozen=True, kw_only=True)
class Programme:
    title: str
    slug: str
    promise: str
    introduction: str
    hashtag: str
    ember: str
    status: str
    entries: tuple[Entry, ...] = field(default_factory=tuple)
    zone: str = "America/New_York"

    def entry(self, number: int) -> Entry:
        return next(entry for entry in self.entries if entry.number == number)
