"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillage.foundation.common.texts.pages import note_texts


def page(request: HttpRequest) -> dict[str, Any]:
    """The name of the site, where the quick exit leads, and whether this language still needs a native reader.

    `texts_shown` fills as the page is made, so it is asked at its end.
    """
    return {
        "site_name": settings.SITE_NAME,
        "texts_shown": note_texts(),
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "unreviewed_language": request.LANGUAGE_CODE in settings.UNREVIEWED_LANGUAGES
        if hasattr(request, "LANGUAGE_CODE")
        else False,
    }
