"""Addresses of a person's own pages."""

from django.urls import path

from rotfeste.doors.own.plain import applying, coming_in, helping, home, plan, sharing, training

app_name = "own"
ONE = "application/<int:application_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("log-in", coming_in.log_in, name="log_in"),
    path("log-out", coming_in.log_out, name="log_out"),
    path("letters/", home.own_letters, name="letters"),
    path("letters/<int:letter_id>.pdf", home.own_letter, name="letter"),
    path("registered", home.mapping, name="mapping"),
    path("programme", training.training, name="training"),
    path("plan", plan.plan, name="plan"),
    path("plan/<int:plan_id>/answer", plan.answer, name="answer_plan"),
    path("sharing", sharing.sharing, name="sharing"),
    path("sharing/<int:package_id>/answer", sharing.answer, name="answer_nav"),
    path("research", training.research, name="research"),
    path("who-has-looked", home.readings, name="readings"),
    path("helpers/", helping.helpers, name="helpers"),
    path("helpers/<int:helper_id>/end", helping.end_helper, name="end_helper"),
    path("apply/<str:code>", applying.apply, name="apply"),
    path(ONE, applying.application, name="application"),
    path(ONE + "home", applying.dwelling, name="dwelling"),
    path(ONE + "contract", applying.contract, name="contract"),
    path(ONE + "contract/file", applying.document, name="document"),
    path(ONE + "send", applying.send, name="send"),
    path(ONE + "stop", applying.withdraw, name="withdraw"),
]
