"""The demonstration: three programmes that really ran, as far as they were reported, and plainly invented people.

Everything goes through the acts that staff use. Every step looks first whether it was done, so that a second run,
or one after a kill, goes on where the first ended. What is invented says so where visitors read it.
"""
