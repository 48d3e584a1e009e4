"""Addresses of letters."""

from django.urls import path

from rotfeste.foundation.letters import pages

urlpatterns = [
    path("letters/", pages.outbox, name="outbox"),
    path("letters/<int:letter_id>.pdf", pages.document, name="letter"),
    path("letters/dispatches/<int:dispatch_id>/", pages.one_dispatch, name="letter_dispatch"),
    path("letters/dispatches/<int:dispatch_id>/again/", pages.send_again, name="letter_send_again"),
    path("letters/dispatches/<int:dispatch_id>/simulate/", pages.simulate, name="letter_simulate"),
]
