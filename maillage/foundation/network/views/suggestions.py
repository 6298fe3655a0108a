"""The names that fit what somebody types into a form."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.foundation.network.forms.fields import places
from maillage.foundation.network.models import Organization
from maillage.foundation.network.naming import label_of

SHOWN = 20
SHORTEST = 2  # letters: with one, everything fits


@login_required
@require_safe
def organization_suggestions(request: HttpRequest) -> HttpResponse:
    """Some organizations whose name holds what was typed."""
    return _suggestions(request, Organization.objects.all())


@login_required
@require_safe
def territory_suggestions(request: HttpRequest) -> HttpResponse:
    """Some places whose name holds what was typed."""
    return _suggestions(request, places())


def _suggestions(request: HttpRequest, queryset: Any) -> HttpResponse:
    """The options of a list. The box says its own name in the address: whatever it is, its value is what was typed."""
    typed = next(iter(request.GET.values()), "").strip()
    found = queryset.named_like(typed)[:SHOWN] if len(typed) >= SHORTEST else []
    return render(request, "network/_suggestions.html", {"labels": [label_of(item) for item in found]})
