"""The addresses of this room."""

from django.urls import path

from maillage.offer.directory.views import describing, importing, places, public, reviewing

urlpatterns = [
    path("services/", public.service_list, name="service_list"),
    path("services/new/", describing.service_create, name="service_create"),
    path("services/hours/", describing.hours_sentence, name="hours_sentence"),
    path("services/<slug:slug>/", public.service, name="service"),
    path("services/<slug:slug>/eligibility/", public.service_eligibility, name="service_eligibility"),
    path("services/<slug:slug>/report/", public.service_report, name="service_report"),
    path("services/<slug:slug>/qr.svg", public.service_qr, name="service_qr"),
    path("services/<slug:slug>/edit/", describing.service_edit, name="service_edit"),
    path("services/<slug:slug>/edit/<slug:section>/", describing.service_section, name="service_section"),
    path("services/<slug:slug>/preview/", describing.service_preview, name="service_preview"),
    path("services/<slug:slug>/submission/", describing.service_submission, name="service_submission"),
    path("services/<slug:slug>/publication/", reviewing.service_publication, name="service_publication"),
    path("services/<slug:slug>/review/", reviewing.service_review, name="service_review"),
    path("services/<slug:slug>/return/", reviewing.service_return, name="service_return"),
    path("services/<slug:slug>/withdrawal/", describing.service_withdrawal, name="service_withdrawal"),
    path("services/<slug:slug>/confirmation/", describing.service_confirmation, name="service_confirmation"),
    path("services/<slug:slug>/situation/", describing.service_situation, name="service_situation"),
    path("services/<slug:slug>/situation/<uuid:at>/", describing.service_situation, name="service_situation_at_place"),
    path("places/", places.location_list, name="location_list"),
    path("places/new/<slug:organization>/", places.location_create, name="location_create"),
    path("places/<uuid:pk>/edit/", places.location_edit, name="location_edit"),
    path("imports/", importing.import_list, name="import_list"),
    path("imports/new/", importing.import_create, name="import_create"),
    path("imports/export.xlsx", importing.import_export, name="import_export"),
    path("imports/<uuid:pk>/", importing.import_run, name="import_run"),
    path("imports/<uuid:pk>/columns/", importing.import_columns, name="import_columns"),
    path("imports/<uuid:pk>/start/", importing.import_start, name="import_start"),
    path("imports/<uuid:pk>/cancellation/", importing.import_cancellation, name="import_cancellation"),
    path("imports/<uuid:pk>/refused.xlsx", importing.import_refused, name="import_refused"),
    path("imports/<uuid:pk>/report.xlsx", importing.import_report, name="import_report"),
    path("reviews/", reviewing.review_list, name="review_list"),
    path("reports/", reviewing.report_list, name="report_list"),
    path("reports/<uuid:pk>/closure/", reviewing.report_closure, name="report_closure"),
]
