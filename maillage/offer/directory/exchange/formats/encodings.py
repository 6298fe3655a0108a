"""Which letters the bytes of a file stand for."""

import codecs
import re
from dataclasses import dataclass

from maillage.offer.directory.exchange.formats.files import Part, chunks

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT = 64 * 1024 * 1024  # bytes; what comes later and does not fit is put right line by line

# In the code pages of DOS, common letters stand where Windows has marks that never stand inside a word.
_DOS_LETTER = re.compile(rb"[A-Za-z][\x81\x82\x83\x84\x85\x87\x88\x89\x8a\x8b\x8c\x93\x94\x96\x97][a-z]")
_WINDOWS_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][a-z]")
_BROKEN = re.compile("[\udc80-\udcff]")
_UNDEFINED_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name of an encoding, and whether the file says so itself or we concluded it."""

    name: str
    certain: bool


def encoding_of(part: Part) -> Encoding:
    """UTF-8 where every byte fits, UTF-16 by its mark or its zeros; else Windows-1252, DOS 850 or Latin-1."""
    head = part.head()
    for mark, name in MARKS:
        if head.startswith(mark):
            return Encoding(name, True)
    zeros = head.count(0)
    if zeros > len(head) // 4:
        little = head[1::2].count(0) > head[0::2].count(0)
        return Encoding("utf-16-le" if little else "utf-16-be", False)
    return _of_bytes(part)


def _of_bytes(part: Part) -> Encoding:
    """Counts what fits UTF-8 and what does not; only chunks that do not are looked at closely."""
    dos = windows = undefined = valid = broken = seen = 0
    rest = b""
    for chunk in chunks(part):
        data = rest + chunk
        try:
            letters, taken = codecs.utf_8_decode(data, "strict", False)
        except UnicodeDecodeError:
            letters, taken = codecs.utf_8_decode(data, "surrogateescape", False)
            broken += len(_BROKEN.findall(letters))
            dos += len(_DOS_LETTER.findall(data))
            windows += len(_WINDOWS_LETTER.findall(data))
            undefined += len(_UNDEFINED_IN_1252.findall(data))
        valid += taken - len(letters)  # a letter beyond ASCII takes more than one byte
        rest = data[taken:]
        seen += len(chunk)
        if seen > LOOKED_AT:
            break
    if not broken:
        return Encoding("utf-8", True)
    if valid > 10 * broken:
        return Encoding("utf-8", False)  # a few broken lines in a file of UTF-8
    if dos > 2 * windows:
        return Encoding("cp850", False)
    return Encoding("latin-1" if undefined else "cp1252", False)
