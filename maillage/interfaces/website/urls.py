"""The addresses of this room, in every language."""

from django.urls import path

from maillage.interfaces.website.views import composed, dashboard, public

urlpatterns = [
    path("", public.home, name="home"),
    path("desk/", dashboard.dashboard, name="dashboard"),
    path("desk/organizations/", dashboard.desk_organizations, name="desk_organizations"),
    path("about/", public.page_about, name="page_about"),
    path("accessibility/", public.page_accessibility, name="page_accessibility"),
    path("organizations/<slug:slug>/", composed.organization, name="organization"),
    path("territories/<slug:slug>/", composed.territory, name="territory"),
    path("privacy/", public.page_privacy, name="page_privacy"),
]
