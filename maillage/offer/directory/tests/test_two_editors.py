"""Two people write the same section at once: nobody overwrites what they did not touch, and nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import ContactPoint, Service, TaxonomyTerm
from maillage.offer.directory.tests.browsing import as_opened


@pytest.fixture
def opened(cast, draft):
    """Opens a section for somebody; gives a function that sends what they changed in what they saw."""

    def open_by(who, section):
        client = Client()
        client.force_login(getattr(cast.people, who))
        path = f"/fr/services/{draft.slug}/edit/{section}/"
        seen = as_opened(client.get(path))
        return lambda **changes: client.post(path, {**seen, **changes})

    return open_by


def stored(draft):
    return Service.objects.get(pk=draft.pk)


def test_different_fields_are_both_kept(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    assert amir(summary_fr="Amir a résumé.").status_code == 302
    answer = alice(description_fr="Alice a décrit.")
    assert answer.status_code == 302
    service = stored(draft)
    assert (str(service.summary), str(service.description)) == ("Amir a résumé.", "Alice a décrit.")


def test_two_languages_of_one_text_are_two_fields(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(name_nl="Zitdag wonen")
    assert alice(name_de="Sprechstunde Wohnen").status_code == 302
    assert set(stored(draft).name.languages) == {"fr", "nl", "de"}


def test_the_same_field_is_shown_side_by_side_and_the_editor_chooses(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(summary_fr="Amir a résumé.", alternate_name_fr="Logement")
    answer = alice(summary_fr="Alice a résumé.", description_fr="Alice a décrit.")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Amir a résumé." in page
    assert "Alice a résumé." in page
    assert str(stored(draft).summary) == "Amir a résumé."
    assert [clash.key for clash in answer.context["form"].clashes] == ["summary_fr"]
    again = as_opened(answer)
    assert again["alternate_name_fr"] == "Logement"  # what Alice did not touch is what Amir saved
    assert again["description_fr"] == "Alice a décrit."
    client, path = answer.client, answer.request["PATH_INFO"]

    undecided = client.post(path, again)
    assert undecided.status_code == 422
    assert "Alice a résumé." in undecided.content.decode()
    assert str(stored(draft).summary) == "Amir a résumé."

    assert client.post(path, {**as_opened(undecided), "choose-summary_fr": "theirs"}).status_code == 302
    service = stored(draft)
    assert (str(service.summary), str(service.description)) == ("Amir a résumé.", "Alice a décrit.")
    assert str(service.alternate_name) == "Logement"


def test_mine_may_stand_too_and_can_be_changed_while_choosing(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(summary_fr="Amir a résumé.")
    answer = alice(summary_fr="Alice a résumé.")
    sent = {**as_opened(answer), "choose-summary_fr": "mine", "summary_fr": "À deux."}
    assert answer.client.post(answer.request["PATH_INFO"], sent).status_code == 302
    assert str(stored(draft).summary) == "À deux."


def test_a_third_save_while_choosing_is_noticed(cast, opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(summary_fr="Amir a résumé.")
    answer = alice(summary_fr="Alice a résumé.")
    service = stored(draft)
    changes = {"summary": french("Carla a résumé.")}
    revise_service(actor=cast.actors.carla, service=service, version=service.version, changes=changes)
    sent = {**as_opened(answer), "choose-summary_fr": "mine"}
    late = answer.client.post(answer.request["PATH_INFO"], sent)
    assert late.status_code == 422
    assert "Carla a résumé." in late.content.decode()
    assert "Alice a résumé." in late.content.decode()


def test_the_same_change_twice_is_no_conflict(opened, draft):
    alice, amir = opened("alice", "how"), opened("amir", "how")
    amir(fees="paid")
    assert alice(fees="paid", wait_weeks="3").status_code == 302
    assert (stored(draft).fees, stored(draft).wait_weeks) == ("paid", 3)


def test_boxes_choices_and_features(opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(languages=["fr"], accessibility_wheelchair="yes")
    answer = alice(accessibility_accessible_toilet="no")
    assert answer.status_code == 302
    service = stored(draft)
    assert service.languages == ["fr"]
    assert service.accessibility == {"wheelchair": True, "accessible_toilet": False}


def test_themes_chosen_by_both_are_told_in_words(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    one, two = TaxonomyTerm.objects.themes().exclude(parent=None).exclude(services=draft)[:2]
    amir(themes=[str(one.pk)])
    answer = alice(themes=[str(two.pk)])
    (clash,) = answer.context["form"].clashes
    assert (clash.theirs, clash.mine) == (str(one), str(two))


def test_rows_of_a_list_are_merged_one_by_one(cast, opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(**{"contact_points-1-kind": "email", "contact_points-1-value": "info@example.org"})
    answer = alice(**{"contact_points-0-value": "+32 2 247 32 16"})
    assert answer.status_code == 302
    assert [point.value for point in draft.contact_points.all()] == ["+3222473216", "info@example.org"]


def test_new_rows_of_both_are_kept(opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(**{"contact_points-1-kind": "email", "contact_points-1-value": "amir@example.org"})
    alice(**{"contact_points-1-kind": "email", "contact_points-1-value": "alice@example.org"})
    values = [point.value for point in draft.contact_points.all()]
    assert values == ["+3222473215", "amir@example.org", "alice@example.org"]


def test_a_row_that_both_changed_is_asked(opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(**{"contact_points-0-value": "+3222473200"})
    answer = alice(**{"contact_points-0-value": "+3222473299"})
    assert answer.status_code == 422
    (clash,) = answer.context["form"].clashes
    assert "+3222473200" in clash.theirs
    assert "+3222473299" in clash.mine
    sent = {**as_opened(answer), f"choose-{clash.key}": "theirs"}
    assert answer.client.post(answer.request["PATH_INFO"], sent).status_code == 302
    assert draft.contact_points.get().value == "+3222473200"


def test_a_row_taken_away_by_one_and_untouched_by_the_other_stays_away(opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(**{"contact_points-0-DELETE": "on"})
    assert alice(accessibility_wheelchair="yes").status_code == 302
    assert not draft.contact_points.exists()


def test_a_row_taken_away_by_one_and_written_by_the_other_comes_back(opened, draft):
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(**{"contact_points-0-DELETE": "on"})
    alice(**{"contact_points-0-value": "+3222473299"})
    assert draft.contact_points.get().value == "+3222473299"


def test_a_page_that_does_not_say_what_it_showed_asks_about_every_difference(opened, draft):
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(summary_fr="Amir a résumé.")
    for nonsense in ("", "[]", "{"):
        answer = alice(description_fr="Alice a décrit.", base=nonsense)
        assert {clash.key for clash in answer.context["form"].clashes} >= {"summary_fr", "description_fr"}


def test_what_a_rule_refuses_after_the_merge_is_said(opened, draft):
    alice, amir = opened("alice", "whom"), opened("amir", "whom")
    amir(age_max="20")
    answer = alice(age_min="30")
    assert answer.status_code == 422
    assert "age_max" in answer.context["form"].errors
    assert stored(draft).eligibility is not None


def test_a_picture_is_kept_when_the_rest_can_be_merged(opened, draft):
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (40, 40), "teal").save(file, "PNG")
    alice, amir = opened("alice", "what"), opened("amir", "what")
    amir(summary_fr="Amir a résumé.")
    answer = alice(
        picture=SimpleUploadedFile("porte.png", file.getvalue(), "image/png"), picture_alternative_fr="La porte"
    )
    assert answer.status_code == 302
    assert stored(draft).picture
    assert str(stored(draft).summary) == "Amir a résumé."


def test_detail_rows_of_others_are_not_reached(cast, opened, draft):
    """A page that names a row of another service finds nothing there."""
    other = Service.objects.create(organization=cast.other, slug="other", name={"fr": "Autre"})
    theirs = ContactPoint.objects.create(service=other, kind="phone", value="+3222473200")
    alice, amir = opened("alice", "contacts"), opened("amir", "contacts")
    amir(languages=["fr"])
    alice(**{"contact_points-0-id": str(theirs.pk), "contact_points-0-value": "+3222473299"})
    theirs.refresh_from_db()
    assert theirs.value == "+3222473200"


def test_a_place_is_merged_field_by_field_too(cast, place):
    path = f"/fr/places/{place.pk}/edit/"
    clients = []
    for who in ("alice", "amir"):
        client = Client()
        client.force_login(getattr(cast.people, who))
        clients.append((client, as_opened(client.get(path))))
    (alice, seen), (amir, also_seen) = clients
    assert amir.post(path, {**also_seen, "address_2": "2e étage", "city": "1030 Schaerbeek"}).status_code == 302
    assert alice.post(path, {**seen, "name_nl": "Antenne Rogier"}).status_code == 302
    place.refresh_from_db()
    assert (place.address_2, place.name.text_in("nl")) == ("2e étage", "Antenne Rogier")
    late = alice.post(path, {**seen, "city": "Bruxelles"})
    assert late.status_code == 422
    assert [(clash.theirs, clash.mine) for clash in late.context["form"].clashes] == [("1030 Schaerbeek", "Bruxelles")]
