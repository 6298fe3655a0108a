"""A text with the signs that keyboards and programs vary made one, so that a dash is a dash."""

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−〜～~﹣"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„‟«»〝〞″"), '"')
_OTHERS = {
    ord("、"): ",",
    ord("・"): ",",
    ord("_"): " ",
    ord("’"): "'",
    ord("\u00ad"): "",
    ord("\u200b"): "",
    ord("\ufeff"): "",
}
_TABLE = {**_DASHES, **_QUOTES, **_OTHERS}
_LINES = re.compile(r"\s*[\r\n]+\s*")
_INVISIBLE = re.compile(r"\s+")


def plain(text: str) -> str:
    """The same text with plain signs and single spaces; a new line becomes a semicolon."""
    text = unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)
    return _INVISIBLE.sub(" ", _LINES.sub("; ", text.strip())).strip()
