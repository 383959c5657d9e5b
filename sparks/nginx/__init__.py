"""The one nginx configuration, used by the local stack, the tests and production alike.

`nginx.conf.template` holds what is the same everywhere, `render` fills in the rest. What a file of the
public tree goes out as (policy, type, time to live) is decided here and nowhere else.
"""
