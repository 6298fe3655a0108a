"""Addresses for machines: no language, no session."""

from django.urls import path

from maillage.interfaces.website import health
from maillage.interfaces.website.robots import robots

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("robots.txt", robots, name="robots"),
]
