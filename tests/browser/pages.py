"""Every page that a person can reach, and how to get it to show what it shows at its fullest."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from playwright.sync_api import Page as Tab

from maillage.offer.directory.actions import revise_service
from maillage.offer.directory.models import Service
from tests.browser.stage import ACTOR, text


@dataclass(frozen=True)
class Page:
    """A page by a name for reports and its address behind the language; `then` is what one does on it first."""

    name: str
    address: str
    then: Callable[[Tab, SimpleNamespace], None] | None = None
    status: int = 200

    def __str__(self) -> str:
        return self.name.replace(", ", ":").replace(" ", "-")


def sent(**typed: str) -> Callable[[Tab, SimpleNamespace], None]:
    """Empty the form of the page, type some values, send it past the browser's own checks: our errors appear."""
    return lambda tab, stage: _send(tab, typed)


def overtaken(tab: Tab, stage: SimpleNamespace) -> None:
    """Somebody else saves while one writes, then one sends: the difference appears."""
    service = Service.objects.get(slug=stage.everything)
    changes = {"summary": text(f"Autrement, {service.version}."), "language": "fr"}
    revise_service(actor=ACTOR, service=service, version=service.version, changes=changes)
    _send(tab, {"name_fr": "Tout", "summary_fr": "Encore autrement."})


def unfolded(tab: Tab, stage: SimpleNamespace) -> None:
    """Everything that is folded is open."""
    tab.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


def asked(tab: Tab, stage: SimpleNamespace) -> None:
    """ "Is it for me?" is answered."""
    tab.locator("#eligibility summary").click()
    tab.locator("#eligibility input[type=number]").first.fill("12")
    tab.locator("#eligibility button").click()
    tab.locator(".verdict").wait_for()


def pasted(tab: Tab, stage: SimpleNamespace) -> None:
    """Rows from a spreadsheet are brought: their columns are to be told."""
    tab.locator("select[name=source]").select_option("new")
    tab.locator("[name=name]").fill("Une liste")
    tab.locator("[name=pasted]").fill("Quoi\tOù\nRepas\tBruxelles\n")
    with tab.expect_navigation():
        tab.locator("main form button.button").first.click()


def with_blocks(tab: Tab, stage: SimpleNamespace) -> None:
    """A file of boundaries is brought: what is what in it is to be told."""
    square = {"type": "Polygon", "coordinates": [[[4.3, 50.8], [4.4, 50.8], [4.4, 50.9], [4.3, 50.8]]]}
    block = {"type": "Feature", "properties": {"CODE": "A00", "NOM": "Rogier", "POP": 12}, "geometry": square}
    data = json.dumps({"type": "FeatureCollection", "features": [block]}).encode()
    file = {"name": "blocks.geojson", "mimeType": "application/geo+json", "buffer": data}
    tab.locator("input[type=file]").set_input_files(files=[file])
    with tab.expect_navigation():
        tab.locator("main form button.button").first.click()


def with_menu(tab: Tab, stage: SimpleNamespace) -> None:
    """The menu of languages is open."""
    tab.locator("header details.menu summary").click()


def _send(tab: Tab, typed: dict[str, str]) -> None:
    with tab.expect_navigation():
        tab.evaluate(
            """(typed) => {
              const form = document.querySelector("main form[method=post]");
              const kept = "[type=hidden], [type=checkbox], [type=radio], [type=file]";
              for (const box of form.querySelectorAll("input, textarea")) if (!box.matches(kept)) box.value = "";
              for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
              form.noValidate = true;
              form.requestSubmit();
            }""",
            typed,
        )


PUBLIC = [
    Page("home", "/", with_menu),
    Page("list", "/services/"),
    Page("list of nothing", "/services/?theme=famille--enfance&spoken=ise&place={territory}"),
    Page("sheet with everything", "/services/{everything}/", unfolded),
    Page("sheet that was asked", "/services/{everything}/", asked),
    Page("sheet with hidden address", "/services/{hidden}/"),
    Page("organization", "/organizations/{organization}/"),
    Page("organizations", "/organizations/"),
    Page("organizations, none", "/organizations/?name=nothing-is-called-so"),
    Page("territories", "/territories/"),
    Page("territories by name", "/territories/?name=sch"),
    Page("networks", "/networks/"),
    Page("network", "/networks/{network}/"),
    Page("territory", "/territories/{territory}/"),
    Page("about", "/about/"),
    Page("accessibility", "/accessibility/"),
    Page("privacy", "/privacy/"),
    Page("report", "/services/{everything}/report/"),
    Page("report with errors", "/services/{everything}/report/", sent(reply_to="nobody")),
    Page("not found", "/nowhere/", status=404),
    Page("log-in", "/account/login/"),
    Page("log-in refused", "/account/login/", sent(login="nobody@example.org", password="x")),
    Page("password forgotten", "/account/password/reset/", sent()),
    Page("link to log in", "/l/{login}/"),
    Page("link refused", "/l/nothing-that-was-ever-made/", status=404),
    Page("invitation with errors", "/l/{invitation}/", sent(password="short")),
]

WRONG = {
    "what": sent(),
    "whom": sent(age_min="60", age_max="20"),
    "places": sent(opening_hours="always, perhaps"),
    "how": sent(wait_weeks="-3", **{"cost_options-0-amount": "-5"}),
    "contacts": sent(**{"contact_points-0-kind": "phone", "contact_points-0-value": "twelve"}),
}

STAFF = [
    Page("desk", "/desk/"),
    Page("desk, searched", "/desk/?words=logement"),
    Page("desk, organizations", "/desk/organizations/"),
    Page("section what, public", "/services/{everything}/edit/what/"),
    Page("preview for a reviewer", "/services/{waiting}/preview/"),
    Page("new service", "/services/new/"),
    Page("new service with errors", "/services/new/", sent()),
    Page("service, draft", "/services/{draft}/edit/"),
    Page("service, waiting", "/services/{waiting}/edit/"),
    Page("service, public", "/services/{everything}/edit/"),
    *[Page(f"section {section}, empty", f"/services/{{draft}}/edit/{section}/", unfolded) for section in WRONG],
    *[Page(f"section {section}, wrong", f"/services/{{draft}}/edit/{section}/", act) for section, act in WRONG.items()],
    Page("section places, full", "/services/{everything}/edit/places/"),
    Page("section contacts, full", "/services/{everything}/edit/contacts/"),
    Page("conflict", "/services/{everything}/edit/what/", overtaken),
    Page("preview", "/services/{draft}/preview/"),
    Page("situation", "/services/{everything}/situation/"),
    Page("situation with errors", "/services/{everything}/situation/", sent(situation_until="2001-01-01")),
    Page("situation of a place", "/services/{everything}/situation/{at_place}/"),
    Page("imports", "/imports/"),
    Page("new import", "/imports/new/"),
    Page("new import with errors", "/imports/new/", sent(pasted="")),
    Page("columns, recognised", "/imports/{import_brought}/columns/"),
    Page("columns, pasted", "/imports/new/", pasted),
    Page("import, under way", "/imports/{import_looking}/"),
    Page("import, looked at", "/imports/{import_looked}/"),
    Page("import, done", "/imports/{import_done}/"),
    Page("import, corrected", "/imports/new/?corrects={import_done}"),
    Page("import of no list", "/imports/{import_wrong}/"),
    Page("reviews", "/reviews/"),
    Page("reports", "/reports/"),
    Page("places", "/places/", unfolded),
    Page("new place", "/places/new/{organization}/"),
    Page("place with errors", "/places/{place}/edit/", sent(longitude="200")),
    Page("people of an organization", "/organizations/{organization}/members/"),
    Page("people of a network, wrong", "/networks/{network}/members/", sent(email="nobody")),
    Page("own roles", "/roles/"),
    Page("end of a role", "/roles/{role}/end/"),
    Page("journal", "/journal/"),
    Page("messages that were not sent", "/messages/"),
    Page("organization with errors", "/organizations/create/", sent()),
    Page("organization, edited", "/organizations/{organization}/edit/", unfolded),
    Page("network with errors", "/networks/create/", sent()),
    Page("network, edited", "/networks/{network}/edit/", unfolded),
    Page("working group with errors", "/working-groups/create/", sent()),
    Page("working group, edited", "/working-groups/{group}/edit/"),
    Page("territory with errors", "/territories/create/", sent()),
    Page("territory, edited", "/territories/{territory}/edit/", unfolded),
    Page("territory, drawn", "/territories/{territory}/draw/"),
    Page("territories, imported", "/territories/import/"),
    Page("territories, what is what", "/territories/import/", with_blocks),
    Page("profile", "/account/"),
    Page("profile with errors", "/account/", sent()),
    Page("address of the account", "/account/email/"),
    Page("password with errors", "/account/password/change/", sent()),
    Page("two-factor", "/account/two-factor/"),
    Page("two-factor, code generator", "/account/two-factor/totp/activate/"),
    Page("two-factor, keys", "/account/two-factor/webauthn/"),
    Page("two-factor, new key", "/account/two-factor/webauthn/add/"),
    Page("password again", "/account/reauthenticate/"),
    Page("closure of the account", "/account/closure/"),
    Page("sessions", "/account/sessions/"),
]
