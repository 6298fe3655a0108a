"""What people upload as a picture, and what becomes of it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.foundation.common.pictures import PictureFormField, clean_picture


def picture(kind="JPEG", *, size=(300, 200), mode="RGB", colour="teal", **options):
    made = io.BytesIO()
    Image.new(mode, size, colour).save(made, kind, **options)
    return made.getvalue()


def upload(data, name):
    return SimpleUploadedFile(name, data)


def opened(content):
    content.seek(0)
    return Image.open(content)


def refusal(data, name, **options):
    with pytest.raises(ValidationError) as refused:
        clean_picture(upload(data, name), max_side=100, **options)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "name", "mode", "made"),
    [
        ("JPEG", "a.jpg", "RGB", "JPEG"),
        ("JPEG", "a.JPEG", "L", "JPEG"),
        ("JPEG", "a.jpg", "CMYK", "JPEG"),
        ("PNG", "a.png", "RGB", "JPEG"),
        ("PNG", "a.png", "RGBA", "PNG"),
        ("PNG", "a.png", "LA", "PNG"),
        ("PNG", "a.png", "P", "JPEG"),
        ("PNG", "a.png", "1", "JPEG"),
        ("WEBP", "a.webp", "RGBA", "PNG"),
        ("WEBP", "a.webp", "RGB", "JPEG"),
    ],
)
def test_a_picture_is_made_anew(kind, name, mode, made):
    content = clean_picture(upload(picture(kind, mode=mode, colour=0), name), max_side=100)
    image = opened(content)
    assert image.format == made
    assert max(image.size) == 100
    assert content.name.endswith(".png" if made == "PNG" else ".jpg")
    assert not content.name.startswith("a.")


def test_a_small_picture_is_not_blown_up():
    assert opened(clean_picture(upload(picture(size=(30, 20)), "a.jpg"), max_side=100)).size == (30, 20)


def test_it_loses_what_it_says_about_the_photographer_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x013B] = "Marie Dupont"
    exif.get_ifd(0x8825)[2] = (50.0, 51.0, 37.0)  # where it was taken
    data = picture(size=(300, 200), exif=exif, comment=b"at home")
    assert b"Marie Dupont" in data
    content = clean_picture(upload(data, "a.jpg"), max_side=1000)
    image = opened(content)
    assert image.size == (200, 300)
    assert not image.getexif()
    assert b"Marie" not in content.read()


def test_what_hides_behind_a_picture_is_gone():
    content = clean_picture(upload(picture() + b"<script>alert(1)</script>", "a.jpg"), max_side=100)
    assert b"script" not in content.read()


def test_files_that_are_not_what_they_say():
    assert refusal(b"<html><body>hello</body></html>", "a.png") == "not_a_picture"
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"0" * 100, "a.png") == "not_a_picture"
    assert refusal(picture("GIF", mode="P", colour=0), "a.gif") == "not_a_picture"
    assert refusal(picture("JPEG"), "a.png") == "name"
    assert refusal(picture("PNG"), "a.php") == "name"
    assert refusal(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "a.svg") == "svg"
    assert refusal(b"<svg></svg>", "a.png") == "svg"


def test_damaged_and_excessive_pictures(settings):
    whole = picture("PNG", size=(400, 400), mode="RGB")
    assert refusal(whole[: len(whole) // 2], "a.png") == "damaged"
    assert refusal(picture("PNG", mode="1", size=(10_000, 10_000), colour=0), "a.png") == "pixels"
    settings.PICTURE_MAX_BYTES = 100
    assert refusal(picture(), "a.jpg") == "size"


def test_the_form_field_keeps_changes_and_removes():
    field = PictureFormField(max_side=50, required=False)
    assert opened(field.clean(upload(picture(), "a.jpg"))).size == (50, 33)
    assert field.clean(None, "stored.jpg") == "stored.jpg"
    assert field.clean(False, "stored.jpg") is False
    with pytest.raises(ValidationError):
        field.clean(upload(b"", "a.jpg"))
