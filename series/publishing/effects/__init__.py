"""What must leave the database because a release ran: purges, webhooks, mail. A folder for each kind.

A row is written in the release's transaction, so nothing is sent for what was rolled back, and nothing is
forgotten when a queue loses its messages. It is sent once the release's pages are baked.

* Purges and webhooks go at least once: a row whose sender died is sent again, with the same idempotency key.
* Mail goes at most once: a row whose sender died is `uncertain`, and a person decides.
* A failure of one channel (the CDN, one receiver, the mail server) delays no other.
* While the database's seal does not match its installation, nothing is sent.
* Nothing is dropped for being old: a notice says when what it tells of happened.

To add a kind: a folder with the names that `kinds.Kind` lists, and its line in `kinds.KINDS`.
"""

from series.publishing.effects.delivery import deliver_due
from series.publishing.effects.enqueue import enqueue
from series.publishing.effects.retry import retry
from series.publishing.effects.told import Told

__all__ = ["Told", "deliver_due", "enqueue", "retry"]
