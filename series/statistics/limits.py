"""The numbers that the public page names, and what is counted where."""

from series.models.count import Counted

# A film was seen to its end when the end was reached and so many per cent of it were really played. The same number
# stands in static/js/count.js.
MOST_PLAYED = 80
# Named sites that lead to one page on one day, and to all pages together; the rest is OTHER.
HOSTS_A_PAGE = 30
HOSTS_A_DAY = 2000
# A site that led to a page less often on a day loses its name when the day is over.
FEWEST = 3
# Days are kept so long, then months.
MONTHS_BY_DAY = 25
# What a script may send at once; the three words of it need less.
LONGEST_BODY = 2000

# Whole pages that a visitor opens.
VIEWED = frozenset(
    [
        *("home", "upcoming", "archive", "archive_part", "people", "people_part", "causes", "cause_part"),
        *("resources", "subscribe", "how_we_count", "series", "series_part"),
        *("episode", "creator", "cause", "legal", "resource"),
    ]
)
# Where a film plays: its own page, and frames on other people's pages.
PLAYED = frozenset(["episode", "embed"])
PAGES = {Counted.VIEW: VIEWED, Counted.PLAY: PLAYED, Counted.COMPLETION: PLAYED}
