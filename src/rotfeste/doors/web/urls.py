"""All addresses, gathered."""

from django.urls import URLPattern, URLResolver, include, path

from rotfeste.casework.planning.urls import addresses as planning
from rotfeste.casework.self_settlement import opendata
from rotfeste.casework.self_settlement.plain import pages as self_settlement
from rotfeste.casework.settlement.queries import outcome
from rotfeste.doors.exchange.v1.api import api as exchange
from rotfeste.doors.web import front, gallery, health, search, session

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("search", search.search, name="search"),
    path("log-in", session.log_in, name="log_in"),
    path("log-out", session.log_out, name="log_out"),
    path("role", session.change_role, name="change_role"),
    path("step-up", session.step_up, name="step_up"),
    path("language", session.language, name="language"),
    path("colours", session.colour_scheme, name="colour_scheme"),
    path("", include("rotfeste.foundation.ui.urls")),
    path("", include("rotfeste.foundation.access.urls")),
    path("", include("rotfeste.foundation.audit.urls")),
    path("", include("rotfeste.foundation.letters.urls")),
    path("planning/", include((planning(outcome), "planning"))),
    path("self-settlement/", include("rotfeste.casework.self_settlement.urls")),
    path("s/<str:code>", self_settlement.municipality, name="share_municipality"),
    path("open/self-settlement.json", opendata.as_json, name="self_settlement_json"),
    path("open/self-settlement.csv", opendata.as_csv, name="self_settlement_csv"),
    path("own/", include("rotfeste.doors.own.urls")),
    path("own-access/", include("rotfeste.registers.own_access.urls")),
    path("settlement/", include("rotfeste.casework.settlement.urls")),
    path("qualification/", include("rotfeste.casework.qualification.urls")),
    path("reporting/", include("rotfeste.insight.reporting.urls")),
    path("quality/", include("rotfeste.insight.quality.urls")),
    path("extracts/", include("rotfeste.insight.extracts.urls")),
    path("persons/", include("rotfeste.registers.persons.urls")),
    path("api/v1/", exchange.urls),
    path("components", gallery.components, name="components"),
    path("accessibility", health.accessibility, name="accessibility"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
handler404 = "rotfeste.doors.web.errors.not_found"
handler500 = "rotfeste.doors.web.errors.server_error"
