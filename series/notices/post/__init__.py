"""The mails of notices. At most one carries a notice to its person, as the effects of a release promise it:

* A mail is a row, made in the transaction that says which notices it carries, before anything is sent.
* The row says `sending`, and that is committed, before the mail server hears a word. If the sender dies, or the
  talk ends before an answer, nobody can say whether it went: it is `uncertain` and never sent again by itself.
* What waits for one person at once goes in one mail.
* While the database's seal does not match its installation, nothing is made and nothing is sent.
* Nobody whose account is closed is written to.

    gather   makes the mails: at once, and each morning
    morning  when a person's morning is
    claim    makes one mail ours
    send     hands it over, and writes down what became of it
    message  its words
"""

from series.notices.post.gather import gather
from series.notices.post.send import send_due

__all__ = ["gather", "send_due"]
