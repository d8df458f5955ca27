"""The log's lines, without the secret part of an address: who reads a log must not get in by it."""

import logging
import re

_SECRET = re.compile(r"(/(?:d|g|t|invitation|calendar)/)[\w-]{16,}")


class Line(logging.Formatter):
    """Formats as told, then masks the tokens of links, invitations and calendars."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, its traceback too, with every token as three dots."""
        return _SECRET.sub(r"\1...", super().format(record))
