"""A file sealed with a key: whoever lacks the key can neither read it, nor change, shorten or rearrange it unnoticed.

    "MAILLAGE-BACKUP-1\\n"  then 16 random bytes (the salt), then pieces:
    4 bytes (the length of the piece, the highest bit set on the last one), then the piece under AES-256-GCM

Each file has its own key, drawn from the given one and the salt (HKDF-SHA256). A piece's nonce is its number, with a
last byte that says whether it is the last: a missing, repeated or moved piece does not open. Pieces are of one
mebibyte, so that a file of any size passes through little memory.
"""

import base64
import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"MAILLAGE-BACKUP-1\n"
SALT_BYTES = 16
PIECE_BYTES = 1024 * 1024
TAG_BYTES = 16
LAST = 1 << 31


class NotOurs(Exception):
    """The file is not a sealed one, or not one that this key opens, or not as it was written."""


def _cipher(key: str, salt: bytes) -> AESGCM:
    material = base64.urlsafe_b64decode(key.encode())
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(material))


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">3xQ?", number, last)


def usable_key(key: str) -> bool:
    """Whether the key is 32 random bytes or more, in URL-safe base64, as docs/deploy.md says how to make it."""
    try:
        return len(base64.urlsafe_b64decode(key.encode())) >= 32
    except ValueError:
        return False


class SealingWriter(io.RawIOBase):
    """Seals what is written into it. Only `close()` makes the file complete: what was not closed does not open."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._file, self._number, self._waiting = file, 0, bytearray()
        salt = os.urandom(SALT_BYTES)
        self._cipher = _cipher(key, salt)
        file.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > PIECE_BYTES:  # one piece always waits: it may be the last
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), piece, None)
        self._file.write(struct.pack(">I", len(sealed) | (LAST if last else 0)) + sealed)
        self._number += 1


class OpeningReader(io.RawIOBase):
    """Opens what `SealingWriter` sealed; reading raises NotOurs at the first thing that is not as it was written."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._file, self._number, self._opened, self._ended = file, 0, b"", False
        head = file.read(len(MAGIC) + SALT_BYTES)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT_BYTES:
            raise NotOurs("it is not a backup of Maillage")
        self._cipher = _cipher(key, head[len(MAGIC) :])

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if not self._opened and not self._ended:
            self._opened = self._open_next()
        count = min(len(buffer), len(self._opened))
        buffer[:count], self._opened = self._opened[:count], self._opened[count:]
        return count

    def read_to_the_end(self) -> None:
        """Read what is left, so that every piece has been checked and nothing follows the last."""
        while self.read(PIECE_BYTES):
            pass
        if self._file.read(1):
            raise NotOurs("something was added at its end")

    def _open_next(self) -> bytes:
        head = self._file.read(4)
        if len(head) < 4:
            raise NotOurs("its end is missing")
        (length,) = struct.unpack(">I", head)
        last, length = bool(length & LAST), length & ~LAST
        if not TAG_BYTES <= length <= PIECE_BYTES + TAG_BYTES:
            raise NotOurs("it was changed")
        try:
            piece = self._cipher.decrypt(_nonce(self._number, last), self._file.read(length), None)
        except InvalidTag:
            reason = (
                "it was changed" if self._number else "it was changed, or BACKUP_KEY is not the key it was made with"
            )
            raise NotOurs(reason) from None
        self._number, self._ended = self._number + 1, last
        return piece
