"""What search engines may know: public pages, in every language."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from maillage.foundation.network.models import Network, Organization, Territory
from maillage.offer.directory.models import Service


class PublicSitemap(Sitemap):
    """Every address with its versions in the other languages."""

    i18n = True
    alternates = True
    x_default = True
    limit = 1000


class PagesSitemap(PublicSitemap):
    def items(self) -> list[str]:
        lists = ["service_list", "network_list", "organization_list", "territory_list"]
        return ["home", *lists, "page_about", "page_accessibility", "page_privacy"]

    def location(self, item: str) -> str:
        return reverse(item)


class ServiceSitemap(PublicSitemap):
    def items(self):
        return Service.objects.published().only("slug", "modified_at").order_by("slug")

    def location(self, item: Service) -> str:
        return reverse("service", args=[item.slug])

    def lastmod(self, item: Service) -> datetime:
        return item.modified_at


class OrganizationSitemap(PublicSitemap):
    def items(self):
        return Organization.objects.only("slug").order_by("slug")

    def location(self, item: Organization) -> str:
        return reverse("organization", args=[item.slug])


class NetworkSitemap(PublicSitemap):
    def items(self):
        return Network.objects.only("slug").order_by("slug")

    def location(self, item: Network) -> str:
        return reverse("network", args=[item.slug])


class TerritorySitemap(PublicSitemap):
    def items(self):
        return Territory.objects.only("slug").order_by("slug")

    def location(self, item: Territory) -> str:
        return reverse("territory", args=[item.slug])


SITEMAPS = {
    "pages": PagesSitemap,
    "services": ServiceSitemap,
    "organizations": OrganizationSitemap,
    "networks": NetworkSitemap,
    "territories": TerritorySitemap,
}
