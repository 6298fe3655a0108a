"""A sealed file opens whole, with its key, as it was written; or not at all."""

from io import BytesIO

import pytest
from cryptography.fernet import Fernet

from maillage.interfaces.website.management import sealed
from maillage.interfaces.website.management.sealed import NotOurs, OpeningReader, SealingWriter, usable_key

KEY = Fernet.generate_key().decode()
PIECE = 1000
CONTENT = bytes(range(256)) * 10  # two pieces and a half
HEAD = len(sealed.MAGIC) + sealed.SALT_BYTES
SEALED_PIECE = 4 + PIECE + sealed.TAG_BYTES


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(sealed, "PIECE_BYTES", PIECE)


class Kept(BytesIO):
    """A file whose content can be read after it was closed."""

    def close(self):
        self.content = self.getvalue()


def seal(content, *, in_parts_of=700):
    file = Kept()
    with SealingWriter(file, KEY) as writer:
        for start in range(0, len(content), in_parts_of):
            writer.write(content[start : start + in_parts_of])
    return file.getvalue()


def unseal(content, key=KEY):
    reader = OpeningReader(BytesIO(content), key)
    opened = reader.readall()
    reader.read_to_the_end()
    return opened


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, len(CONTENT)])
def test_what_was_sealed_opens(length):
    assert unseal(seal(CONTENT[:length])) == CONTENT[:length]


def test_two_files_of_the_same_content_have_nothing_in_common():
    one, other = seal(CONTENT)[HEAD:], seal(CONTENT)[HEAD:]
    assert one[4:60] != other[4:60]


def test_it_does_not_open_with_another_key():
    with pytest.raises(NotOurs, match="BACKUP_KEY"):
        unseal(seal(CONTENT), Fernet.generate_key().decode())


@pytest.mark.parametrize("place", [0, HEAD - 1, HEAD, HEAD + 3, HEAD + 4, HEAD + SEALED_PIECE + 50, -1])
def test_a_changed_bit_is_seen(place):
    content = bytearray(seal(CONTENT))
    content[place] ^= 1
    with pytest.raises(NotOurs):
        unseal(bytes(content))


@pytest.mark.parametrize("removed", [1, 100, len(CONTENT) - 2 * PIECE + 20])
def test_a_missing_end_is_seen(removed):
    with pytest.raises(NotOurs):
        unseal(seal(CONTENT)[:-removed])


def test_a_whole_number_of_missing_pieces_is_seen():
    with pytest.raises(NotOurs, match="end is missing"):
        unseal(seal(CONTENT)[: HEAD + SEALED_PIECE])


def test_an_added_end_is_seen():
    with pytest.raises(NotOurs, match="added"):
        unseal(seal(CONTENT) + b"x")


def test_swapped_and_repeated_pieces_are_seen():
    content = seal(CONTENT)
    head, one, two, rest = (
        content[:HEAD],
        content[HEAD:][:SEALED_PIECE],
        content[HEAD + SEALED_PIECE :][:SEALED_PIECE],
        content[HEAD + 2 * SEALED_PIECE :],
    )
    assert unseal(head + one + two + rest) == CONTENT
    for arranged in (head + two + one + rest, head + one + one + two + rest, head + one + rest, head + two + rest):
        with pytest.raises(NotOurs):
            unseal(arranged)


def test_what_was_not_closed_does_not_open():
    file = Kept()
    writer = SealingWriter(file, KEY)
    writer.write(CONTENT)
    with pytest.raises(NotOurs, match="end is missing"):
        unseal(file.getvalue())


@pytest.mark.parametrize(
    ("key", "good"),
    [
        pytest.param(KEY, True, id="ours"),  # made anew each time: its own name would differ between workers
        ("", False),
        ("short", False),
        ("é" * 50, False),
        ("!" * 43, False),
    ],
)
def test_a_key_is_long_enough_or_refused(key, good):
    assert usable_key(key) is good
