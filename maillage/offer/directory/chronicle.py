"""What the journal's page says about this room."""

from django.utils.translation import gettext_lazy as _

from maillage.foundation.journal.words import tell_actions, tell_fields, tell_names_of
from maillage.offer.directory.models import ImportRun, Location, Service


def tell_journal() -> None:
    """Give our actions and our subjects their words. A report has no name: it is what somebody told us."""
    tell_names_of({Service: _("service"), Location: _("place"), ImportRun: _("import")})
    tell_actions(
        {
            "import.cancelled": _("cancelled an import"),
            "import.finished": _("finished an import"),
            "import.started": _("started an import"),
            "location.created": _("described a place where services are given"),
            "location.revised": _("revised a place where services are given"),
            "report.answered": _("answered a visitor who said that something is wrong"),
            "report.closed": _("dealt with what a visitor said"),
            "report.made": _("said that something is wrong"),
            "report.read": _("read the address that a visitor left"),
            "service.confirmed": _("confirmed a service"),
            "service.created": _("started a service"),
            "service.handed_over": _("handed a service over"),
            "service.published": _("published a service"),
            "service.returned": _("gave a service back with a question"),
            "service.reviewed": _("read what changed in a service"),
            "service.revised": _("revised a service"),
            "service.situation_changed": _("said what changes for a while"),
            "service.submitted": _("handed a service in for review"),
            "taxonomy.imported": _("installed a list of terms"),
            "service.withdrawn": _("took a service off the web"),
        }
    )
    tell_fields(
        {
            "contact_points": _("contacts"),
            "cost_options": _("costs"),
            "required_documents": _("documents to bring"),
            "service_at_locations": _("places"),
        }
    )
