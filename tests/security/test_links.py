"""A link in a letter is a key: looking at it does nothing, and it is told to nobody."""

import io
import logging
import re
from datetime import timedelta

import pytest
from django.conf import settings

from conftest import PASSWORD
from maillage.foundation.common.logs import DiscreetFilter, JsonFormatter
from maillage.foundation.journal.models import Entry
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.network.models import Invitation
from maillage.foundation.notifications.actions import create_link, create_login_link
from tests.security.sending import everything

SCANNERS = [{}, {"user-agent": "Mozilla/5.0 (mail scanner)"}, {"purpose": "prefetch", "sec-purpose": "prefetch"}]


@pytest.fixture
def login_link(cast) -> str:
    return create_login_link(cast.people.alice).removeprefix(settings.BASE_URL)


@pytest.fixture
def invitation_link(cast) -> str:
    invite_member(
        actor=cast.actors.amir, email="nour@example.org", role="worker", language="fr", organization=cast.antenna
    )
    hour = timedelta(hours=1)
    _link, token = create_link(purpose="invitation", subject=Invitation.objects.get(), language="fr", lifetime=hour)
    return f"/fr/l/{token}/"


@pytest.fixture(params=["login_link", "invitation_link"])
def link(request) -> str:
    """Each kind of link in turn."""
    return request.getfixturevalue(request.param)


def acted(client, link: str):
    """What its holder does with it."""
    return client.post(link, {"name": "Nour", "password": PASSWORD})


@pytest.mark.parametrize("who", [None, "alice", "ada"])
def test_looking_does_nothing(client, cast, as_person, link, who):
    visitor = as_person(getattr(cast.people, who)) if who else client
    before, entries = everything(), Entry.objects.count()
    for headers in SCANNERS if who is None else [{"sec-purpose": "prefetch"}]:
        assert visitor.get(link, headers=headers).status_code == 200
        assert visitor.head(link, headers=headers).status_code == 200
        assert visitor.options(link, headers=headers).status_code == 405
    assert everything() == before
    assert Entry.objects.count() == entries
    assert who or settings.SESSION_COOKIE_NAME not in client.cookies


def test_it_works_once(client, link):
    assert acted(client, link).status_code == 302
    before = everything()
    again = client.__class__()
    assert acted(again, link).status_code == 410
    assert again.get(link).status_code == 410
    assert everything() == before


def test_the_page_tells_nobody(client, link):
    page = client.get(link)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "no-store"
    assert "noindex" in page["X-Robots-Tag"]
    # What it is made of comes from here, and its links do not carry the key anywhere else.
    token = link.split("/")[-2]
    for address in re.findall(r'(?:href|src|action)="([^"]*)"', page.text):
        here = address.startswith("/") or address.startswith(("http://testserver/", "#", "tel:"))
        assert here or address == settings.QUICK_EXIT_URL, address
        if token in address:
            assert re.fullmatch(rf"(http://testserver)?(/[a-z]{{2}})?/l/{token}/", address), address


def test_what_follows_does_not_carry_it(client, link):
    token = link.split("/")[-2]
    answer = acted(client, link)
    assert token not in answer["Location"]
    assert token not in str(answer.headers)
    page = client.get(answer["Location"])
    assert token not in page.text
    assert token not in str(dict(client.session))


def test_no_log_and_no_journal_holds_it(client, link, settings):
    token = link.split("/")[-2]
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(DiscreetFilter())
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in settings.LOGGING["loggers"])]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
        logging.getLogger().addHandler(handler)
        client.get(link)
        client.get(f"{link}nothing/")  # 404, which Django would like to log
        client.post(link, headers={"referer": f"http://testserver{link}"})
        acted(client, link)
        acted(client, link)
    finally:
        logging.getLogger().removeHandler(handler)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
    assert "fr/l/<str:token>/" in written.getvalue()  # the route, so that one sees that something was asked
    assert token not in written.getvalue()
    for entry in Entry.objects.all():
        assert token not in str(vars(entry))


def test_a_guess_is_worth_nothing(client, link):
    token = link.split("/")[-2]
    for guess in (token[:-1], f"{token}x", token.swapcase(), token.lower(), "x" * 43, "-", "..", "%00"):
        assert client.get(f"/fr/l/{guess}/").status_code in (400, 404), guess
