"""Addresses for machines: no language, no session."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from maillage.interfaces.website import health
from maillage.interfaces.website.robots import robots
from maillage.interfaces.website.sitemaps import SITEMAPS

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap_index"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
