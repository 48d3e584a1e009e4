"""Addresses of the register's year and of extracts."""

from django.urls import path

from rotfeste.insight.extracts import pages, research

app_name = "extracts"
urlpatterns = [
    path("", pages.years, name="years"),
    path("figures", pages.year_figures, name="figures"),
    path("freeze", pages.freeze, name="freeze"),
    path("years/<int:frozen_id>/", pages.frozen, name="frozen"),
    path("years/<int:frozen_id>/file.csv", pages.file, name="file"),
    path("research/", research.extracts, name="extracts"),
    path("research/new", research.order, name="order"),
    path("research/<int:extract_id>/", research.extract, name="extract"),
    path("research/<int:extract_id>/decide", research.decide, name="decide"),
    path("research/<int:extract_id>/close", research.close, name="close"),
    path("research/<int:extract_id>/file.csv", research.file, name="research_file"),
]
