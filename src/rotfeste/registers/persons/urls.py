"""Addresses of persons."""

from django.urls import path

from rotfeste.registers.persons import pages

app_name = "persons"
urlpatterns = [
    path("open", pages.break_glass, name="break_glass"),
    path("openings/", pages.openings, name="openings"),
    path("openings/<int:opening_id>/review", pages.review, name="review_opening"),
    path("<int:person_id>/", pages.person, name="person"),
]
