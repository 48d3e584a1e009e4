"""Addresses of persons."""

from django.urls import path

from rotfeste.registers.persons import pages

app_name = "persons"
urlpatterns = [
    path("open", pages.break_glass, name="break_glass"),
    path("openings/", pages.openings, name="openings"),
    path("openings/<int:opening_id>/review", pages.review, name="review_opening"),
    path("<int:person_id>/", pages.person, name="person"),
    path("<int:person_id>/looked-at", pages.looked_at, name="looked_at"),
    path("<int:person_id>/protect", pages.protect, name="protect"),
    path("<int:person_id>/lift-protection", pages.lift_protection, name="lift_protection"),
]
