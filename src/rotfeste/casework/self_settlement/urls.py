"""Addresses of self-settlement: open ones, and those of staff."""

from django.urls import path

from rotfeste.casework.self_settlement.pages import applications, offers, reports, steps
from rotfeste.casework.self_settlement.plain import pages as plain

app_name = "self_settlement"
ONE = "applications/<int:application_id>/"
urlpatterns = [
    path("", plain.overview, name="overview"),
    path("report", plain.report, name="report"),
    path("report/thank-you", plain.reported, name="reported"),
    path("applications/", applications.applications, name="applications"),
    path(ONE, applications.application, name="application"),
    path(ONE + "contract", applications.contract, name="contract"),
    path(ONE + "dwelling", steps.dwelling, name="dwelling"),
    path(ONE + "hand-in", steps.hand_in, name="hand_in"),
    path(ONE + "send", steps.send, name="send"),
    path(ONE + "withdraw", steps.withdraw, name="withdraw"),
    path(ONE + "approve", steps.approve, name="approve"),
    path(ONE + "decline", steps.decline, name="decline"),
    path(ONE + "clear", steps.clear, name="clear"),
    path(ONE + "refuse", steps.refuse, name="refuse"),
    path("case/<int:case_id>/", steps.of_case, name="of_case"),
    path("offer", offers.offer, name="offer"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:report_id>/", reports.one_report, name="one_report"),
    path("reports/<uuid:report_id>/take-up", reports.take_up, name="take_up_report"),
]
