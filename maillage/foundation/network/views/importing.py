"""An import of boundaries in two pages: the file; then what is what in it, tried before it is done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.foundation.network.actions.importing import ImportResult, import_boundaries
from maillage.foundation.network.files import features_of, properties_of
from maillage.foundation.network.forms.fields import BOUNDARY_MAX_BYTES
from maillage.foundation.network.forms.importing import ImportForm, UploadForm, guesses
from maillage.foundation.network.models import Territory
from maillage.foundation.network.permissions import can_draw_somewhere
from maillage.foundation.network.uploads import keep_upload, kept_upload


@login_required
def territory_import(request: HttpRequest) -> HttpResponse:
    """The file. `parent` in the address is carried to the next page."""
    if not can_draw_somewhere(request.actor):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key = keep_upload(actor=request.actor, data=form.cleaned_data["file"])
        return redirect(f"{reverse('territory_import_run', args=[key])}?parent={request.GET.get('parent', '')}")
    status = 422 if form.is_bound else 200
    return render(request, "network/territory_import.html", {"form": form}, status=status)


@login_required
def territory_import_run(request: HttpRequest, key: str) -> HttpResponse:
    """What is what in the file; first what would happen, then, if that is right, it happens."""
    if not can_draw_somewhere(request.actor):
        raise PermissionDenied
    data = kept_upload(actor=request.actor, key=key)
    if data is None:
        messages.warning(request, _("The file is no longer here: it is kept for one hour. Choose it again."))
        return redirect("territory_import")
    features = features_of(data, max_bytes=BOUNDARY_MAX_BYTES)
    properties = properties_of(features)
    initial = _initial(request, properties)
    form = ImportForm(request.POST or None, properties=properties, actor=request.actor, initial=initial)
    result: ImportResult | None = None
    done = "run" in request.POST
    if request.method == "POST" and form.is_valid():
        result = import_boundaries(actor=request.actor, features=features, dry_run=not done, **form.choices_made())
    context = {"form": form, "count": len(features), "result": result, "done": done and result is not None}
    status = 422 if form.is_bound and result is None else 200
    return render(request, "network/territory_import_run.html", context, status=status)


def _initial(request: HttpRequest, properties: dict[str, str]) -> dict[str, Any]:
    parent = Territory.objects.filter(slug=request.GET.get("parent", "")).first()
    initial: dict[str, Any] = {"time_zone": "Europe/Brussels", "kind": Territory.Kind.NEIGHBOURHOOD, "scheme": "LOCAL"}
    if parent:
        initial |= {"parent": parent, "country": parent.country, "time_zone": parent.time_zone}
        initial |= {"name_language": (parent.languages or ["fr"])[0], "languages": parent.languages}
    return initial | guesses(properties)
