"""Addresses of reporting."""

from django.urls import path

from rotfeste.insight.reporting import pages

app_name = "reporting"
urlpatterns = [
    path("", pages.steering, name="steering"),
    path("<slug:key>/cases", pages.behind, name="behind"),
]
