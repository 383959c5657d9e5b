"""The local stack: every real part of Sparks on one machine, under one supervisor.

`python -m sparks.embedded run` starts it. Each part's module can be used alone, and the tests do so.
Nothing here but `steps` imports Django: the parts must start before Django can.
"""
