"""Texts: tidied, never changed in meaning."""

import html
import re

from maillage.offer.directory.exchange.cleaning.reading import NOTHING, Cleaned, Setting, noted

# What people write where they know nothing.
_EMPTY = re.compile(r"^[\s\-–—./?*_]*$|^(?:n/?a|n/?c|nc|nan|null|none|nil|#n/a|#n/d|#nv|\[\]|\{\})$", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|b|i|u|em|strong|span|a|h[1-6]|font|table|tr|td|hr)(?:\s[^<>]*|\s*/)?>", re.IGNORECASE
)
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|hr)(?:\s[^<>]*|\s*/)?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_LINES = re.compile(r" *\n *")
_MANY_LINES = re.compile(r"\n{3,}")
_FORMULA = re.compile(r"^[\s\u00a0]*[=@\uff1d\uff20]|^[\s\u00a0]*[+\-\uff0b\uff0d](?=\s*[A-Za-z(]\w*[(!'|]|\s*\w+\()")


def tidy(text: str) -> str:
    """Without tags, entities, double spaces and empty ends; line ends are \\n."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if "<" in text and _TAG.search(text):
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    if "  " in text or "\t" in text or "\u00a0" in text or "\u202f" in text or "\u2007" in text:
        text = _SPACES.sub(" ", text)
    if "\n" in text:
        text = _MANY_LINES.sub("\n\n", _LINES.sub("\n", text))
    return text.strip()


def is_empty(text: str) -> bool:
    """Whether nothing is said: a dash, "n/a", "NULL"."""
    return not text or (len(text) <= 12 and bool(_EMPTY.match(text)))


def read_text(text: str, _setting: Setting) -> Cleaned:
    """A text of one or more lines."""
    value = tidy(text)
    if is_empty(value):
        return NOTHING
    if _FORMULA.match(value):
        return noted(value, "looks_like_formula")
    return Cleaned(value)


def read_line(text: str, setting: Setting) -> Cleaned:
    """A text on one line."""
    if "\n" in text or "\r" in text:
        text = " ".join(text.split())
    return read_text(text, setting)


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut between two words, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 0.6 else cut).rstrip(" ,;:.-") + "…"
