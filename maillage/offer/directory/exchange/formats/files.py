"""Files as people hand them in: single ones, folders, archives; known by what they hold, never by their name alone."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO, cast

from maillage.offer.directory.exchange import limits
from maillage.offer.directory.exchange.records import Problem, Severity, Where

HEAD_BYTES = 64 * 1024


class Content(StrEnum):
    """What a file holds, judged by its first bytes."""

    TABLE = "table"
    WORKBOOK = "workbook"
    JSON = "json"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Part:
    """One file, on the disk or in an archive. `name` is what a person is told: "export.zip/services.csv"."""

    name: str
    path: Path
    size: int
    member: str = ""

    def open(self) -> IO[bytes]:
        """The bytes, to be closed by the caller; raises OSError or zipfile.BadZipFile."""
        if not self.member:
            return self.path.open("rb")
        with zipfile.ZipFile(self.path) as archive:  # the member keeps the file open until it is closed itself
            return io.BufferedReader(cast(io.RawIOBase, archive.open(self.member)))

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    @property
    def stem(self) -> str:
        """ "services" for services.csv, in small letters."""
        return PurePosixPath(self.name.replace("\\", "/")).stem.casefold()

    @property
    def suffix(self) -> str:
        """ ".csv", in small letters."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.casefold()


def refuse(name: str, reason: str, **details: str) -> Problem:
    """The problem of a whole file."""
    return Problem(Where(name, 0), Severity.REFUSED, reason, details=details)


def parts_of(paths: Iterable[Path]) -> tuple[list[Part], list[Problem]]:
    """The files behind these paths, in a fixed order, and what is wrong with those that cannot be taken.

    A folder stands for the files in it (not for folders below), an archive for its members.
    """
    parts: list[Part] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found = sorted(p for p in path.iterdir() if _is_data(p.name) and p.is_file()) if path.is_dir() else [path]
            for file in found:
                if _is_archive(file):
                    members, wrong = _members(file)
                    parts += members
                    problems += wrong
                else:
                    parts.append(Part(file.name, file, file.stat().st_size))
        except OSError as error:
            problems.append(refuse(path.name, "file_missing", what=error.strerror or "?"))
    return parts, problems


def _is_data(name: str) -> bool:
    """Not what systems leave in folders and archives."""
    base = PurePosixPath(name).name
    return not base.startswith((".", "~$")) and "__MACOSX" not in name and base not in {"Thumbs.db", "desktop.ini"}


def _is_archive(path: Path) -> bool:
    """A zip that is not itself a document (XLSX, ODS and DOCX are zips too)."""
    with path.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04":
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not _DOCUMENT & set(archive.namelist())
    except zipfile.BadZipFile:
        return True  # said to be damaged where its members are looked at


_DOCUMENT = {"[Content_Types].xml", "mimetype"}


def _members(path: Path) -> tuple[list[Part], list[Problem]]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and _is_data(info.filename)]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        return [], [refuse(path.name, "damaged", what=str(error)[:80])]
    wrong = bomb(path.name, infos, total=limits.ARCHIVE_BYTES)
    if wrong:
        return [], [wrong]
    if len(infos) > limits.ARCHIVE_FILES:
        return [], [refuse(path.name, "too_large_unpacked", what=f"{len(infos)}")]
    parts, problems = [], []
    for info in sorted(infos, key=lambda info: info.filename):
        name = f"{path.name}/{info.filename}"
        if _unsafe(info.filename):
            problems.append(refuse(path.name, "unsafe_name", value=info.filename[:80]))
        elif info.flag_bits & 1:
            problems.append(refuse(name, "password"))
        else:
            part = Part(name, path, info.file_size, member=info.filename)
            try:
                start = part.head(8)
            except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
                problems.append(refuse(name, "damaged", what=str(error)[:80]))
                continue
            if start.startswith((b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
                problems.append(refuse(name, "nested_archive"))
            else:
                parts.append(part)
    return parts, problems


def bomb(name: str, infos: list[zipfile.ZipInfo], *, total: int) -> Problem | None:
    """Why this archive is not unpacked: its declared sizes, which zipfile never reads beyond."""
    size = sum(info.file_size for info in infos)
    if size > total:
        return refuse(name, "too_large_unpacked", what=f"{size // limits.MEGABYTE} MB")
    for info in infos:
        if info.file_size > limits.ARCHIVE_RATIO_FROM and info.file_size > limits.ARCHIVE_RATIO * info.compress_size:
            ratio = info.file_size // max(info.compress_size, 1)
            return refuse(name, "too_large_unpacked", what=f"{info.filename[:80]}: 1:{ratio}")
    return None


def _unsafe(member: str) -> bool:
    path = member.replace("\\", "/")
    return path.startswith("/") or bool(re.match(r"[A-Za-z]:", path)) or ".." in path.split("/") or "\0" in path


# What is often handed in instead of a table, known by its first bytes.
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file (GZ)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"BZh", "a packed file (BZ2)"),
    (b"\xfd7zXZ", "a packed file (XZ)"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta)\b", re.I | re.S
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s/>])", re.I)
_JSON_START = re.compile(r"\s*(?:\[\s*(?:[\[{\"\]]|-?\d|true|false|null)|\{\s*[\"}])")


def content_of(part: Part) -> Content | Problem:
    """What a file holds, or why it cannot be read."""
    try:
        head = part.head()
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError) as error:
        return refuse(part.name, "damaged", what=str(error)[:80])
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return refuse(part.name, "empty_file")
    if head.startswith(b"PK\x03\x04"):
        return _document(part)
    return _disguise(part, head) or _text_content(head)


def _disguise(part: Part, head: bytes) -> Problem | None:
    """What is handed in instead of a table."""
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in head or _encrypted(part)
        return refuse(part.name, "password" if locked else "old_spreadsheet")
    if _WEB_PAGE.match(head):
        return refuse(part.name, "web_page")
    if _MARKUP.match(head):
        return refuse(part.name, "web_page" if b"<html" in head.lower() else "not_a_table", what="an XML file")
    what = next((what for start, what in _BINARY if head.startswith(start)), "")
    if not what and head[:2] not in _UTF_16 and _looks_binary(head):
        what = "not a text"
    return refuse(part.name, "not_a_table", what=what) if what else None


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _text_content(head: bytes) -> Content:
    if head[:2] in _UTF_16:
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return Content.JSON if _JSON_START.match(text) else Content.TABLE


def _document(part: Part) -> Content | Problem:
    try:
        with zipfile.ZipFile(part.path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
                return refuse(part.name, "open_document")
            infos = archive.infolist()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        return refuse(part.name, "damaged", what=str(error)[:80])
    if not any(name.startswith("xl/workbook") for name in names):
        return refuse(
            part.name, "not_a_table", what="a text document" if "word/document.xml" in names else "a document"
        )
    return bomb(part.name, infos, total=limits.WORKBOOK_BYTES) or Content.WORKBOOK


def _encrypted(part: Part) -> bool:
    """The directory of an OLE file may stand anywhere; encrypted workbooks name their one stream in it."""
    wanted, before = "EncryptedPackage".encode("utf-16-le"), b""
    with part.open() as stream:
        while chunk := stream.read(limits.MEGABYTE):
            if wanted in before + chunk:
                return True
            before = chunk[-64:]
    return False


def _looks_binary(head: bytes) -> bool:
    """Many bytes that no text has. UTF-16 without its mark has a zero in every other byte, and is a text."""
    zeros = head.count(0)
    if zeros > len(head) // 20:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return min(even, odd) > max(even, odd) // 4
    strange = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return strange > len(head) // 50


def chunks(part: Part, size: int = limits.MEGABYTE) -> Iterator[bytes]:
    """The bytes, a megabyte at a time."""
    with part.open() as stream:
        while chunk := stream.read(size):
            yield chunk
