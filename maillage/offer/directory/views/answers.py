"""How a button answers: one sentence, and back to the desk of the service; what the buttons of a review need."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from maillage.foundation.accounts.actor import Actor
from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.common.versions import EditConflict
from maillage.offer.directory.actions import Incomplete
from maillage.offer.directory.completeness import gaps_of
from maillage.offer.directory.forms.steps import ReturnForm
from maillage.offer.directory.models import Service
from maillage.offer.directory.permissions import can_publish_service, can_return_service
from maillage.offer.directory.snapshots import changes_since_review


def version_read(request: HttpRequest) -> int:
    """The version that stood on the page where the button was pressed; 0, which nothing has, where it does not say."""
    told = request.POST.get("version", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def answered(request: HttpRequest, service: Service, act: Callable[[], Any], done: str) -> HttpResponse:
    """Do it, then say that it is done, or why it cannot be."""
    try:
        act()
    except Incomplete as refusal:
        for gap in refusal.gaps:
            messages.error(request, str(gap.message))
    except (TransitionRefused, EditConflict):
        messages.error(request, _("This has changed in the meantime. Look at it again before you decide."))
    else:
        messages.success(request, done)
    return redirect("service_edit", slug=service.slug)


def review_context(actor: Actor, service: Service) -> dict[str, Any]:
    """What a page needs to offer the steps of a review, and to show what changed since the last one."""
    can_publish, can_return = can_publish_service(actor, service), can_return_service(actor, service)
    unread = service.reviewed_version is not None and service.reviewed_version != service.version
    return {
        "can_publish": can_publish,
        "can_return": can_return,
        "blocking": [gap for gap in gaps_of(service) if gap.required],
        "return_form": ReturnForm(),
        "reviewing": can_publish or can_return,
        "was_read": unread,
        "changes": changes_since_review(service) if unread else None,
    }
