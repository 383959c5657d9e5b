"""The schedule as people look at it and move things about in it.

`span` and `grid` are pure: which days a view shows, and what stands on each. `entries` reads what is planned, out,
held, still open or about to end. `make` does one act, in one transaction, and hands back what moved from where to
where; `rehearse` finds out the same and leaves everything as it was; `undo` takes the last act back. All three go
through `series.scheduling` and `series.planning`, and hold no rules of their own about what may stand where.
"""
