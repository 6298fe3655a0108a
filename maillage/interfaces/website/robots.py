"""robots.txt: what search engines may read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Addresses that hold a token, belong to somebody, or make work for nothing. Everything else is public by nature.
CLOSED = ["account/", "desk/", "l/", "invitations/", "reports/", "reviews/", "roles/"]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Closed addresses in every language; a robot needs no answer of our forms."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: /{code}/{path}" for code, _name in settings.LANGUAGES for path in CLOSED]
    lines += ["Disallow: /health/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
