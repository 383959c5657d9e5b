"""A page as it will be, before it is: for staff at the desk, and by a private address for somebody without an account.

    shown, overlay    what is shown instead of what is live: a revision or a working copy, and what it stands on
    page, media       its bytes, by the render path of the public page, and its files from the private store
    head              what a search engine and a card in a conversation make of it
    links, answers    who may look from outside and how long, and what they said of which revision
    door, visit       the outsider's pages; throttle and headers guard them

Nothing here changes what is public: no live revision, no page, no mark.
"""
