"""The pieces of an odd text, taken one after the other."""

from .lexing import NotUnderstood, Piece

_END = Piece("end", 0, "")


class Pieces:
    """Where the reading stands. `notes` is what was read in another way than it was written."""

    def __init__(self, pieces: list[Piece], text: str) -> None:
        self._pieces = pieces
        self._text = text
        self.at = 0
        self.notes: list[str] = []

    def kind(self, steps: int = 0) -> str:
        """The kind of the next piece, or of one after it."""
        return self.ahead(steps).kind

    def ahead(self, steps: int = 0) -> Piece:
        """The next piece, or one after it."""
        place = self.at + steps
        return self._pieces[place] if place < len(self._pieces) else _END

    def take(self) -> Piece:
        """The next piece, passed."""
        piece = self.ahead()
        self.at += 1
        return piece

    def accept(self, *kinds: str) -> bool:
        """Pass the next piece if it is of one of these kinds."""
        if self.kind() in kinds:
            self.at += 1
            return True
        return False

    def skip(self, *kinds: str) -> None:
        """Pass all that come of these kinds."""
        while self.accept(*kinds):
            pass

    def note(self, code: str) -> None:
        """Remember that something was read in another way than it was written."""
        if code not in self.notes:
            self.notes.append(code)

    def written(self, start: int, end: int) -> str:
        """The pieces from one place to another, as they were written."""
        found = self._pieces[start:end]
        return self._text[found[0].start : found[-1].end] if found else ""

    def native(self, start: int, end: int) -> bool:
        """All the words between two places are of the notation itself."""
        return all(piece.native for piece in self._pieces[start:end])

    def lost(self) -> NotUnderstood:
        """What to raise at the next piece."""
        return NotUnderstood(self.ahead().text)
