"""What a resident reads: everything on the sheet, nothing that is hidden, in every language."""

import json
import re

import pytest

from maillage.offer.directory.actions import change_situation
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import Situation

LANGUAGES = ["fr", "nl", "de", "it", "en", "ar"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_readable_in_every_language(client, published, language):
    response = client.get(f"/{language}/services/{published.slug}/")
    assert response.status_code == 200
    page = response.content.decode()
    assert f'lang="{language}"' in page
    assert "Avenue Rogier 22" in page
    assert "tel:+3222473215" in page
    # The description exists in French only: elsewhere the page says so, and in which language it is written.
    assert ('<div lang="fr" dir="ltr"><p>Une travailleuse' in page) == (language != "fr")


def test_what_is_not_public_does_not_exist_for_a_stranger(client, draft):
    for path in ("", "report/", "qr.svg"):
        assert client.get(f"/fr/services/{draft.slug}/{path}").status_code == 404


def test_a_hidden_address_leaves_no_trace(client, published, place):
    place.address_hidden = True
    place.save()
    for path in (f"/fr/services/{published.slug}/", "/fr/services/", "/fr/"):
        page = client.get(path).content.decode()
        assert "Rogier 22" not in page
        assert "4.3712" not in page
        assert "50.8663" not in page


def test_its_own_people_see_a_hidden_address_and_the_coordination_does_not(client, cast, published, place):
    place.address_hidden = True
    place.save()
    client.force_login(cast.people.alice)
    assert "Avenue Rogier 22" in client.get(f"/fr/services/{published.slug}/").content.decode()
    client.force_login(cast.people.carla)
    assert "Avenue Rogier 22" not in client.get(f"/fr/services/{published.slug}/").content.decode()


def test_structured_data_is_valid_json_and_cannot_close_its_block(client, cast, published):
    published.name = french("</script><script>alert(1)</script>")
    published.save()
    page = client.get(f"/fr/services/{published.slug}/").content.decode()
    assert "<script>alert(1)" not in page
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(block.group(1))
    assert data["@type"] == "Service"
    assert data["availableChannel"][0]["serviceLocation"]["address"]["postalCode"] == "1030"


def test_what_is_different_for_the_moment_stands_on_top(client, cast, published):
    change_situation(
        actor=cast.actors.alice, service=published, version=published.version,
        situation=Situation.CLOSED, until=None, note=french("Travaux dans l’escalier."),
    )  # fmt: skip
    page = client.get(f"/fr/services/{published.slug}/").content.decode()
    assert "Travaux dans l’escalier." in page
    assert page.index("Travaux") < page.index("Une travailleuse sociale")


def test_full_today_is_over_tomorrow(cast, published):
    from datetime import timedelta

    from django.utils import timezone

    change_situation(
        actor=cast.actors.alice, service=published, version=published.version,
        situation=Situation.FULL_TODAY, until=None, note=french(""),
    )  # fmt: skip
    today = timezone.localdate()
    assert published.situation_on(today) == Situation.FULL_TODAY
    assert published.situation_on(today + timedelta(days=1)) == Situation.NORMAL


def test_the_sheet_takes_a_fixed_number_of_queries(client, cast, published, django_assert_max_num_queries):
    client.get(f"/fr/services/{published.slug}/")
    with django_assert_max_num_queries(22):
        client.get(f"/fr/services/{published.slug}/")


def test_the_list_takes_a_fixed_number_of_queries(client, cast, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get("/fr/services/")


def test_the_qr_code_is_a_drawing(client, published):
    response = client.get(f"/fr/services/{published.slug}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg" in response.content
