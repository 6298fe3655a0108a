"""The main journey: a provider describes a service, a coordinator reviews it, a resident finds, reads and corrects it.

People make mistakes on the way; nothing they typed is lost, and each mistake is explained where it was made.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from maillage.foundation.notifications.actions import create_login_link
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.models import Report, Service
from tests.browser.conftest import TELEPHONE

NAME = "Permanence du soir"


@pytest.fixture
def provider(new_context, cast) -> Page:
    """Alice, who was given a link to log in with."""
    page = new_context().new_page()
    page.goto(create_login_link(cast.people.alice))
    assert not logged_in(page), "opening a link does nothing yet: mail scanners open every link"
    submit(page)
    page.wait_for_url("**/fr/desk/")
    assert logged_in(page)
    return page


@pytest.fixture
def coordinator(new_context, cast, log_in) -> Page:
    """Carla, who has a password."""
    page = new_context().new_page()
    log_in(page, cast.people.carla)
    return page


def test_from_a_draft_to_a_corrected_sheet(provider, coordinator, new_context):
    start(provider)
    add_a_place(provider)
    say_what_it_is(provider)
    say_for_whom(provider)
    say_where_and_when(provider)
    say_how_to_come(provider)
    say_whom_to_call(provider)
    preview(provider)
    hand_in(provider)

    give_back(coordinator, "À quel étage ?")
    correct(provider, "À quel étage ?", "Au premier étage, avec un ascenseur.")
    publish(coordinator)

    resident = new_context(viewport=TELEPHONE).new_page()
    find(resident)
    read(resident)
    ask(resident)
    print_it(resident)
    say_what_is_wrong(resident)
    read_in_arabic(new_context(viewport=TELEPHONE, locale="ar").new_page())

    deal_with_it(coordinator)


# --- The provider ----------------------------------------------------------------------------------------------------


def start(page: Page) -> None:
    page.locator("main a[href='/fr/services/new/']").click()
    page.locator("select[name=organization]").select_option(label="Antenne sociale")
    page.locator("[name=name_fr]").fill(NAME)
    submit(page)
    page.wait_for_url("**/edit/what/")


def add_a_place(page: Page) -> None:
    page.goto("/fr/places/")
    page.locator("main summary").click()
    page.locator("main a[href*='/places/new/']").click()
    page.locator("[name=name_fr]").fill("Antenne Rogier")
    page.locator("[name=address_1]").fill("Avenue Rogier 22")
    page.locator("[name=postal_code]").fill("1030")
    page.locator("[name=city]").fill("Schaerbeek")
    page.locator("[name=longitude]").fill("4.3712")
    submit(page)
    mistaken(page, "latitude")  # one half of a point is no point
    expect(page.locator("[name=address_1]")).to_have_value("Avenue Rogier 22")
    page.locator("[name=latitude]").fill("50.8663")
    submit(page)
    expect(page.locator(".notice.success")).to_be_visible()


def say_what_it_is(page: Page) -> None:
    section(page, "what")
    page.locator("[name=summary_fr]").fill("Garder son logement.")
    page.locator("[name=description_fr]").fill("Une travailleuse sociale lit avec vous les lettres du propriétaire.")
    page.locator("[name=themes]").first.check()
    save(page)


def say_for_whom(page: Page) -> None:
    section(page, "whom")
    page.locator("[name=age_min]").fill("18")
    page.locator("[name=age_max]").fill("12")
    submit(page)
    mistaken(page, "age_max")
    page.locator("[name=age_max]").fill("")
    save(page)


def say_where_and_when(page: Page) -> None:
    section(page, "places")
    page.locator("[name=service_at_locations-0-location]").select_option(label="Antenne Rogier")
    hours = page.locator("[name=service_at_locations-0-opening_hours]")
    week = page.locator("[id='id_service_at_locations-0-opening_hours']")
    week.locator("summary").first.click()
    week.locator("summary").last.click()
    say(page, hours, "de temps en temps")
    submit(page)
    mistaken(page, "service_at_locations-0-opening_hours")
    expect(hours).to_have_value("de temps en temps")
    say(page, hours, "Mo-Su 17:00-20:00")
    expect(week.locator("[role=status]")).to_have_text("Tous les jours de 17 h à 20 h")
    save(page)


def say(page: Page, hours: Locator, words: str) -> None:
    """Fill in the hours as text, and wait until the page says how it reads them."""
    with page.expect_response("**/services/hours/"):
        hours.fill(words)
        hours.press("Tab")


def say_how_to_come(page: Page) -> None:
    section(page, "how")
    page.locator("[name=access_modes][value=walk_in]").check()
    page.locator("[name=fees]").select_option("free")
    page.locator("[name=required_documents-0-document_fr]").fill("La dernière lettre reçue")
    save(page)


def say_whom_to_call(page: Page) -> None:
    section(page, "contacts")
    page.locator("[name=contact_points-0-kind]").select_option("phone")
    phone = page.locator("[name=contact_points-0-value]")
    phone.fill("02 247")
    submit(page)
    mistaken(page, "contact_points-0-value")
    expect(phone).to_have_value("02 247")
    phone.fill("+32 2 247 32 15")
    page.locator("[name=languages][value=ar]").check()
    save(page)


def preview(page: Page) -> None:
    section(page, "what")
    page.locator("[name=summary_fr]").fill("Ce que personne n’a encore enregistré.")
    with page.context.expect_page() as opened:
        page.locator("button[name=preview]").click()
    preview = opened.value
    expect(preview.locator(".lede")).to_have_text("Ce que personne n’a encore enregistré.")
    preview.close()
    desk(page)
    page.locator("main a[href$='/preview/']").click()
    expect(page.locator(".lede")).to_have_text("Garder son logement.")
    expect(page.locator("article h1")).to_have_text(NAME)


def hand_in(page: Page) -> None:
    desk(page)
    press(page, "/submission/")
    expect(page.locator(".state.in_review")).to_be_visible()


def correct(page: Page, question: str, answer: str) -> None:
    assert Message.objects.filter(purpose="service_returned").count() == 1
    desk(page)
    expect(page.locator(".notice.warning")).to_contain_text(question)
    section(page, "what")
    page.locator("[name=description_fr]").fill(answer)
    save(page)
    hand_in(page)


# --- The coordinator -------------------------------------------------------------------------------------------------


def waiting(page: Page) -> None:
    page.goto("/fr/desk/")
    page.locator("main a[href='/fr/reviews/']").click()
    page.locator("main table a", has_text=NAME).click()


def give_back(page: Page, question: str) -> None:
    waiting(page)
    page.locator("[name=reason]").fill(question)
    press(page, "/return/")
    expect(page.locator(".state.draft")).to_be_visible()


def publish(page: Page) -> None:
    waiting(page)
    press(page, "/publication/")
    expect(page.locator(".state.published")).to_be_visible()


def deal_with_it(page: Page) -> None:
    page.goto("/fr/desk/")
    page.locator("main a[href='/fr/reports/']").click()
    report = page.locator("main article", has_text="La porte est restée fermée.")
    expect(report).not_to_contain_text("voisine@example.org")
    report.locator("textarea").fill("Merci, c’est corrigé.")
    report.locator("button").click()
    expect(page.locator("main article")).to_have_count(0)
    assert Report.objects.get().reply_to == ""


# --- The resident ----------------------------------------------------------------------------------------------------


def find(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/fr/")
    page.locator("main a.tile").first.click()
    page.locator("main .title a", has_text=NAME).click()


def read(page: Page) -> None:
    expect(page.locator("article h1")).to_have_text(NAME)
    expect(page.locator("address")).to_contain_text("Avenue Rogier 22")
    expect(page.locator(".week tr").first).to_contain_text("17:00–20:00")
    expect(page.locator("main a[href='tel:+3222473215']").first).to_be_visible()
    expect(page.locator("article")).to_contain_text("Au premier étage, avec un ascenseur.")
    assert fits(page)


def ask(page: Page) -> None:
    page.locator("#eligibility summary").click()
    for age, answer in (("12", "no"), ("", "ask"), ("30", "yes")):
        page.locator("#eligibility input[type=number]").fill(age)
        page.locator("#eligibility button").click()
        expect(page.locator(f".verdict.{answer}")).to_be_focused()
        page.wait_for_timeout(500)  # htmx settles: what is typed before would be lost
    assert "30" not in page.url.partition("/fr/")[2]  # the server's port may hold it


def print_it(page: Page) -> None:
    page.emulate_media(media="print")
    for useless in ("nav", ".tools", "[data-exit]", ".skip", ".map", "button"):
        for part in page.locator(useless).all():
            expect(part).to_be_hidden()
    for needed in ("article h1", "address", ".week", "a[href='tel:+3222473215']", ".print-only", ".qr img"):
        expect(page.locator(needed).first).to_be_visible()
    page.emulate_media(media="screen")


def say_what_is_wrong(page: Page) -> None:
    page.locator("main a[href$='/report/']").click()
    page.locator("input[name=kind][value=hours]").check()
    page.locator("[name=message]").fill("La porte est restée fermée.")
    page.locator("[name=reply_to]").fill("voisine@")
    page.locator("main form").evaluate("(form) => { form.noValidate = true; }")  # an old browser that checks nothing
    submit(page)
    mistaken(page, "reply_to")
    expect(page.locator("[name=message]")).to_have_value("La porte est restée fermée.")
    page.locator("[name=reply_to]").fill("voisine@example.org")
    submit(page)
    expect(page.locator(".notice.success")).to_be_visible()


def read_in_arabic(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/ar/")
    page.goto(f"/ar/services/{Service.objects.get().slug}/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    # What is written in French says so and runs its own way; numbers and addresses are not turned round.
    expect(page.locator("article h1 span")).to_have_attribute("dir", "ltr")
    expect(page.locator("address bdi").first).to_have_text("Avenue Rogier 22")
    expect(page.locator("main a[href='tel:+3222473215'] bdi").first).to_have_text("+32 2 247 32 15")
    title, window = page.locator("article h1").bounding_box(), page.viewport_size
    assert title and window and window["width"] - title["x"] - title["width"] < 40, "the page begins on the right"
    assert fits(page)
    page.locator("#eligibility summary").click()
    page.locator("#eligibility input[type=number]").fill("30")
    page.locator("#eligibility button").click()
    expect(page.locator(".verdict.yes")).to_be_visible()


# --- What everybody does ---------------------------------------------------------------------------------------------


def submit(page: Page) -> None:
    """Send the form of the page with its first button."""
    page.locator("main form button:not([type=button])").first.click()


def press(page: Page, action: str) -> None:
    """Press the button that does this."""
    page.locator(f"main form[action$='{action}'] button").click()
    expect(page.locator(".notice.success")).to_be_visible()


def desk(page: Page) -> None:
    page.goto(f"/fr/services/{Service.objects.get().slug}/edit/")


def section(page: Page, name: str) -> None:
    desk(page)
    page.locator(f"main a[href$='/edit/{name}/']").click()


def save(page: Page) -> None:
    submit(page)
    page.wait_for_url(re.compile(r"/edit/(#.*)?$"))
    expect(page.locator(".notice.success")).to_be_visible()


def mistaken(page: Page, name: str) -> None:
    """The page says so at the top and beside the field, and leads from the one to the other."""
    summary = page.locator("[data-errors]").first
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^À corriger"))
    field = page.locator(f"[name='{name}']")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby") or ""
    assert any(page.locator(f"[id='{part}'] .error").count() for part in described.split())
    summary.locator("a").first.click()
    expect(field).to_be_focused()


def logged_in(page: Page) -> bool:
    return page.locator("header form[action$='/logout/']").count() == 1


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
