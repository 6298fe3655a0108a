"""The week of the form: filled in by hand without a script, wrong in every way, beside the text."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from maillage.offer.directory.forms.week import HoursField
from maillage.offer.directory.models import ServiceAtLocation
from maillage.offer.directory.tests.browsing import as_opened

ROW = "service_at_locations-0-opening_hours"


def clean(**parts):
    """The value of a week that began empty; `d0_0_from` is the first beginning of Monday."""
    typed = {"": "", "was": "", "week": "", **{part.replace("_", "-"): value for part, value in parts.items()}}
    return HoursField().clean(typed)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.people.alice)
    return client


@pytest.fixture
def page(alice, draft):
    return f"/fr/services/{draft.slug}/edit/places/"


def test_a_week_is_written():
    written = clean(
        d0_0_from="09:00",
        d0_0_to="12:00",
        d0_1_from="13h30",
        d0_1_to="16",
        d2_0_from="9",
        d2_0_to="12.30",
        public="closed",
    )
    assert written == "Mo 09:00-12:00,13:30-16:00; We 09:00-12:30; PH off"


def test_everything_else_of_the_form():
    written = clean(
        d1_0_from="09:00",
        d1_0_to="12:00",
        n0_nth="1,3",
        n0_day="3",
        n0_0_from="14:00",
        n0_0_to="16:00",
        school="closed",
        x0_first="2026-12-24",
        x0_last="2027-01-02",
        x1_first="2027-08-01",
        x1_last="2027-08-31",
        x1_yearly="on",
        access="appointment",
        note="second floor",
    )
    assert written == (
        'Tu 09:00-12:00 "by appointment; second floor"; Th[1,3] 14:00-16:00 "by appointment; second floor"; '
        "SH off; 2026 Dec 24-2027 Jan 02 off; Aug off"
    )
    season = {"season_from_month": "4", "season_from_day": "1", "season_to_month": "9", "season_to_day": "30"}
    assert clean(d1_0_from="09:00", d1_0_to="12:00", **season) == "Apr-Sep Tu 09:00-12:00"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"d2_0_from": "12:00", "d2_0_to": "09:00"}, "Mercredi"),
        ({"d3_0_from": "09:00", "d3_0_to": "12:00", "d3_1_from": "11:00", "d3_1_to": "13:00"}, "Jeudi"),
        ({"d4_0_from": "09:00"}, "Vendredi"),
        ({"d5_0_from": "tôt", "d5_0_to": "12:00"}, "tôt"),
        ({"d5_0_from": "25:00", "d5_0_to": "26:00"}, "25:00"),
        ({"n0_nth": "1", "n0_day": "6"}, "Dimanche"),
        ({"x0_first": "2027-02-01", "x0_last": "2027-01-01"}, "2027"),
        ({"x0_first": "2027-02-31"}, "2027-02-31"),
    ],
)
def test_what_is_wrong_names_its_day(parts, said):
    with translation.override("fr"), pytest.raises(ValidationError) as caught:
        clean(**parts)
    assert said in " ".join(caught.value.messages)


def test_the_text_and_the_week():
    opened = {
        "": "Mo 09:00-12:00",
        "was": "Mo 09:00-12:00",
        "week": "Mo 09:00-12:00",
        "d0-0-from": "09:00",
        "d0-0-to": "12:00",
    }
    field = HoursField()
    assert field.clean(opened) == "Mo 09:00-12:00"
    assert field.clean({**opened, "": "Tu 10:00-12:00"}) == "Tu 10:00-12:00"
    assert field.clean({**opened, "d0-0-to": "13:00"}) == "Mo 09:00-13:00"
    assert field.clean({**opened, "d0-0-from": "", "d0-0-to": ""}) == ""
    with pytest.raises(ValidationError):
        field.clean({**opened, "": "Tu 10:00-12:00", "d0-0-to": "13:00"})
    with pytest.raises(ValidationError):
        field.clean({**opened, "": "every now and then"})
    assert field.clean("We 09:00-10:00") == "We 09:00-10:00"


@pytest.mark.parametrize(
    "value",
    [
        "Mo-Fr 09:00-12:00,13:00-15:00,16:00-18:00; PH off",
        "Tu[1,2] 14:00-16:00",
        "week 01-53/2 We 14:00-16:00; SH off",
        "Fr 20:00-02:00",
        "sunrise-sunset",
        '24/7 "call first"',
        "Apr 15-Sep 30 Sa 10:00-12:00; 2027 May 01 off",
        "",
    ],
)
def test_a_page_that_is_sent_back_changes_nothing(alice, draft, page, value):
    ServiceAtLocation.objects.filter(service=draft).update(opening_hours=value)
    assert alice.post(page, as_opened(alice.get(page))).status_code == 302
    assert draft.service_at_locations.get().opening_hours == value


def test_a_week_sent_without_a_script_is_saved(alice, draft, page):
    sent = as_opened(alice.get(page))
    assert sent[f"{ROW}-d3-0-from"] == "17:00"
    sent |= {f"{ROW}-d0-0-from": "09:00", f"{ROW}-d0-0-to": "12:00", f"{ROW}-school": "closed"}
    assert alice.post(page, sent).status_code == 302
    assert draft.service_at_locations.get().opening_hours == "Mo 09:00-12:00; Th 17:00-20:00; SH off; PH off"


def test_what_is_wrong_is_shown_again_as_typed(alice, draft, page):
    sent = as_opened(alice.get(page)) | {f"{ROW}-d0-0-from": "12:00", f"{ROW}-d0-0-to": "09:00"}
    answer = alice.post(page, sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Lundi" in html and 'aria-invalid="true"' in html
    again = as_opened(answer)
    assert (again[f"{ROW}-d0-0-from"], again[f"{ROW}-d0-0-to"]) == ("12:00", "09:00")
    assert draft.service_at_locations.get().opening_hours == "Th 17:00-20:00; PH off"


def test_the_sentence_follows(alice, draft, page):
    sent = as_opened(alice.get(page)) | {"field": ROW, f"{ROW}-d0-0-from": "09:00", f"{ROW}-d0-0-to": "12:00"}
    said = alice.post("/fr/services/hours/", sent).content.decode().replace("\u202f", " ")
    assert "Lundi de 9 h à 12 h ; jeudi de 17 h à 20 h" in said
    sent[f"{ROW}-d0-0-to"] = "08:00"
    assert "Lundi" in alice.post("/fr/services/hours/", sent).content.decode()
    assert alice.post("/fr/services/hours/", {}).status_code == 200
    assert alice.get("/fr/services/hours/").status_code == 405


def test_a_stranger_is_not_told(client):
    assert client.post("/fr/services/hours/", {"field": "x"}).status_code == 302


def test_the_public_sheet_says_it_in_words(alice, draft):
    page = alice.get(f"/fr/services/{draft.slug}/preview/").content.decode().replace("\u202f", " ")
    assert "Jeudi de 17 h à 20 h, fermé les jours fériés." in page
