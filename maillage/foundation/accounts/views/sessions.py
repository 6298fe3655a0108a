"""Where one is logged in."""

from typing import Any

from allauth.usersessions.views import ListUserSessionsView
from django.db import transaction
from django.http import HttpResponse

from maillage.foundation.journal.recording import record


class OwnSessions(ListUserSessionsView):
    """allauth's page. It tells nobody that it has ended sessions: the journal hears of it here."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            record(actor=self.request.actor, action="user.sessions_ended", subject=self.request.user)
            return super().form_valid(form)
