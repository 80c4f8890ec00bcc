"""Logs that cannot tell which phone looked at which ticket."""

import logging
import re

SECRETS = re.compile(r"(/(?:t|i|f|tickets)/)[^/\s\"']+")
ADDRESSES = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\[?(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\]?", re.IGNORECASE)


class WithoutAddresses(logging.Filter):
    """Blanks tokens of tickets, invitations and calendars, and network addresses, in whatever a library logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        clean = ADDRESSES.sub("…", SECRETS.sub(r"\1…", said))
        if clean != said:
            record.msg, record.args = clean, ()
        return True
