"""What must not stand in a log, whoever writes the line: the secret part of a preview's address."""

import logging
import re

SECRET = re.compile(r"(?<!/admin)(/preview/)[^/\s\"']+", re.IGNORECASE)


class WithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        quiet = SECRET.sub(r"\1…", said)
        if quiet != said:
            record.msg, record.args = quiet, None
        return True
