"""The promised figures, measured on this machine.

`python -m tests.bench [release storm archive hub rebuild desk] [--quick]`

Each measure has a stack of its own in a folder of its own, and stands beside its floor, measured in the same run:
what the same machine needs for the bare minimum of the same work. Absolute times are the machine's, ratios ours.
"""
