"""Sends what is planned, at most once each, as fast as a mail server takes it.

claim   makes a few deliveries ours: `sending`, committed before the mail server hears a word of any
line    one connection to the mail server for many mails, and what its answers mean
settle  what became of them, written with the claim of the next in one transaction
slots   how many send at once
run     the loop of a worker

A sender holds a few deliveries at once, for one commit, which waits for the disk, costs as much as many mails: with
eight a commit, ten times as many go as with one. These few are what may be unknown when it is killed, and no more.
"""

from datetime import timedelta

# What could not be sent for so long is no news any more, and is dropped.
STALE = timedelta(hours=72)
