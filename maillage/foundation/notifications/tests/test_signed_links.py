"""Whoever holds a link may do the one thing it is for, while it lasts; a GET changes nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from maillage.foundation.accounts.actor import Kind
from maillage.foundation.notifications.actions import (
    create_link,
    deliver_due,
    renew_link,
    revoke_links,
    send_link,
    use_link,
)
from maillage.foundation.notifications.links import (
    LinkExpired,
    LinkSpent,
    LinkUnknown,
    address_of_link,
    find_link,
    link_actor,
)
from maillage.foundation.notifications.models import SignedLink
from maillage.foundation.notifications.purposes import Purpose, _purposes, register_purpose

ADDRESS = "zoe@example.org"


def page(request, link):
    if request.method == "POST":
        use_link(link=link)
        return HttpResponse("done")
    return HttpResponse("shown")


@pytest.fixture(autouse=True)
def purpose():
    register_purpose(
        Purpose(
            name="probe",
            page=page,
            lifetime=timedelta(days=1),
            letter="network/mail/invitation.txt",
            facts=lambda link: {"body": Named(), "invitation": Asked()},
        )
    )
    yield
    del _purposes["probe"]


class Named:
    """Stands in for an organization in the letter."""

    def __init__(self):
        from maillage.foundation.common.texts import TranslatedText

        self.name = TranslatedText.of({"fr": "Antenne", "de": "Anlaufstelle"})


class Asked:
    """Stands in for an invitation in the letter."""

    invited_by = None
    get_role_display = "worker"


def made(cast, **changes):
    given = {"purpose": "probe", "subject": cast.antenna, "recipient": ADDRESS, "language": "de"}
    return create_link(**given | {"lifetime": timedelta(days=1)} | changes)


def expired(cast):
    link, token = made(cast)
    SignedLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    link.refresh_from_db()
    return link, token


def test_only_the_hash_of_256_random_bits_is_stored(cast):
    _link, token = made(cast)
    assert len(token) >= 43 and made(cast)[1] != token
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_signedlink")
        stored = " ".join(str(value) for row in cursor.fetchall() for value in row)
    assert token not in stored
    assert "zoe" not in stored


def test_a_link_is_found_by_its_token_and_purpose(cast):
    link, token = made(cast)
    assert find_link(token) == find_link(token, "probe") == link
    for wrong, purpose in [(token, "login"), (token[:-1], ""), ("", ""), (link.token_hash, "")]:
        with pytest.raises(LinkUnknown):
            find_link(wrong, purpose)


def test_a_link_is_used_once_even_by_two_at_the_same_moment(cast):
    link, token = made(cast)
    twin = SignedLink.objects.get(pk=link.pk)
    use_link(link=link)
    with pytest.raises(LinkSpent):
        use_link(link=twin)
    with pytest.raises(LinkSpent):
        find_link(token)


def test_links_end_when_they_expire_or_are_revoked(cast):
    link, token = expired(cast)
    with pytest.raises(LinkExpired):
        find_link(token)
    with pytest.raises(LinkSpent):
        use_link(link=link)
    _other, other_token = made(cast)
    assert revoke_links(subject=cast.antenna, purpose="probe") == 1
    with pytest.raises(LinkSpent):
        find_link(other_token)
    assert revoke_links(subject=cast.other, purpose="probe") == 0


def test_the_holder_of_a_link_is_an_actor(cast):
    link, _token = made(cast)
    actor = link_actor(link)
    assert (actor.kind, actor.id, actor.user) == (Kind.LINK, str(link.pk), None)
    assert not actor.is_administrator


def test_a_get_shows_and_a_post_acts(cast, client):
    link, token = made(cast)
    address = f"/de/l/{token}/"
    assert address_of_link(token, "de").endswith(address)
    for _time in range(3):
        assert client.get(address).content == b"shown"
        assert client.head(address).status_code == 200
    link.refresh_from_db()
    assert link.used_at is None
    assert client.put(address).status_code == 405
    assert client.post(address).content == b"done"
    again = client.post(address)
    assert again.status_code == 410
    assert client.get(address).status_code == 410


def test_the_pages_of_links_are_discreet(cast, client):
    _link, token = made(cast)
    _old, old_token = expired(cast)
    for address in [f"/fr/l/{token}/", f"/fr/l/{old_token}/", "/fr/l/nothing/", "/fr/l/sent/"]:
        response = client.get(address)
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
    assert client.get("/fr/l/nothing/").status_code == 404


def test_an_expired_link_is_renewed_to_the_stored_address_only(cast, client):
    link, token = expired(cast)
    response = client.get(f"/de/l/{token}/")
    assert response.status_code == 410
    assert f"/de/l/{token}/renewal/" in response.content.decode()
    assert ADDRESS not in response.content.decode()
    answer = client.post(f"/de/l/{token}/renewal/", {"email": "thief@example.org", "recipient": "thief@example.org"})
    assert answer.headers["Location"] == "/de/l/sent/"
    deliver_due()
    [sent] = mail.outbox
    assert sent.to == [ADDRESS]
    assert sent.subject.endswith("Anlaufstelle")
    [fresh] = re.findall(r"/de/l/([\w-]{43})/", sent.body)
    assert find_link(fresh).subject_id == link.subject_id
    assert client.get(f"/de/l/{token}/").status_code == 410  # the old one stays what it was


def test_a_renewal_ends_the_one_before(cast):
    link, _token = expired(cast)
    first = renew_link(link=link)
    second = renew_link(link=link)
    first.refresh_from_db()
    assert first.revoked_at and not second.revoked_at


def test_renewals_are_counted(cast, client):
    _link, token = expired(cast)
    answers = [client.post(f"/de/l/{token}/renewal/").status_code for _time in range(4)]
    assert answers == [302, 302, 302, 429]


def test_they_are_counted_together_for_one_thing(cast, client):
    answers = []
    for _time in range(4):  # each by a link of its own
        _link, token = expired(cast)
        answers.append(client.post(f"/de/l/{token}/renewal/").status_code)
    assert answers == [302, 302, 302, 429]
    _link, token = made(cast, subject=cast.other)
    SignedLink.objects.filter(subject_id=cast.other.pk).update(expires_at=timezone.now())
    assert client.post(f"/de/l/{token}/renewal/").status_code == 302


def test_what_was_used_or_withdrawn_is_not_renewed(cast, client):
    link, token = made(cast)
    use_link(link=link)
    link.refresh_from_db()
    with pytest.raises(LinkSpent):
        renew_link(link=link)
    assert client.post(f"/de/l/{token}/renewal/").status_code == 410
    assert client.post("/de/l/nothing/renewal/").status_code == 404
    _new, new_token = made(cast)
    assert client.post(f"/de/l/{new_token}/renewal/")["Location"] == f"/de/l/{new_token}/"  # it still works
    assert client.get(f"/de/l/{new_token}/renewal/").status_code == 405


def test_a_link_without_an_address_cannot_be_renewed(cast, client):
    link, token = made(cast, recipient="")
    SignedLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    response = client.get(f"/fr/l/{token}/")
    assert response.status_code == 410
    assert "renewal" not in response.content.decode()


def test_the_letter_is_in_the_readers_language(cast):
    send_link(purpose="probe", subject=cast.antenna, recipient=ADDRESS, language="fr")
    deliver_due()
    assert mail.outbox[0].subject.endswith("Antenne")
    assert "&" not in mail.outbox[0].body.replace("&#", "")  # plain text: nothing is escaped


def test_a_form_without_the_pages_token_is_refused(cast):
    _link, token = made(cast)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/fr/l/{token}/").status_code == 403
    assert strict.post(f"/fr/l/{token}/", headers={"origin": "null"}).status_code == 403
    assert strict.post(f"/fr/l/{token}/", headers={"origin": "https://evil.example"}).status_code == 403
    assert find_link(token)


def test_a_browser_that_was_told_to_send_no_referrer_may_act(cast):
    """Such a browser writes "Origin: null" on the forms of the page."""
    strict = Client(enforce_csrf_checks=True)
    _link, token = expired(cast)
    shown = strict.get(f"/fr/l/{token}/").content.decode()
    form = {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)[1]}
    address = f"/fr/l/{token}/renewal/"
    assert strict.post(address, form, headers={"origin": "https://evil.example"}).status_code == 403
    assert strict.post(address, form, headers={"origin": "null"}).status_code == 302
    assert strict.post(address, form, secure=True).status_code == 302  # an old telephone says nothing at all
