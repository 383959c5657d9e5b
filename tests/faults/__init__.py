"""Stacks of their own, harmed and judged: `python -m tests.faults` for all matters, or the names of some.

storm       releases, while everything is killed, cut and flushed; FAULTS_RELEASES is how many (2,000)
newsletter  a mail to many addresses, while its senders are killed; FAULTS_ADDRESSES is how many (50,000)

SEED chooses what happens when and is told in each verdict, so that it can be had again (up to what the machine's own
timing adds). The last line of a matter is its verdict; the exit code is 0 when every promise was kept.
"""

import os
import random

SEED = int(os.environ.get("SEED") or random.SystemRandom().randint(1, 999_999))
