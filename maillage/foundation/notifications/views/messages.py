"""The messages that were not sent, for administrators: why, and another try."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.foundation.common.transitions import TransitionRefused
from maillage.foundation.notifications.actions import read_unsent, retry_message
from maillage.foundation.notifications.models import Message
from maillage.foundation.notifications.permissions import can_keep_outbox
from maillage.foundation.notifications.reasons import reason_in_words

PAGE_SIZE = 50


@login_required
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """What was given up or held, the newest first; and how many wait."""
    unsent = read_unsent(actor=request.actor)
    page = Paginator(unsent, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": [(message, reason_in_words(message.error)) for message in page],
        "waiting": Message.objects.filter(state=Message.State.WAITING).count(),
    }
    return render(request, "notifications/message_list.html", context)


@login_required
@require_POST
def message_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Puts it back in the outbox."""
    if not can_keep_outbox(request.actor):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    try:
        retry_message(actor=request.actor, message=message)
    except TransitionRefused:
        messages.info(request, _("This message waits to be sent, or has been sent meanwhile."))
    else:
        messages.success(request, _("It is tried again now."))
    return redirect("message_list")
