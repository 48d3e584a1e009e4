"""Addresses of the trail."""

from django.urls import path

from rotfeste.foundation.audit import pages

urlpatterns = [
    path("audit/", pages.trail, name="audit_trail"),
    path("audit/organisation/", pages.organisation_trail, name="audit_organisation"),
    path("audit/mine/", pages.own_activity, name="own_activity"),
]
