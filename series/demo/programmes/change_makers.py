"""“Change Makers”, 2024: the programme as reported; the people in these films do not exist."""

from series.demo.entries import MADE_UP, NOT_THE_ORIGINAL, Entry, Person, Programme

AMARA = Person(
    name="Amara Example",
    initiative="Night School",
    biography=MADE_UP,
    causes=("Education",),
    place="Nairobi",
    position=("-1.3", "36.8"),
)
ROSA = Person(
    name="Rosa Example",
    initiative="The River Watch",
    biography=MADE_UP,
    causes=("Environment",),
    place="Valparaíso",
    position=("-33.0", "-71.6"),
)
JONAS = Person(
    name="Jonas Example",
    initiative="Warm Rooms",
    biography=MADE_UP,
    causes=("Community",),
    place="Leipzig",
    position=("51.3", "12.4"),
)
YUKI = Person(
    name="Yuki Example",
    initiative="Repair Monday",
    biography=MADE_UP,
    causes=("Environment",),
    place="Sapporo",
    position=("43.1", "141.4"),
)

# What the second film said before it was corrected, and what it says now.
RIVER_FIRST = "Rosa counts the fish of one river, every week for nine years."
RIVER_CORRECTED = "Rosa counts the fish of one river, every week for seven years."

CHANGE_MAKERS = Programme(
    title="Change Makers",
    slug="change-makers",
    promise="Fifty creators and non-profits, six months, one minute for each story.",
    introduction=(
        "Fifty creators and non-profits took part in the first round, in 2024, from several countries: six months of"
        " training, tools and support, and over $1 million for more than thirty global and local non-profits, given"
        " as $25,000 donations to an organisation of each honoree's choice.\n\n"
        "This is a demonstration. That is what was reported about the programme; the people in the films below are"
        " fictional."
    ),
    hashtag="",
    ember="#0f766e",
    status="running",
    entries=(
        Entry(
            number=1,
            title="Lessons after the last tram",
            person=AMARA,
            summary="Amara teaches the evening class that she looked for and did not find.",
            story=f"{MADE_UP} There is no such school.\n\n{NOT_THE_ORIGINAL}",
            motif="windows",
            caption="The evening class she could not find.",
        ),
        Entry(
            number=2,
            title="One river, every week",
            person=ROSA,
            summary=RIVER_FIRST,
            story=f"{MADE_UP} There is no such river.\n\n{NOT_THE_ORIGINAL}",
            motif="leaves",
            caption="One river, counted every week.",
        ),
        Entry(
            number=3,
            title="A room that is warm",
            person=JONAS,
            summary="Jonas opens the town hall's cellar on the coldest nights.",
            story=f"{MADE_UP} There is no such cellar.\n\n{NOT_THE_ORIGINAL}",
            motif="rings",
            caption="A warm room on the coldest nights.",
        ),
        Entry(
            number=4,
            title="Nothing is broken for good",
            person=YUKI,
            summary="Yuki mends toasters with those who brought them.",
            story=f"{MADE_UP} There is no such workshop.\n\n{NOT_THE_ORIGINAL}",
            motif="bubbles",
            caption="She mends it with whoever brought it.",
        ),
    ),
)
