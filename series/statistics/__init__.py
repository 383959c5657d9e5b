"""How often films are played and seen to their end, and which sites lead here: statistics without people.

What is kept is a number for a day, a page, what happened there and, of views, the site that led to it; nothing else,
nowhere. So nobody can be told from another, not even by whoever holds the database.

`views.count` takes what a page's small script says and adds one, in one statement, today. A count that gets lost (the
database is away, the limits are reached) is lost: nothing is kept for later, and the page never waits for it.
`settle` closes the days that are over: sites with small numbers lose their name there, and what is older than
`limits.MONTHS_BY_DAY` is added up by month. Twice is once. `reading` is what the desk shows.

The public page `/how-we-count/` says all this with the numbers of `limits`; the test beside it holds both together.
"""
