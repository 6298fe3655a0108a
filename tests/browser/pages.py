"""Every page that a person can reach, and how to get it to show what it shows at its worst."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from playwright.sync_api import Page as Tab


@dataclass(frozen=True)
class Page:
    """A page by a name for reports and its address behind the language; `then` is what one does on it first."""

    name: str
    address: str
    then: Callable[[Tab, SimpleNamespace], None] | None = None
    status: int = 200

    def __str__(self) -> str:
        return self.name.replace(" ", "_")


def sent(**typed: str) -> Callable[[Tab, SimpleNamespace], None]:
    """Empty the form of the page, type some values, send it past the browser's own checks: our errors appear."""

    def send(tab: Tab, stage: SimpleNamespace) -> None:
        _send(tab, typed, emptied=True)

    return send


def chosen(**typed: str) -> Callable[[Tab, SimpleNamespace], None]:
    """Type some values and send the form: what follows appears."""

    def send(tab: Tab, stage: SimpleNamespace) -> None:
        _send(tab, typed, emptied=False)

    return send


def overtaken(tab: Tab, stage: SimpleNamespace) -> None:
    """Somebody else saves while one writes, then one sends: the difference appears."""
    from maillage.offer.directory.actions import revise_service
    from maillage.offer.directory.models import Service
    from tests.browser.stage import ACTOR, text

    service = Service.objects.get(slug=stage.everything)
    changes = {"summary": text(f"Autrement, {service.version}."), "language": "fr"}
    revise_service(actor=ACTOR, service=service, version=service.version, changes=changes)
    _send(tab, {"summary_fr": "Encore autrement."}, emptied=False)


def opened(tab: Tab, stage: SimpleNamespace) -> None:
    """Everything that is folded is open."""
    tab.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")


def language_menu(tab: Tab, stage: SimpleNamespace) -> None:
    """The menu of languages is open."""
    tab.locator("header details.menu summary").click()


def _send(tab: Tab, typed: dict[str, str], *, emptied: bool) -> None:
    with tab.expect_navigation():
        tab.evaluate(
            """([typed, emptied]) => {
              const form = document.querySelector("main form[method=post]");
              const kept = "[type=hidden], [type=checkbox], [type=radio], [type=file]";
              for (const box of form.querySelectorAll("input, textarea")) if (emptied && !box.matches(kept)) box.value = "";
              for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
              form.noValidate = true;
              form.requestSubmit();
            }""",
            [typed, emptied],
        )


PUBLIC = [
    Page("home", "/"),
    Page("menu of languages", "/", language_menu),
    Page("list", "/services/"),
    Page("list of nothing", "/services/?theme=nothing&spoken=ise&place={territory}"),
    Page("sheet with everything", "/services/{everything}/"),
    Page("sheet unfolded", "/services/{everything}/", opened),
    Page("sheet asked", "/services/{everything}/eligibility/", None, 200),
    Page("sheet with hidden address", "/services/{hidden}/"),
    Page("organization", "/organizations/{organization}/"),
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
    Page("password forgotten", "/account/password/reset/"),
    Page("password forgotten, empty", "/account/password/reset/", sent()),
    Page("link to log in", "/l/{login}/"),
    Page("link refused", "/l/nothing-that-was-ever-made/", status=404),
    Page("invitation", "/l/{invitation}/"),
    Page("invitation with errors", "/l/{invitation}/", sent(password="short")),
]

STAFF = [
    Page("desk", "/desk/"),
    Page("new service", "/services/new/"),
    Page("new service with errors", "/services/new/", sent()),
    Page("service, draft", "/services/{draft}/edit/"),
    Page("service, waiting", "/services/{waiting}/edit/"),
    Page("service, public", "/services/{everything}/edit/"),
    Page("preview", "/services/{draft}/preview/"),
    Page("sheet of one's own", "/services/{everything}/"),
    *[
        Page(f"section {section}{state}", f"/services/{slug}/edit/{section}/", then)
        for section, wrong in {
            "what": sent(),
            "whom": sent(age_min="60", age_max="20"),
            "places": sent(opening_hours="always, perhaps"),
            "how": sent(wait_weeks="-3", **{"cost_options-0-amount": "-5"}),
            "contacts": sent(**{"contact_points-0-kind": "phone", "contact_points-0-value": "twelve"}),
        }.items()
        for state, slug, then in (
            (", empty", "{draft}", None),
            (", full", "{everything}", opened),
            (", with errors", "{draft}", wrong),
        )
    ],
    Page("conflict", "/services/{everything}/edit/what/", overtaken),
    Page("situation", "/services/{everything}/situation/"),
    Page("situation with errors", "/services/{everything}/situation/", chosen(situation_until="2001-01-01")),
    Page("reviews", "/reviews/"),
    Page("reports", "/reports/"),
    Page("places", "/places/", opened),
    Page("new place", "/places/new/{organization}/"),
    Page("place", "/places/{place}/edit/"),
    Page("place with errors", "/places/{place}/edit/", sent(longitude="east")),
    Page("people of an organization", "/organizations/{organization}/members/"),
    Page("people of a network", "/networks/{network}/members/", sent(email="nobody")),
    Page("own roles", "/roles/"),
    Page("end of a role", "/roles/{role}/end/"),
    Page("journal", "/journal/"),
    Page("new organization with errors", "/organizations/create/", sent()),
    Page("organization, edited", "/organizations/{organization}/edit/"),
    Page("new network with errors", "/networks/create/", sent()),
    Page("network, edited", "/networks/{network}/edit/"),
    Page("new working group with errors", "/working-groups/create/", sent()),
    Page("working group, edited", "/working-groups/{group}/edit/"),
    Page("new territory with errors", "/territories/create/", sent()),
    Page("territory, edited", "/territories/{territory}/edit/"),
    Page("territory, drawn", "/territories/{territory}/draw/"),
    Page("territories, imported", "/territories/import/"),
    Page("profile", "/account/"),
    Page("profile with errors", "/account/", sent()),
    Page("address of the account", "/account/email/"),
    Page("password", "/account/password/change/"),
    Page("password with errors", "/account/password/change/", sent()),
    Page("two-factor", "/account/two-factor/"),
    Page("two-factor, code generator", "/account/two-factor/totp/activate/"),
    Page("two-factor, wrong code", "/account/two-factor/totp/activate/", sent(code="000000")),
    Page("two-factor, keys", "/account/two-factor/webauthn/"),
    Page("two-factor, new key", "/account/two-factor/webauthn/add/"),
    Page("sessions", "/account/sessions/"),
    Page("not allowed", "/networks/{network}/edit/", status=200),
]
