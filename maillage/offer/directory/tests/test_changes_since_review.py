"""What a reviewer sees of a public sheet that changed: old and new, field by field."""

import pytest

from maillage.offer.directory.actions import publish_service, review_service, revise_service, submit_service
from maillage.offer.directory.actions.describing import DETAILS, RELATED, REVISABLE
from maillage.offer.directory.conftest import french
from maillage.offer.directory.models import ContactPoint, Service, TaxonomyTerm
from maillage.offer.directory.snapshots import changes_since_review, snapshot_of


def revise(actor, published, **changes):
    service = Service.objects.get(pk=published.pk)
    return revise_service(actor=actor, service=service, version=service.version, changes=changes)


def changes(published):
    service = Service.objects.for_sheet().get(pk=published.pk)
    return {each.label: each for each in changes_since_review(service)}


def told(pieces):
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


def test_nothing_changed_at_first(published):
    assert changes(published) == {}


def test_everything_that_can_be_revised_is_in_a_snapshot(published):
    assert (REVISABLE | RELATED | set(DETAILS)) - set(snapshot_of(published)) == set()


def test_old_and_new_words_side_by_side(cast, published):
    revise(cast.actors.alice, published, summary=french("Garder votre logement."))
    (change,) = changes(published).values()
    assert "summary" not in change.label  # in words
    assert told(change.before) == "Garder [son ]logement."
    assert told(change.now) == "Garder [votre ]logement."


def test_a_new_language_a_theme_a_price_and_a_contact(cast, published, theme):
    other = TaxonomyTerm.objects.themes().exclude(parent=None).exclude(pk=theme.pk).first()
    point = ContactPoint(kind="email", value="info@example.org")
    revise(
        cast.actors.alice,
        published,
        name=published.name.revised({"nl": "Zitdag wonen"}),
        themes=[other],
        fees="paid",
        contact_points=[*published.contact_points.all(), point],
    )
    lines = {told(each.before) + " > " + told(each.now) for each in changes(published).values()}
    assert " > [Zitdag wonen]" in lines
    assert f"[{theme}] > [{other}]" in lines
    assert any("info@example.org" in line for line in lines)
    assert len(lines) == 4


def test_reading_it_makes_it_the_new_measure(cast, published):
    service = revise(cast.actors.alice, published, summary=french("Autre."))
    review_service(actor=cast.actors.carla, service=service, version=service.version)
    assert changes(published) == {}
    revise(cast.actors.alice, published, summary=french("Encore."))
    assert [told(each.before) for each in changes(published).values()] == ["[Autre.]"]


def test_a_reviewer_who_writes_hides_nothing_that_nobody_read(cast, published):
    revise(cast.actors.alice, published, summary=french("Autre."))
    revise(cast.actors.carla, published, fees="paid")
    assert Service.objects.changed_since_review_by(cast.actors.carla).exists()
    assert len(changes(published)) == 2


def test_the_preview_shows_it_with_the_buttons_there(client, cast, published):
    service = revise(cast.actors.alice, published, summary=french("Garder <b>votre</b> logement."))
    client.force_login(cast.people.carla)
    page = client.get(f"/fr/services/{published.slug}/preview/").content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert "&lt;b&gt;votre&lt;/b&gt;" in page
    assert f"/fr/services/{published.slug}/review/" in page
    assert f'value="{service.version}"' in page
    client.force_login(cast.people.alice)
    page = client.get(f"/fr/services/{published.slug}/preview/").content.decode()
    assert f"/fr/services/{published.slug}/review/" not in page


def test_what_waits_is_published_or_given_back_from_its_preview(client, cast, draft):
    submit_service(actor=cast.actors.alice, service=draft)
    client.force_login(cast.people.carla)
    page = client.get(f"/fr/services/{draft.slug}/preview/").content.decode()
    assert f"/fr/services/{draft.slug}/publication/" in page
    assert f"/fr/services/{draft.slug}/return/" in page
    assert f"/fr/services/{draft.slug}/preview/" in client.get("/fr/reviews/").content.decode()
    client.force_login(cast.people.alice)
    page = client.get(f"/fr/services/{draft.slug}/preview/").content.decode()
    assert f"/fr/services/{draft.slug}/publication/" not in page
    assert f"/fr/services/{draft.slug}/return/" not in page


def test_what_was_read_before_snapshots_were_kept_says_so(client, cast, published):
    revise(cast.actors.alice, published, summary=french("Autre."))
    Service.objects.update(reviewed_snapshot=None)
    client.force_login(cast.people.carla)
    answer = client.get(f"/fr/services/{published.slug}/preview/")
    assert answer.status_code == 200
    assert answer.context["changes"] is None


@pytest.mark.parametrize("who", ["bob", "dora", "viktor"])
def test_others_do_not_see_what_changed(client, cast, published, who):
    revise(cast.actors.alice, published, summary=french("Autre."))
    client.force_login(getattr(cast.people, who))
    assert client.get(f"/fr/services/{published.slug}/preview/").status_code == 404


def test_publishing_again_keeps_what_was_published(cast, published):
    from maillage.offer.directory.actions import withdraw_service

    service = Service.objects.get(pk=published.pk)
    withdraw_service(actor=cast.actors.carla, service=service)
    service = revise(cast.actors.alice, published, summary=french("Autre."))
    publish_service(actor=cast.actors.carla, service=service, version=service.version)
    assert changes(published) == {}
