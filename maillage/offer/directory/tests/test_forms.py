"""What people type: every wrong thing gets a clear answer beside its field, and nothing typed is lost."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import Report, Service, TaxonomyTerm


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.people.alice)
    return client


def fields_of(service, section, alice):
    """What the page of a section holds, as a browser would send it back."""
    form = alice.get(f"/fr/services/{service.slug}/edit/{section}/").context["form"]
    data = {}
    for each in (
        form,
        *(row for formset in form.formsets.values() for row in (formset.management_form, *formset.forms)),
    ):
        for bound in each:
            value = bound.value()
            if hasattr(value, "languages"):  # a text in several languages
                data |= {f"{bound.html_name}_{tag}": value.text_in(tag) for tag in value.languages}
            elif isinstance(value, dict):
                continue
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [str(getattr(item, "pk", item)) for item in value]
            elif value is not None and value is not False and value != "" and not hasattr(value, "url"):
                data[bound.html_name] = value
    return data


def send(alice, service, section, **changes):
    data = fields_of(service, section, alice) | changes
    return alice.post(f"/fr/services/{service.slug}/edit/{section}/", data)


@pytest.mark.parametrize("section", ["what", "whom", "places", "how", "contacts"])
def test_what_is_sent_back_unchanged_changes_nothing(alice, draft, section):
    before = Service.objects.get(pk=draft.pk)
    assert send(alice, draft, section).status_code == 302
    after = Service.objects.get(pk=draft.pk)
    for field in Service._meta.fields:
        if field.name not in ("version", "modified_at"):
            assert getattr(after, field.name) == getattr(before, field.name), field.name
    assert after.contact_points.count() == 1
    assert after.service_at_locations.get().opening_hours == "Th 17:00-20:00; PH off"
    assert [term.code for term in after.themes.all()] == ["sante--acces-aux-soins"]


def test_an_empty_form_says_what_is_needed(alice, draft):
    response = send(alice, draft, "what", name_fr="")
    assert response.status_code == 422
    assert response.context["form"].errors["name"]
    assert str(Service.objects.get(pk=draft.pk).name) == "Permanence logement"


def test_several_languages_side_by_side(alice, draft):
    send(
        alice, draft, "what", name_nl="Zitdag wonen", **{"description_fr-simple": "Nous lisons vos lettres avec vous."}
    )
    service = Service.objects.get(pk=draft.pk)
    assert service.name.text_in("nl") == "Zitdag wonen"
    assert service.description.text_in("fr-simple") == "Nous lisons vos lettres avec vous."
    send(alice, service, "what", name_fr="Permanence logement et énergie")
    service = Service.objects.get(pk=draft.pk)
    assert service.name.state("nl") == "outdated"
    send(alice, service, "what", name_nl_confirmed="on")
    assert Service.objects.get(pk=draft.pk).name.state("nl") == "reviewed"


def test_a_text_of_two_megabytes_is_answered_by_the_form(alice, draft):
    long = "é" * 1_000_000
    response = send(alice, draft, "what", description_fr=long)
    assert response.status_code == 422
    assert "description" in response.context["form"].errors
    assert long in response.content.decode()
    assert "Une travailleuse" in str(Service.objects.get(pk=draft.pk).description)


def test_markup_is_refused_and_shown_as_typed(alice, draft):
    response = send(alice, draft, "what", summary_fr="Un <b>gras</b> <script>alert(1)</script>")
    assert response.status_code == 422
    page = response.content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_less_than_is_not_markup(alice, draft):
    assert send(alice, draft, "what", summary_fr="Pour les < 18 ans, 2 > 1").status_code == 302


@pytest.mark.parametrize("number", ["12", "+32 2 247 32 1", "call me", "+999 123 456 789"])
def test_a_wrong_phone(alice, draft, number):
    response = send(alice, draft, "contacts", **{"contact_points-1-kind": "phone", "contact_points-1-value": number})
    assert response.status_code == 422
    assert number in response.content.decode()
    assert draft.contact_points.count() == 1


def test_a_number_without_its_country_is_one_of_the_organizations(alice, draft):
    sent = {"contact_points-1-kind": "phone", "contact_points-1-value": "02 218 00 00"}
    assert send(alice, draft, "contacts", **sent).status_code == 302
    assert draft.contact_points.filter(value="+3222180000").exists()


def test_a_help_line_is_a_phone(alice, draft):
    assert (
        send(
            alice, draft, "contacts", **{"contact_points-1-kind": "phone", "contact_points-1-value": "107"}
        ).status_code
        == 302
    )


def test_a_web_address_cannot_hold_a_program(alice, draft):
    response = send(
        alice,
        draft,
        "contacts",
        **{"contact_points-1-kind": "website", "contact_points-1-value": "javascript:alert(1)"},
    )
    assert response.status_code == 422


def test_wrong_hours_say_how_to_write_them(alice, draft):
    response = send(alice, draft, "places", **{"service_at_locations-0-opening_hours": "lundi matin"})
    assert response.status_code == 422
    assert "Mo-Fr 09:00-12:00" in response.content.decode()
    assert "lundi matin" in response.content.decode()


def picture(kind="PNG", name="porte.png"):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, kind)
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/png")


def test_a_picture_with_its_words(alice, draft):
    assert send(alice, draft, "what", picture=picture(), picture_alternative_fr="La porte verte").status_code == 302
    service = Service.objects.get(pk=draft.pk)
    assert service.picture.name.endswith(".jpg")
    assert "porte" not in service.picture.name
    send(alice, service, "what")
    assert Service.objects.get(pk=draft.pk).picture.name == service.picture.name


def test_a_picture_without_words_is_asked_for_them(alice, draft):
    response = send(alice, draft, "what", picture=picture())
    assert response.context["form"].errors["picture_alternative"]


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("porte.png", b"<html>not a picture</html>", content_type="image/png"),
        SimpleUploadedFile("porte.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png"),
        SimpleUploadedFile("porte.jpg", b"", content_type="image/jpeg"),
    ],
)
def test_an_upload_that_is_not_what_it_says(alice, draft, upload):
    response = send(alice, draft, "what", picture=upload, picture_alternative_fr="La porte")
    assert response.status_code == 422
    assert response.context["form"].errors["picture"]
    assert not Service.objects.get(pk=draft.pk).picture


def test_two_editors_see_the_difference(alice, cast, draft):
    data = fields_of(draft, "what", alice) | {"summary_fr": "Ce que tape Alice."}
    revise_service(
        actor=cast.actors.amir, service=draft, version=draft.version, changes={"summary": french("Ce qu’a écrit Amir.")}
    )
    response = alice.post(f"/fr/services/{draft.slug}/edit/what/", data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Ce que tape Alice." in page
    assert "Ce qu’a écrit Amir." in page
    again = data | {"version": Service.objects.get(pk=draft.pk).version}
    assert alice.post(f"/fr/services/{draft.slug}/edit/what/", again).status_code == 302
    assert str(Service.objects.get(pk=draft.pk).summary) == "Ce que tape Alice."


def test_a_language_we_do_not_offer_survives_the_form(alice, draft):
    Service.objects.filter(pk=draft.pk).update(languages=["fr", "oc"])
    send(alice, draft, "contacts", languages=["nl", "oc"])
    assert Service.objects.get(pk=draft.pk).languages == ["nl", "oc"]


def test_conditions_from_boxes(alice, cast, draft):
    send(alice, draft, "whom", age_min="18", status=["student", "job_seeker"], residence=[str(cast.place.pk)])
    page = alice.get(f"/fr/services/{draft.slug}/preview/")
    assert len(page.context["conditions"]) == 3
    send(alice, draft, "whom", age_min="", status=[], residence=[])
    assert Service.objects.get(pk=draft.pk).eligibility is None


def test_a_condition_that_boxes_cannot_show_survives_the_form(alice, draft):
    from maillage.foundation.expressions import AnyOf, Compare, In

    condition = AnyOf((Compare("age", ">=", 60), In("disability", ("recognised",))))
    Service.objects.filter(pk=draft.pk).update(eligibility=condition)
    assert len(alice.get(f"/fr/services/{draft.slug}/edit/whom/").context["form"].kept_conditions) == 1
    assert send(alice, draft, "whom").status_code == 302
    assert Service.objects.get(pk=draft.pk).eligibility == condition
    assert send(alice, draft, "whom", remove_condition="on").status_code == 302
    assert Service.objects.get(pk=draft.pk).eligibility is None


def test_a_preview_shows_what_would_be_and_saves_nothing(alice, draft):
    version = draft.version
    response = send(alice, draft, "what", name_fr="Un autre nom", preview="1")
    assert response.status_code == 200
    assert "Un autre nom" in response.content.decode()
    stored = Service.objects.get(pk=draft.pk)
    assert (str(stored.name), stored.version) == ("Permanence logement", version)


def test_nothing_else_can_be_slipped_in(alice, cast, draft):
    send(
        alice,
        draft,
        "what",
        state="published",
        organization=str(cast.other.pk),
        keeper=str(cast.people.bob.pk),
        example="on",
    )
    service = Service.objects.get(pk=draft.pk)
    assert (service.state, service.organization, service.keeper) == ("draft", cast.antenna, cast.people.alice)


def test_a_service_cannot_be_started_for_somebody_else(alice, cast):
    response = alice.post(
        "/fr/services/new/", {"organization": str(cast.other.pk), "language": "fr", "name_fr": "Essai"}
    )
    assert response.status_code == 200
    assert not Service.objects.exists()


def test_a_report_by_a_visitor(client, published):
    path = f"/fr/services/{published.slug}/report/"
    assert client.post(path, {"kind": "hours", "message": "Fermé", "reply_to": "moi@example.org"}).status_code == 302
    report = Report.objects.get()
    assert report.reply_to == "moi@example.org"
    assert client.post(path, {"kind": "", "reply_to": "pas une adresse"}).context["form"].errors.keys() == {
        "kind",
        "reply_to",
    }


def test_a_machine_that_fills_everything_in_is_thanked_and_ignored(client, published):
    client.post(f"/fr/services/{published.slug}/report/", {"kind": "other", "website": "https://spam.example.org"})
    assert not Report.objects.exists()


def test_too_many_reports_are_told_to_wait(client, published):
    path = f"/fr/services/{published.slug}/report/"
    for _time in range(6):
        client.post(path, {"kind": "hours"})
    response = client.post(path, {"kind": "hours"})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert Report.objects.count() == 6


def test_a_list_filter_that_is_nonsense_is_no_error(client, published):
    assert client.get("/fr/services/?theme=%27--&place=nowhere&spoken=xx&page=9999").status_code == 200


def test_filters(client, published, theme):
    group = TaxonomyTerm.objects.get(code="sante")
    assert (
        "Permanence logement"
        in client.get(f"/fr/services/?theme={group.code}&place=schaerbeek&spoken=ar").content.decode()
    )
    for nothing in ("theme=numerique", "place=cuneo", "spoken=de"):
        assert "Permanence logement" not in client.get(f"/fr/services/?{nothing}").content.decode()


@pytest.mark.parametrize("country", ["be", "UK", "B", "XX", "", "<b"])
def test_a_place_lies_in_a_country_that_exists(alice, place, country):
    data = {"name_fr": "Antenne", "country": country, "version": place.version}
    assert alice.post(f"/fr/places/{place.pk}/edit/", data).status_code == 422
    assert alice.post(f"/fr/places/{place.pk}/edit/", data | {"country": "FR"}).status_code == 302


def test_a_picture_that_is_taken_away_is_gone(alice, draft, settings, django_capture_on_commit_callbacks):
    send(alice, draft, "what", picture=picture(), picture_alternative_fr="La porte verte")
    stored = settings.MEDIA_ROOT / Service.objects.get(pk=draft.pk).picture.name
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        send(alice, draft, "what", **{"picture-clear": "on"})
    assert not stored.exists()


def test_a_price_below_nothing(alice, draft):
    response = send(alice, draft, "how", **{"cost_options-0-amount": "-2"})
    assert response.status_code == 422
    assert response.context["form"].formsets["cost_options"].errors[0]["amount"]
