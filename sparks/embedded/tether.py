"""Become another program that cannot outlive the process that started it.

Run as a file: `python -I -S tether.py PARENT SIGNAL USER COMMAND…`. It replaces itself by COMMAND, under
USER ("-": as it is), and asks the kernel (Linux) to send SIGNAL when the parent dies, kill -9 included.
A wrapper instead of `preexec_fn`, which is unsafe in a process that has threads.
"""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def drop_to(name: str) -> None:
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def tie_to(parent: int, signal_number: int) -> None:
    # After the change of user: changing it forgets the wish.
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the process that asked for this one is gone")


def main(arguments: list[str]) -> None:
    parent, signal_number, user, *command = arguments
    if user != "-":
        drop_to(user)
    if sys.platform == "linux":
        tie_to(int(parent), int(signal_number))
    os.execvp(command[0], command)  # noqa: S606 - becoming the command is the point


if __name__ == "__main__":
    main(sys.argv[1:])
