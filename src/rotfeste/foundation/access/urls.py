"""Addresses of access."""

from django.urls import path

from rotfeste.foundation.access.pages import administration, log_in

urlpatterns = [
    path("log-in/provider/", log_in.oidc_log_in, name="oidc_log_in"),
    path("log-in/provider/answer/", log_in.oidc_callback, name="oidc_callback"),
    path("log-in/provider/role/", log_in.choose_role, name="oidc_role"),
    path("log-in/provider/logged-out/", log_in.oidc_back_channel, name="oidc_back_channel"),
    path("users/", administration.users, name="users"),
    path("users/add/", administration.add_user, name="add_user"),
    path("users/roles/<int:assignment_id>/end/", administration.end_role, name="end_role"),
]
