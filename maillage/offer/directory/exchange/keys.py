"""Which keys a reading has met, in little memory: two numbers a key, not the key itself."""

from array import array
from hashlib import blake2b

_FREE = 0


class KeySet:
    """Keys met so far, each with a fingerprint of what was said about it and the row where it was said.

    About 30 bytes a key: an open hash table of 64-bit fingerprints. Two of ten million keys have the same
    fingerprint once in 370,000 files.
    """

    def __init__(self) -> None:
        self._allocate(1 << 12)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def _allocate(self, size: int) -> None:
        self._mask = size - 1
        self._keys = array("Q", bytes(8 * size))
        self._contents = array("I", bytes(4 * size))
        self._rows = array("I", bytes(4 * size))

    def add(self, key: str, content: str = "", row: int = 0) -> tuple[int, bool] | None:
        """None where the key is new; else the row that had it first, and whether it said the same."""
        fingerprint, said = _fingerprint(key), _short(content)
        slot = self._slot(fingerprint)
        if self._keys[slot] == fingerprint:
            return self._rows[slot], self._contents[slot] == said
        self._keys[slot], self._contents[slot], self._rows[slot] = fingerprint, said, row & 0xFFFFFFFF
        self._used += 1
        if self._used * 4 > self._mask * 3:
            self._grow()
        return None

    def __contains__(self, key: str) -> bool:
        fingerprint = _fingerprint(key)
        return self._keys[self._slot(fingerprint)] == fingerprint

    def _slot(self, fingerprint: int) -> int:
        slot = fingerprint & self._mask
        keys = self._keys
        while keys[slot] not in (_FREE, fingerprint):
            slot = (slot + 1) & self._mask
        return slot

    def _grow(self) -> None:
        keys, contents, rows = self._keys, self._contents, self._rows
        self._allocate((self._mask + 1) * 2)
        for index, fingerprint in enumerate(keys):
            if fingerprint != _FREE:
                slot = self._slot(fingerprint)
                self._keys[slot], self._contents[slot], self._rows[slot] = fingerprint, contents[index], rows[index]


def _fingerprint(text: str) -> int:
    """Never 0, which marks a free place."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") or 1


def _short(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
