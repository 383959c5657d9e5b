"""Paths that are secrets by themselves, and the log lines that would hold one."""

import logging
import re

# Whoever has the rest of such a path may read what stands there.
PRIVATE = re.compile(r"(/(?:desk-calendar|preview)/)[^\s?\"']+")


class HidePrivatePaths(logging.Filter):
    """For Django's own loggers of requests, which write the path of what failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(one) for one in record.args)
        return True


def _hidden(value: object) -> object:
    return PRIVATE.sub(r"\1…", value) if isinstance(value, str) else value
