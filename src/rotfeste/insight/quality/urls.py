"""Addresses of data quality."""

from django.urls import path

from rotfeste.insight.quality import pages

app_name = "quality"
urlpatterns = [
    path("", pages.quality, name="quality"),
    path("to-mend", pages.to_mend, name="to_mend"),
    path("<int:organisation_id>/", pages.municipality, name="municipality"),
]
