"""The publish engine. What it promises:

* Never early. A release is due when its instant has passed by the database's clock, and no other clock is asked.
* Never twice. One transaction moves the release, the live revisions, the pages, the marks and the effects; the
  release's row and its subjects are locked in it, in this order: subjects by id, then the release.
* Never lost. Due has no lower bound. Nothing of a schedule lives outside the release's row: no queue, no timer.
* In order. Releases of one subject run by (instant, id); a later one waits for an earlier one.
* One bad row never stops the rest. What fails the gate is held, with its reason, and never fires by itself. What
  fails for a passing cause (a lost connection, a full disk, a store that does not answer) is tried again and holds
  nothing.

At every moment the public tree is a function of three tables: live revisions, pages and open marks.

    due      which releases are due, and how long until the next
    gate     what must be true at the instant
    run      one release, one transaction
    live     what a publish or an update does to the live revisions
    down     what a withdrawal does
    holding  due and can't go
    moments  instants at which a page changes by itself: premieres, windows
    tick     the loop: wait for the instant, run, bake
    effects  what leaves the database afterwards
    seal     a copied database stays mute
"""
