"""Pictures that people upload: verified by opening them, made anew, and rid of all they say about whoever took them."""

import io
import uuid
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

# The formats we open, with the endings their names may have. Everything else Pillow could read is not even tried.
FORMATS = {"JPEG": {".jpg", ".jpeg"}, "PNG": {".png"}, "WEBP": {".webp"}}
MAX_PIXELS = 50_000_000  # a small file can unfold to gigabytes
JPEG_QUALITY = 85


def clean_picture(upload: File, *, max_side: int) -> ContentFile:
    """The picture made anew, at most `max_side` pixels wide and high, upright, under a name that tells nothing.

    JPEG, or PNG where it has see-through parts; no EXIF, no place, no author, no text hidden behind the picture.
    Raises ValidationError where the file is too large, damaged, an SVG, or not the picture its name says.
    """
    if (upload.size or 0) > settings.PICTURE_MAX_BYTES:
        message = _("This picture is too large (%(size)s). Make it smaller: at most %(limit)s.")
        values = {"size": filesizeformat(upload.size or 0), "limit": filesizeformat(settings.PICTURE_MAX_BYTES)}
        raise ValidationError(message, code="size", params=values)
    upload.seek(0)
    data = upload.read()
    image = _opened(data)
    _check_name(upload.name or "", image.format or "")
    try:
        image = ImageOps.exif_transpose(image)
        image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
        return _encoded(image)
    except (OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("This picture is damaged. Save it again, or choose another."), code="damaged"
        ) from error


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=list(FORMATS))
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("This picture has too many pixels. Make it smaller."), code="pixels") from error
    except Exception as error:  # a hostile header can raise anything; whatever it is, this is no picture for us
        if b"<svg" in data[:4096].lower():
            message = _("SVG drawings are not accepted, for they can hold programs. Save it as PNG.")
            raise ValidationError(message, code="svg") from error
        raise ValidationError(_("This file is not a JPEG, PNG or WebP picture."), code="not_a_picture") from error
    return image


def _check_name(name: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower()
    if ending not in FORMATS[kind]:
        message = _(
            "This file is called “%(ending)s” but holds a %(kind)s picture. Save it again under its right name."
        )
        raise ValidationError(message, code="name", params={"ending": ending[:12] or "?", "kind": kind})


def _encoded(image: Image.Image) -> ContentFile:
    """The pixels only: a new image knows nothing of what the old one carried."""
    seen_through = "A" in image.getbands() or "transparency" in image.info
    pixels = image.convert("RGBA" if seen_through else "RGB")
    fresh = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    made = io.BytesIO()
    if seen_through:
        fresh.save(made, "PNG", optimize=True)
    else:
        fresh.save(made, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return ContentFile(made.getvalue(), name=f"{uuid.uuid4().hex}.{'png' if seen_through else 'jpg'}")


class PictureFormField(forms.FileField):
    """An upload that becomes a clean picture; `max_side` in pixels. For a model field:
    `logo.formfield(form_class=PictureFormField, max_side=600)`."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def __init__(self, *, max_side: int = 1600, **kwargs: Any) -> None:
        self.max_side = max_side
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        return clean_picture(upload, max_side=self.max_side) if upload else None
