"""“TikTok Sparks Good”, 2023: what was reported, and around it people who do not exist."""

from series.demo.entries import MADE_UP, NOT_THE_ORIGINAL, Entry, Person, Programme

TAG = "#TikTokSparksGood"
SOUND = "original sound – TikTok"

JESSIE = Person(
    name="Jessie Whittington",
    real=True,
    initiative="Country Lather",
    category="Small business",
    biography="Built Country Lather, an affordable soap line, in a rural community.",
    causes=("Small business",),
)
SPENCER = Person(
    name="Spencer Russell",
    real=True,
    handle="@toddlerscanread",
    initiative="Toddlers Can Read",
    category="Education",
    biography="Runs Toddlers Can Read, a childhood-literacy initiative that reaches millions of parents.",
    causes=("Education",),
)
JON = Person(
    name="Jon Lynch",
    real=True,
    category="Advocacy",
    biography="An advocate for veterans' health care.",
    causes=("Veterans",),
)
JASMINE = Person(
    name="Jasmine Vega",
    real=True,
    category="Small business",
    biography="Saved her family's restaurant with the community's help.",
    causes=("Small business", "Community"),
)
NORA = Person(
    name="Nora Example",
    initiative="Spokes for Everybody",
    biography=MADE_UP,
    causes=("Community",),
    place="Bristol",
    position=("51.5", "-2.6"),
)
IDRIS = Person(
    name="Idris Example",
    initiative="The Library Van",
    biography=MADE_UP,
    causes=("Education",),
    place="Fez",
    position=("34.0", "-5.0"),
)
WANDA = Person(
    name="Wanda Example",
    initiative="The Seed Desk",
    biography=MADE_UP,
    causes=("Community",),
    place="Duluth",
    position=("46.8", "-92.1"),
)
LEO = Person(
    name="Leo Example",
    initiative="Choir at the Depot",
    biography=MADE_UP,
    causes=("Community",),
    place="Memphis",
    position=("35.1", "-90.0"),
)

SPARKS_GOOD = Programme(
    title="TikTok Sparks Good",
    slug="tiktok-sparks-good",
    promise="One-minute documentary episodes, each about one creator.",
    introduction=(
        "A series of one-minute documentary episodes on a platform's impact hub, first shown in 2023. Two episodes"
        " opened it, two more people were announced by name before their films were public, and the rest followed"
        " over six weeks.\n\n"
        "This is a demonstration. What it says about real people is what was reported; the films, the pictures and"
        " all dates are the demonstration's own."
    ),
    hashtag=TAG,
    ember="#e0452b",
    status="running",
    entries=(
        Entry(
            number=1,
            title="A soap line for a rural community",
            person=JESSIE,
            summary="Jessie Whittington of Country Lather built an affordable soap line in a rural community.",
            story=(
                "Jessie Whittington's Country Lather, an affordable soap line built in a rural community, was one of"
                f" the two stories that opened the series.\n\n{NOT_THE_ORIGINAL}"
            ),
            motif="bubbles",
            caption="Affordable soap, from a rural community.",
            hashtags=(TAG,),
            sound_credit=SOUND,
        ),
        Entry(
            number=2,
            title="Toddlers can read",
            person=SPENCER,
            summary="Spencer Russell's childhood-literacy initiative reaches millions of parents.",
            story=(
                "Toddlers Can Read, Spencer Russell's childhood-literacy initiative, reaches millions of parents. It"
                f" was one of the two stories that opened the series.\n\n{NOT_THE_ORIGINAL}"
            ),
            motif="letters",
            caption="Literacy that reaches millions of parents.",
            hashtags=(TAG, "#Reading"),
            mention="@toddlerscanread",
            sound_credit=SOUND,
        ),
        Entry(
            number=3,
            title="For veterans' health care",
            person=JON,
            summary="Jon Lynch is an advocate for veterans' health care.",
            story=(
                "Jon Lynch, an advocate for veterans' health care, was announced by name before his film was"
                f" public.\n\n{NOT_THE_ORIGINAL}"
            ),
            motif="rings",
            caption="An advocate for veterans' health care.",
            teaser="An advocate for veterans' health care.",
            hashtags=(TAG,),
            sound_credit=SOUND,
        ),
        Entry(
            number=4,
            title="A family's restaurant",
            person=JASMINE,
            summary="Jasmine Vega saved her family's restaurant with the community's help.",
            story=(
                "Jasmine Vega, who saved her family's restaurant with the community's help, was announced by name"
                f" before her film was public.\n\n{NOT_THE_ORIGINAL}"
            ),
            motif="plates",
            caption="A family's restaurant, saved together.",
            teaser="She saved her family's restaurant with the community's help.",
            hashtags=(TAG,),
            sound_credit=SOUND,
        ),
        Entry(
            number=5,
            title="Forty bicycles by Friday",
            person=NORA,
            summary="Nora repairs what others throw out, and lends it to whoever has to get to work.",
            story=f"{MADE_UP} There is no such workshop.\n\n{NOT_THE_ORIGINAL}",
            motif="papers",
            caption="She lends a bicycle to whoever needs one.",
            hashtags=(TAG,),
        ),
        Entry(
            number=6,
            title="The library comes on Tuesdays",
            person=IDRIS,
            summary="Idris drives nine hundred books to nine villages.",
            story=f"{MADE_UP} There is no such van.",
            hashtags=(TAG,),
        ),
        Entry(
            number=7,
            title="Seeds against a promise",
            person=WANDA,
            summary="Take seeds in spring, bring some back in autumn: Wanda keeps the book.",
            story=f"{MADE_UP} There is no such desk.\n\n{NOT_THE_ORIGINAL}",
            motif="leaves",
            caption="Seeds in spring, seeds back in autumn.",
            hashtags=(TAG,),
        ),
        Entry(
            number=8,
            title="The late shift sings",
            person=LEO,
            summary="Leo leads a choir of bus drivers, at five in the morning.",
            story=f"{MADE_UP} There is no such choir.",
            hashtags=(TAG,),
        ),
    ),
)
