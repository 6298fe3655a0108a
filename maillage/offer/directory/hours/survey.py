"""How much of a list of values is understood: by value, and by how often each is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .reading import Reading, read

_MAX_BYTES = 200 * 1024 * 1024
_SHOWN = 60


class SurveyError(ValueError):
    """The file is not a list of values; the message says which line, and what to do."""


@dataclass(frozen=True)
class Counted:
    """One value, how often it is used, and what was understood."""

    uses: int
    reading: Reading


@dataclass(frozen=True)
class Survey:
    """What was understood of a list."""

    values: tuple[Counted, ...]

    @property
    def understood(self) -> tuple[Counted, ...]:
        """What was understood, in the order of the file."""
        return tuple(each for each in self.values if each.reading.understood)

    @property
    def rest(self) -> tuple[Counted, ...]:
        """What was kept as text, the most used first."""
        return tuple(sorted((each for each in self.values if not each.reading.understood), key=lambda each: -each.uses))

    @property
    def by_value(self) -> float:
        """The share of the values that were understood, from 0 to 1."""
        return len(self.understood) / len(self.values)

    @property
    def by_use(self) -> float:
        """The same, each value counted as often as it is used."""
        return self.uses_understood / self.uses

    @property
    def uses(self) -> int:
        """All uses."""
        return sum(each.uses for each in self.values)

    @property
    def uses_understood(self) -> int:
        """The uses of what was understood."""
        return sum(each.uses for each in self.understood)


def survey(lines: Iterable[tuple[int, str]]) -> Survey:
    """Read every value of pairs of a number of uses and a value."""
    return Survey(tuple(Counted(uses, read(value)) for uses, value in lines))


def lines_of(path: Path) -> list[tuple[int, str]]:
    """The pairs in a file of lines `uses, tab, value` in UTF-8. Raises SurveyError, which names the line."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SurveyError(f"{path} is larger than {_MAX_BYTES // 1024**2} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise SurveyError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SurveyError(f"Line {line} of {path} is not UTF-8. Save the file as UTF-8 and try again.") from error
    found = [_pair(line, number, path) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not found:
        raise SurveyError(f"{path} is empty. A line holds a number of uses, a tab, and a value.")
    return found


def _pair(line: str, number: int, path: Path) -> tuple[int, str]:
    cells = line.rstrip("\r").split("\t")
    if len(cells) != 2:
        shown = line[:_SHOWN].replace("\t", "→")
        raise SurveyError(
            f"Line {number} of {path} has {len(cells)} columns, not 2 (a number of uses, a tab, a value): {shown}"
        )
    count, value = cells
    if not (count.strip().isascii() and count.strip().isdigit() and int(count) > 0):
        raise SurveyError(f"Line {number} of {path} does not begin with a number of uses above 0: {count[:_SHOWN]}")
    return int(count), value
