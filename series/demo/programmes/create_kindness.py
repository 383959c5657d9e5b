"""“#CreateKindness”, 2021: the campaign as reported; the animators of these films do not exist."""

from series.demo.entries import MADE_UP, NOT_THE_ORIGINAL, Entry, Person, Programme

MIKA = Person(
    name="Mika Example",
    category="Animation",
    biography=MADE_UP,
    causes=("Kindness",),
    place="Tampere",
    position=("61.5", "23.8"),
)
TOMAS = Person(
    name="Tomas Example",
    category="Animation",
    biography=MADE_UP,
    causes=("Kindness",),
    place="Porto",
    position=("41.1", "-8.6"),
)

CREATE_KINDNESS = Programme(
    title="#CreateKindness",
    slug="create-kindness",
    promise="Animated films against bullying, each in a style of its own.",
    introduction=(
        "A month against bullying, in 2021: animated films by several creators, each in a style of their own, who"
        " reveal themselves only at the end; a showcase all month; and a hashtag challenge in which the public shared"
        " kind moments and comments.\n\n"
        "This is a demonstration. That is what was reported about the campaign; the animators of the films below are"
        " fictional."
    ),
    hashtag="#CreateKindness",
    ember="#7c3aed",
    status="finished",
    entries=(
        Entry(
            number=1,
            title="The seat beside you",
            person=MIKA,
            summary="Cut paper, a school bus, and somebody who moves over.",
            story=f"{MADE_UP}\n\n{NOT_THE_ORIGINAL}",
            motif="papers",
            caption="Somebody on the bus moves over.",
            hashtags=("#CreateKindness",),
        ),
        Entry(
            number=2,
            title="What the comment said",
            person=TOMAS,
            summary="Letters fall on a playground until one of them is kind.",
            story=f"{MADE_UP}\n\n{NOT_THE_ORIGINAL}",
            motif="letters",
            caption="Until one of the letters is kind.",
            hashtags=("#CreateKindness",),
        ),
    ),
)
