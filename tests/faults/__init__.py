"""A storm over a stack of its own: `python -m tests.faults`.

SEED chooses the storm and is told in the verdict, so that it can be had again (up to what the machine's own timing
adds). FAULTS_RELEASES is how many releases go through it (2,000). The last line is the verdict; the exit code is 0
when every promise was kept.
"""
