"""The pieces of a text, taken one after the other."""

from collections.abc import Collection

from .errors import HoursError
from .tokens import Kind, Token


class Stream:
    """Where the reading stands."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def token(self) -> Token:
        """The next piece."""
        return self._tokens[self._at]

    def ahead(self, steps: int = 1) -> Token:
        """The piece some steps after the next one; END where there are none left."""
        return self._tokens[min(self._at + steps, len(self._tokens) - 1)]

    def mark(self) -> int:
        """Where the reading stands, to come back to."""
        return self._at

    def back_to(self, mark: int) -> None:
        """Read again from a mark."""
        self._at = mark

    def at_end(self) -> bool:
        """Nothing is left."""
        return self.token.kind == Kind.END

    def take(self) -> Token:
        """The next piece, passed."""
        token = self.token
        if token.kind != Kind.END:
            self._at += 1
        return token

    def accept(self, sign: str) -> bool:
        """Pass this sign if it comes next."""
        if self.token.text == sign and self.token.kind in (Kind.SIGN, Kind.FALLBACK):
            self._at += 1
            return True
        return False

    def accept_kind(self, kind: Kind) -> Token | None:
        """Pass a piece of this kind if it comes next."""
        return self.take() if self.token.kind == kind else None

    def accept_word(self, words: Collection[str]) -> str | None:
        """Pass one of these words if it comes next."""
        return self.take().text if self.is_word(words) else None

    def is_word(self, words: Collection[str]) -> bool:
        """One of these words comes next."""
        return self.token.kind == Kind.WORD and self.token.text in words

    def expect(self, sign: str) -> None:
        """Pass this sign; raises HoursError where something else comes."""
        if not self.accept(sign):
            raise self.wrong(f"“{sign}” should stand where there is")

    def number(self, low: int, high: int, *, digits: int | None = None) -> int:
        """Pass a number from `low` to `high`, of at most so many `digits`; raises HoursError."""
        token = self.token
        if token.kind != Kind.NUMBER:
            raise self.wrong("a number should stand where there is")
        if not (low <= int(token.text) <= high) or (digits and len(token.text) > digits):
            written = f"{low:0{digits or 1}d} to {high}"
            raise HoursError(f"“{token.text}” should be a number from {written}", token.position)
        self._at += 1
        return int(token.text)

    def wrong(self, what: str) -> HoursError:
        """An error at the next piece."""
        token = self.token
        return HoursError(f"{what} {f'“{token.text}”' if token.text else 'nothing more'}", token.position)
