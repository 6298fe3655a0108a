"""What is wrong with a text that should be opening hours."""


class HoursError(ValueError):
    """The text is not an `opening_hours` value: why, and where (`position`, counted from 0; None: as a whole)."""

    def __init__(self, reason: str, position: int | None = None) -> None:
        super().__init__(reason if position is None else f"{reason} (at character {position + 1})")
        self.reason = reason
        self.position = position
