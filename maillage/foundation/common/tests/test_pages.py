"""What every page has, and what the pages for errors never need."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from maillage.foundation.common.templatetags.languages import page_in_language, pages_of_all_languages
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.common.texts.forms import TranslatedTextFormField

COMMON = Path(__file__).parent.parent
pytestmark = pytest.mark.django_db


def asked(path, method="get", **headers):
    request = getattr(RequestFactory(), method)(path, **headers)
    request.user, request.LANGUAGE_CODE = AnonymousUser(), "fr"
    return request


class Elements(HTMLParser):
    """The start tags of a page, as (name, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_the_same_page_in_another_language_keeps_its_query():
    with override("fr"):
        context = {"request": asked("/fr/account/login/?next=/fr/")}
        assert page_in_language(context, "nl") == "/nl/account/login/?next=/fr/"
        assert page_in_language(context, "fr") == "/fr/account/login/?next=/fr/"


def test_a_page_that_does_not_exist_leads_to_the_first_page_of_the_language():
    with override("fr"):
        assert page_in_language({"request": asked("/fr/nothing/here/")}, "ar") == "/ar/"


def test_after_a_post_the_link_leads_to_the_page_that_held_the_form():
    with override("fr"):
        sent = asked("/fr/account/logout/", "post", headers={"referer": "http://testserver/fr/account/login/?next=/"})
        assert page_in_language({"request": sent}, "de") == "/de/account/login/?next=/"
        for referrer in ("", "https://elsewhere.example/fr/account/login/", "http://testserver/fr/nothing/"):
            sent = asked("/fr/account/logout/", "post", headers={"referer": referrer})
            assert page_in_language({"request": sent}, "de") == "/de/"


def test_search_engines_find_every_language_and_an_address_that_chooses():
    request = asked("/fr/account/login/?next=/")
    request.resolver_match = resolve("/fr/account/login/")
    with override("fr"):
        pages = dict(pages_of_all_languages({"request": request, "LANGUAGES": [("fr", ""), ("ar", "")]}))
        assert pages == {
            "fr": "http://testserver/fr/account/login/",
            "ar": "http://testserver/ar/account/login/",
            "x-default": "http://testserver/account/login/",
        }
        request.resolver_match = None
        assert pages_of_all_languages({"request": request, "LANGUAGES": [("fr", "")]}) == []


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("400.html", {"too_large": False}),
        ("400.html", {"too_large": True}),
        ("403.html", {}),
        ("403.html", {"stale_form": True}),
        ("404.html", {}),
        ("429.html", {"minutes": 1}),
        ("429.html", {"minutes": 20}),
    ],
)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_for_errors_say_one_thing_and_a_way_on(name, context, language):
    with override(language):
        html = render(asked(f"/{language}/"), name, context).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    assert len(re.findall("<h1", html)) == 1
    assert 'href="tel:112"' in html
    assert f'class="button" href="/{language}/' in html


def test_the_page_for_our_own_mistakes_needs_nothing():
    html = get_template("500.html").render()
    for language in ("fr", "nl", "de", "it", "en", "ar"):
        assert f'lang="{language}"' in html
    assert html.count("tel:112") == 6
    assert "{%" not in (COMMON / "templates/500.html").read_text(encoding="utf-8")


class Leaflet(forms.Form):
    title = TranslatedTextFormField(label="title", max_length=60, help_text="Short.")
    phone = forms.CharField(label="phone", help_text="With its country.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(required=False)
    secret = forms.IntegerField(widget=forms.HiddenInput)


def test_a_refused_form_sums_up_its_errors_and_ties_each_to_its_field():
    form = Leaflet({"title_fr": "<b>x</b>", "title_de": "Titel"})
    elements = Elements(render_to_string("common/form.html", {"form": form})).found
    ids = {attrs["id"] for _tag, attrs in elements if "id" in attrs}
    targets = {attrs["href"].removeprefix("#") for tag, attrs in elements if tag == "a"}
    assert targets == {"id_title_fr", "id_phone", "id_kind_group"}
    for _tag, attrs in elements:
        named = set(attrs.get("aria-describedby", "").split()) | set(attrs.get("aria-labelledby", "").split())
        assert named <= ids
    phone = next(attrs for tag, attrs in elements if attrs.get("id") == "id_phone")
    assert phone["aria-describedby"] == "id_phone_helptext id_phone_error"
    assert phone["aria-invalid"] == "true"


def test_every_language_of_a_text_says_its_language_direction_and_state():
    stored = TranslatedText.of({"fr": "Bonjour", "ar": "مرحبا"}, "fr").revised({"nl": "Hallo"}, machine=["nl"])
    form = Leaflet(initial={"title": stored})
    form.fields["title"].about(stored, "fr")
    html = str(form["title"])
    boxes = {attrs["name"]: attrs for tag, attrs in Elements(html).found if tag == "textarea" and "lang" in attrs}
    assert boxes["title_ar"]["dir"] == "rtl"
    assert {name: attrs["lang"] for name, attrs in boxes.items()} == {
        f"title_{tag}": tag for tag in ("fr", "nl", "de", "it", "en", "ar")
    }
    assert "required" in boxes["title_fr"]
    assert "required" not in boxes["title_nl"]
    assert 'name="title_nl_confirmed"' in html
    assert 'name="title_ar_confirmed"' not in html


def test_no_template_carries_style_or_script_of_its_own():
    for path in (COMMON / "templates").rglob("*.html"):
        for tag, attrs in Elements(path.read_text(encoding="utf-8")).found:
            assert tag != "style" and "style" not in attrs, path
            assert tag != "script" or "src" in attrs, path
            assert not any(name.startswith("on") for name in attrs), path


def test_the_style_sheet_stays_light_and_asks_nobody_else():
    sheet = (COMMON / "static/common/maillage.css").read_text(encoding="utf-8")
    assert len(sheet.encode()) < 30 * 1024
    assert "url(" not in sheet
    assert "@import" not in sheet
