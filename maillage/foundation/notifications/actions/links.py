"""Making signed links, and ending them."""

import secrets
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from maillage.foundation.common.limits import count
from maillage.foundation.notifications.actions.messages import queue_message
from maillage.foundation.notifications.links import LinkSpent, address_of_link, hash_of
from maillage.foundation.notifications.models import SignedLink
from maillage.foundation.notifications.purposes import purpose_named
from maillage.foundation.notifications.rendering import render_message

RENEWALS_A_DAY = 3


def create_link(
    *, purpose: str, subject: models.Model, recipient: str = "", language: str, lifetime: timedelta
) -> tuple[SignedLink, str]:
    """A link to `subject` and its token, which is nowhere else: only its hash is stored."""
    return _made(purpose, _about(subject), recipient, language, lifetime)


def send_link(*, purpose: str, subject: models.Model, recipient: str, language: str) -> SignedLink:
    """Make a link of a registered purpose and mail it to `recipient` with the purpose's own letter."""
    return _sent(purpose, _about(subject), recipient, language)


def use_link(*, link: SignedLink) -> None:
    """Use up a link that works once; raises LinkSpent for whoever comes second, even at the same moment."""
    if not SignedLink.objects.usable().filter(pk=link.pk).update(used_at=timezone.now()):
        raise LinkSpent(link)


def revoke_links(*, subject: models.Model, purpose: str) -> int:
    """End every usable link of that purpose to `subject`; returns how many."""
    return _revoked(purpose, _about(subject))


def renew_link(*, link: SignedLink) -> SignedLink:
    """Mail a fresh link to the address that `link` was mailed to, and end those still open for the same.

    Raises LinkSpent where `link` was used or withdrawn, or where what it opened is gone.
    """
    purpose = purpose_named(link.purpose)
    if link.used_at or link.revoked_at or not link.recipient or not purpose.letter or purpose.facts(link) is None:
        raise LinkSpent(link)
    about = {"subject_kind": link.subject_kind, "subject_id": link.subject_id}
    with transaction.atomic():
        _revoked(link.purpose, about)
        purpose.renewed(link)
        return _sent(link.purpose, about, link.recipient, link.language)


def count_renewal(*, purpose: str, subject_id: str) -> None:
    """Count one more message to the same person about the same thing, by whichever link or page it was asked for.

    Raises TooMany beyond `RENEWALS_A_DAY`.
    """
    count(what="link renewal", who=f"{purpose}:{subject_id}", limit=RENEWALS_A_DAY, window=timedelta(days=1))


def _about(subject: models.Model) -> dict[str, str]:
    return {"subject_kind": subject._meta.model_name or "", "subject_id": str(subject.pk)}


def _made(
    purpose: str, about: dict[str, str], recipient: str, language: str, lifetime: timedelta
) -> tuple[SignedLink, str]:
    token = secrets.token_urlsafe(32)
    link = SignedLink.objects.create(
        purpose=purpose,
        **about,
        token_hash=hash_of(token),
        recipient=recipient,
        language=language,
        expires_at=timezone.now() + lifetime,
    )
    return link, token


def _sent(name: str, about: dict[str, str], recipient: str, language: str) -> SignedLink:
    purpose = purpose_named(name)
    with transaction.atomic():
        link, token = _made(name, about, recipient, language, purpose.lifetime)
        facts = purpose.facts(link) or {}
        facts |= {"address": address_of_link(token, language), "expires_at": link.expires_at}
        subject, body = render_message(purpose.letter, language=language, context=facts)
        queue_message(
            key=f"{name}:{link.pk}", purpose=name, recipient=recipient, language=language, subject=subject, body=body
        )
    return link


def _revoked(purpose: str, about: dict[str, str]) -> int:
    return SignedLink.objects.usable().filter(purpose=purpose, **about).update(revoked_at=timezone.now())
