"""All addresses, gathered."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
handler404 = "rotfeste.doors.web.errors.not_found"
