"""What happens between two people over a review: who wrote it, who is asked, what is said, who is told.

    authors    everybody who wrote any of what is submitted; none of them decides
    requests   reviewers asked by name, and by when
    comments   saying and answering
    correcting second thoughts: other words, or taking back
    resolving  a thread is done, or not yet
    threads    what is said, for reading
    mentions   @names in a text, and who may be named
    telling    notices to those whom it concerns

Submitting and deciding stand in `series.reviews`.
"""
