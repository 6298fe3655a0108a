"""Addresses for machines: no language, no session."""

from django.urls import path  # noqa: F401

urlpatterns = []
