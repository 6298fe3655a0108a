"""What the example territory lacks to show every page at its fullest: added once, for the tests that only look."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conftest import PASSWORD
from maillage.foundation.accounts.actor import command_actor, user_actor
from maillage.foundation.accounts.models import User
from maillage.foundation.common.texts import TranslatedText
from maillage.foundation.expressions import parse
from maillage.foundation.network.actions.invitations import invite_member
from maillage.foundation.network.models import (
    Invitation,
    Membership,
    Network,
    Organization,
    Role,
    Territory,
    WorkingGroup,
)
from maillage.foundation.notifications.actions import create_link, queue_message
from maillage.foundation.notifications.models import Message
from maillage.offer.directory.actions import change_situation, create_service, report_service, revise_service
from maillage.offer.directory.actions.importing import (
    check_import,
    choose_columns,
    keep_source,
    order_import,
    run_import,
    start_import,
)
from maillage.offer.directory.fields import FEATURES
from maillage.offer.directory.intake.reading import looked_into, paths_of
from maillage.offer.directory.models import (
    AccessMode,
    ContactPoint,
    CostOption,
    ImportRun,
    Location,
    RequiredDocument,
    Service,
    ServiceAtLocation,
    Situation,
    TaxonomyTerm,
)

ACTOR = command_actor("stage")
A_LONG_WORD = "Mietschuldenberatungsstellenverzeichnis"


def text(french: str, **others: str) -> TranslatedText:
    """A text in French and in others."""
    return TranslatedText.of({"fr": french} | {tag.replace("_", "-"): words for tag, words in others.items()})


def set_stage() -> SimpleNamespace:
    """Fill in what is missing; gives what the addresses of the pages need, and the people who open them."""
    coordinator = User.objects.get(email="coordinator@example.org")
    coordinator.is_administrator = True  # one who opens every page there is
    coordinator.set_password(PASSWORD)
    coordinator.save()
    organization = Organization.objects.get(slug="cpas-schaerbeek")
    Membership.objects.create(user=coordinator, organization=organization, role=Role.MANAGER)
    network = Network.objects.filter(participations__organization=organization, parent=None).first()
    everything = _service_with_everything(organization)
    draft = create_service(actor=ACTOR, organization=organization, name=text("Aide au loyer"), language="fr")
    report_service(
        actor=ACTOR, service=everything, kind="hours", message="Porte fermée jeudi.\nPersonne au téléphone.",
        reply_to="quelqu.un@example.org", language="fr",
    )  # fmt: skip
    invite_member(
        actor=ACTOR, email="a.name.as.long.as.names.can.be.in.some.places@example.org", role=Role.WORKER,
        language="fr", organization=organization,
    )  # fmt: skip
    unsent = queue_message(
        key="unsent", purpose="stage", recipient="personne@example.org", language="fr", subject="Une place", body="..."
    )
    Message.objects.filter(pk=unsent.pk).update(state=Message.State.FAILED, error="SMTPRecipientsRefused 550")
    hour = timedelta(hours=1)
    _link, login_token = create_link(purpose="login", subject=coordinator, language="fr", lifetime=hour)
    return SimpleNamespace(
        coordinator=coordinator,
        everything=everything.slug,
        hidden=Service.objects.published().filter(service_at_locations__location__address_hidden=True).first().slug,
        draft=draft.slug,
        waiting=Service.objects.filter(state="in_review").first().slug,
        organization=organization.slug,
        network=network.slug,
        territory=organization.territory.slug,
        place=Location.objects.filter(organization=organization).first().pk,
        group=WorkingGroup.objects.first().pk,
        at_place=everything.service_at_locations.first().pk,
        role=Membership.objects.get(user=coordinator, organization=organization).pk,
        **_imports(coordinator, network),
        login=login_token,
        invitation=_invitation_token(),
    )


def _service_with_everything(organization: Organization) -> Service:
    name = text(f"Tout pour se loger, {A_LONG_WORD}")
    service = create_service(actor=ACTOR, organization=organization, name=name, language="fr", slug="tout")
    places = Location.objects.filter(organization=organization, address_hidden=False)[:1]
    changes = {
        "alternate_name": text("Le guichet du logement"),
        "summary": text("Garder son logement, ou en trouver un autre.", ar="الحفاظ على السكن أو إيجاد غيره."),
        "description": text("Nous lisons vos lettres.\n\nEt y répondons.", fr_simple="Nous vous aidons."),
        "picture": "services/door.jpg",
        "picture_alternative": text("Une porte verte avec une rampe."),
        "themes": list(TaxonomyTerm.objects.themes().exclude(parent=None)[:3]),
        "audiences": list(TaxonomyTerm.objects.audiences()[:4]),
        "areas_served": list(Territory.objects.filter(kind="municipality")[:3]),
        "eligibility": parse({"all": [
            {"fact": "age", "op": ">=", "value": 18},
            {"fact": "income", "op": "<=", "value": 2000},
            {"fact": "residence", "in": [str(organization.territory.pk)]},
            {"fact": "status", "in": ["tenant", "owner"]},
        ]}),
        "eligibility_description": text("Pour les locataires."),
        "opening_hours": "Mo-Fr 09:00-12:00",
        "hours_note": text("Fermé entre Noël et Nouvel An."),
        "access_modes": [mode.value for mode in AccessMode],
        "application_process": text("On vous rappelle dans les deux jours."),
        "fees": "means_tested",
        "fees_description": text("Gratuit au CPAS."),
        "languages": ["fr", "nl", "de", "ar", "sfb"],
        "interpretation_services": text("Sur demande, par téléphone."),
        "accessibility": {code: number % 2 == 0 for number, code in enumerate(FEATURES)},
        "capacity": 12,
        "wait_weeks": 2,
        "contact_points": [
            ContactPoint(kind="phone", value="+3222473215", label=text("le matin")),
            ContactPoint(kind="phone", value="+32475123456"),
            ContactPoint(kind="email", value="une.adresse.tres.longue.pour.le.logement@example.org"),
            ContactPoint(kind="website", value=f"https://example.org/{A_LONG_WORD}/{A_LONG_WORD}"),
        ],
        "cost_options": [CostOption(amount=Decimal("12.50"), option=text("un dossier complet"))],
        "required_documents": [RequiredDocument(document=text("La dernière lettre du propriétaire"))],
        "service_at_locations": [
            ServiceAtLocation(
                location=place,
                opening_hours='Mo-We 09:00-12:00,13:30-16:00 "sonner deux fois"; Th 17:00-20:00; SH off; PH off',
                hours_note=text("Le jeudi sans rendez-vous."),
            )
            for place in places
        ],
    }  # fmt: skip
    service = revise_service(actor=ACTOR, service=service, version=service.version, changes=changes)
    service.state, service.assured_at = Service.State.PUBLISHED, timezone.now() - timedelta(days=400)
    service.save()
    return change_situation(
        actor=ACTOR, service=service, version=service.version, situation=Situation.REDUCED,
        until=timezone.localdate() + timedelta(days=9), note=text("Une seule personne au guichet."),
    )  # fmt: skip


ROWS = f"""Nom;Adresse;CP;Ville;Téléphone;E-mail;Horaires;Description
Repas du midi;Rue Haute 1;1000;Bruxelles;02 247 32 15;repas@example.org;Mo-Fr 09:00-12:00;Soupe et pain
Vestiaire;Rue Basse 2;1000;Bruxelles;douze;vestiaire@example;quand la lune est pleine;{"=HYPERLINK(1) " * 20}
;Rue du Milieu 3;1000;Bruxelles;;;;{A_LONG_WORD}
"""


def _imports(coordinator: User, network: Network) -> dict[str, str]:
    """Imports as far as they go: brought, being looked at, looked at, done, and one of what is no list."""
    actor = user_actor(coordinator)
    told = {"name": "Associations du quartier", "language": "fr", "country": "BE"}
    source = keep_source(actor=actor, slug="", network=network, values=told)

    def brought(rows: str) -> ImportRun:
        upload = SimpleUploadedFile("associations du quartier.csv", rows.encode())
        return start_import(actor=actor, source=source, uploads=[upload])

    def chosen(rows: str) -> ImportRun:
        run = brought(rows)
        seen = looked_into(paths_of(run), country="BE")
        plan = seen.mapping.to_dict() if seen.mapping else {}
        return choose_columns(actor=actor, run=run, mapping=plan, format=seen.format, remembered=None)

    done = run_import(actor=actor, run=order_import(actor=actor, run=check_import(actor=actor, run=chosen(ROWS))))
    runs = {
        "brought": brought(ROWS),
        "looking": chosen(ROWS),
        "looked": check_import(
            actor=actor, run=chosen(ROWS.replace("Soupe", "Potage").replace("Rue Haute 1", "Rue Haute 11"))
        ),
        "done": done,
        "wrong": check_import(actor=actor, run=chosen("<!doctype html><html><body>log in</body></html>")),
    }
    return {f"import_{name}": str(run.pk) for name, run in runs.items()}


def _invitation_token() -> str:
    """A fresh link for the invitation, as its letter would carry it."""
    invitation = Invitation.objects.get()
    _link, token = create_link(purpose="invitation", subject=invitation, language="fr", lifetime=timedelta(hours=1))
    return token
