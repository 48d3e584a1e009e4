"""Addresses of own access, as staff has it."""

from django.urls import path

from rotfeste.registers.own_access import pages

app_name = "own_access"
urlpatterns = [
    path("<int:person_id>/", pages.own_access, name="person"),
    path("<int:person_id>/code", pages.issue, name="issue"),
    path("code/<int:code_id>/withdraw", pages.withdraw, name="withdraw"),
    path("helper/<int:helper_id>/end", pages.end_helper, name="end_helper"),
]
