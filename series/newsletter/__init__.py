"""The hub's newsletter: one mail about a new film, to those who asked for it.

What is promised, and by what:

* Nobody is written to who did not confirm by a press on a page of ours: a letter first, then `confirming`.
* One mail an episode and address at most, also when it is released again or corrected: an issue is unique by
  episode and audience, a delivery by issue and subscriber, and a subscriber stays one row through leaving and
  coming back.
* A reminder of a premiere is the same mail, once, and its address is forgotten a day later (`reminding`).
* At most once: a delivery says `sending`, and that is committed, before the mail server hears a word (`sending`).
  What was `sending` when its worker died is `uncertain` and never sent again: at most `claim.BATCH` for each sender.
* The page is live before the first mail: an effect of the release plans the issue, and it waits for page and purge.
* A copy of the database sends nothing: the seal is asked first.
* No visitor's address is kept of those who only looked, and none in a log; who left is a hash after thirty days.

This room imports `series`; nothing imports it. It joins by hooks, in `apps`.
"""
