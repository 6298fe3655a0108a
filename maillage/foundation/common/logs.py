"""Logs that a machine can read and that give nobody away: no query string, no body, no personal data."""

import json
import logging
import re
from datetime import UTC, datetime

_SECRETS = re.compile(r"(\?[^\s\"']+)|([\w.+-]+@[\w-]+\.[\w.]+)|(/l/[\w-]{16,})")


class DiscreetFilter(logging.Filter):
    """Strikes query strings, e-mail addresses and signed links out of a message, whoever logged it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _SECRETS.sub("[…]", record.getMessage()), ()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line; a traceback keeps its places and loses its values."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[0]:
            entry["error"] = record.exc_info[0].__name__
            entry["trace"] = [
                line.strip()
                for line in self.formatException(record.exc_info).splitlines()
                if line.strip().startswith("File ")
            ]
        return json.dumps(entry, ensure_ascii=False)
