"""What must not stand in a log, whoever writes the line: addresses that are secrets by themselves."""

import logging
import re

# Whoever has the rest of such a path may read what stands there.
SECRET = re.compile(
    r"((?<!/admin)/(?:desk-calendar|preview|accounts/invitation|accounts/password/reset|newsletter/(?:confirm|yours|leave))/)[^\s?\"']+",
    re.IGNORECASE,
)


class WithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        quiet = SECRET.sub(r"\1…", said)
        if quiet != said:
            record.msg, record.args = quiet, None
        return True
