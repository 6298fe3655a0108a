"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """The name of the site, where the quick exit leads, and whether this language still needs a native reader."""
    return {
        "site_name": settings.SITE_NAME,
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "unreviewed_language": request.LANGUAGE_CODE in settings.UNREVIEWED_LANGUAGES
        if hasattr(request, "LANGUAGE_CODE")
        else False,
    }
