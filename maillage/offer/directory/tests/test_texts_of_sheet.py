"""What a reader of a sheet is told about its texts: each that nobody read has its sign, and it is explained once."""

from django.utils import translation
from django.utils.translation import gettext as _

from maillage.foundation.common.languages import language_name
from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import RequiredDocument, Service


def revise(cast, published, **changes):
    service = Service.objects.get(pk=published.pk)
    return revise_service(actor=cast.actors.carla, service=service, version=service.version, changes=changes)


def body(client, published, language):
    page = client.get(f"/{language}/services/{published.slug}/").content.decode()
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_sheet_in_its_own_language_says_nothing_about_it(client, published):
    page = body(client, published, "fr")
    assert "sign" not in page
    assert "Pas encore" not in page


def test_every_text_by_a_machine_has_its_sign_and_it_is_explained_once(client, cast, published):
    document = RequiredDocument(document=french("Carte").revised({"de": "Ausweis"}, machine=["de"]))
    revise(
        cast,
        published,
        name=published.name.revised({"de": "Sprechstunde"}, machine=["de"]),
        fees_description=french("Rien").revised({"de": "Nichts"}, machine=["de"]),
        required_documents=[document],
    )
    page = body(client, published, "de")
    assert page.count('<sup class="sign"') == 3
    assert page.count('<span class="sign"') == 1


def test_what_is_missing_is_shown_as_written_and_said_once(client, published):
    page = body(client, published, "de")
    assert 'lang="fr" dir="ltr">Garder son logement.' in page
    with translation.override("de"):
        told = _("Not yet in your language: shown as written, in %(language)s.") % {"language": language_name("fr")}
    assert page.count(told) == 1


def test_the_list_explains_its_signs_too(client, cast, published):
    revise(cast, published, name=published.name.revised({"de": "Sprechstunde"}, machine=["de"]))
    page = client.get("/de/services/").content.decode()
    assert page.count('<sup class="sign"') == 1
    assert page.count('<span class="sign"') == 1
    assert '<span class="sign"' not in client.get("/fr/services/").content.decode()


def test_a_language_without_pages_is_offered_on_every_page(client, cast, published):
    revise(
        cast,
        published,
        name=published.name.revised({"tr": "Konut danışma"}),
        description=published.description.revised({"tr": "Mektupları birlikte okuruz."}),
    )
    for language in ("fr", "ar"):
        page = body(client, published, language)
        assert '<bdi lang="tr">Türkçe</bdi>' in page
        assert "Mektupları birlikte okuruz." in page.split('lang="tr" dir="ltr">')[1].split("</details>")[0]


def test_a_hidden_place_is_not_told_in_turkish_either(client, cast, published):
    row = published.service_at_locations.get()
    row.location.address_hidden = True
    row.location.transportation = french("Tram 55").revised({"tr": "Tramvay 55"})
    row.location.save()
    assert "Tramvay 55" not in body(client, published, "fr")
