"""A page as it will be, before it is: for staff at the desk, and by a private address for somebody without an account.

    told → shown      what is shown instead of what is live: a revision, or a working copy, with what it stands on
    page              its bytes, by the render path of the public page, with addresses of our own for its files
    links, answers    who may look from outside, how long, and what they said
    visits            the outsider's pages

Nothing here changes what is public: no live revision, no page, no mark.
"""
