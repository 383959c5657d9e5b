"""Telling staff, at the desk and by mail: what concerns whom, once.

notify    writes a notice for somebody, in the caller's transaction
choices   what each person wants mailed, by topic
reading   a person's own notices, read and unread
trouble   a release is held, overdue, or was planned for a time that passed
at_risk   a slot is near and something is missing
post      the mails, at most one for each notice and person
prune     what was read long ago goes
"""

from series.notices.notify import notify

__all__ = ["notify"]
