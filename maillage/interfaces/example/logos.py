"""Logos for the funders of the example: their initials on a colour, drawn here, so that nobody's own mark is copied."""

import hashlib
import io
import re

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 240, 120  # pixels
LETTERS = 4
# Dark enough for white letters (contrast of 4.5 and more).
COLOURS = ("#0f6466", "#8a3b2a", "#3d5a2b", "#5b3f8c", "#1f4e79", "#7a4a00")


def logo_of(name: str) -> ContentFile:
    """A small PNG with the initials of a name; the same name gives the same picture."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _colour_of(name))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((8, 8, WIDTH - 9, HEIGHT - 9), outline="white", width=2)
    letters = initials_of(name)
    font = ImageFont.load_default(min(60, 260 // len(letters)))
    draw.text((WIDTH / 2, HEIGHT / 2), letters, fill="white", anchor="mm", font=font)
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return ContentFile(made.getvalue(), name=f"{_digest(name)[:16]}.png")


def initials_of(name: str) -> str:
    """The acronym that a name gives in capitals ("(COCOM)"), else its first letters."""
    if found := re.search(r"\b[A-Z]{4,8}\b", name):
        return found[0]
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())[:LETTERS] or name[:1]


def _colour_of(name: str) -> str:
    return COLOURS[int(_digest(name), 16) % len(COLOURS)]


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
