"""Addresses of the interface itself."""

from django.urls import path

from rotfeste.foundation.ui import pages

urlpatterns = [
    path("notifications", pages.notifications, name="notifications"),
    path("notifications/<uuid:notification_id>", pages.open_notification, name="notification"),
    path("notifications/read", pages.read_all, name="notifications_read"),
    path("notifications/email", pages.choose_email, name="notifications_email"),
    path("views/save", pages.save_view, name="save_view"),
    path("views/delete", pages.delete_view, name="delete_view"),
]
