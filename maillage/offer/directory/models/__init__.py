"""What exists: services, the places where they are given, and the words that class them. Names follow HSDS 3.1."""

from maillage.offer.directory.models.details import ContactPoint, CostOption, RequiredDocument
from maillage.offer.directory.models.imports import ImportProblem, ImportRun
from maillage.offer.directory.models.locations import Location, ServiceAtLocation
from maillage.offer.directory.models.reports import Report
from maillage.offer.directory.models.services import AccessMode, Fees, Service, Situation
from maillage.offer.directory.models.sources import Source, SourceRecord
from maillage.offer.directory.models.taxonomies import Taxonomy, TaxonomyTerm

__all__ = [
    "AccessMode",
    "ContactPoint",
    "CostOption",
    "Fees",
    "ImportProblem",
    "ImportRun",
    "Location",
    "Report",
    "RequiredDocument",
    "Service",
    "ServiceAtLocation",
    "Situation",
    "Source",
    "SourceRecord",
    "Taxonomy",
    "TaxonomyTerm",
]
