"""Addresses of settlement."""

from django.urls import path

from rotfeste.casework.settlement.pages import answers, cases, intake, interviews, lists, overview, places

app_name = "settlement"
CASE = "cases/<int:case_id>/"
urlpatterns = [
    path("intake/", intake.intake, name="intake"),
    path("intake/<int:delivery_id>/", intake.delivery, name="delivery"),
    path("intake/<int:delivery_id>/take-in", intake.take_in, name="take_in"),
    path("intake/<int:delivery_id>/discard", intake.discard, name="discard"),
    path("intake/<int:delivery_id>/rejected.csv", intake.rejected, name="rejected"),
    path("queue/", lists.queue, name="queue"),
    path("interviews/", lists.interviews, name="interviews"),
    path("requests/", lists.requests_list, name="requests"),
    path("coming/", lists.coming, name="coming"),
    path("settled/", lists.settled, name="settled"),
    path("messages/", lists.messages_list, name="messages"),
    path(CASE, cases.case_page, name="case"),
    path(CASE + "message", cases.write_message, name="write_message"),
    path(CASE + "interview/", interviews.interview, name="interview"),
    path(CASE + "interview/household", interviews.answers, name="household_answers"),
    path(CASE + "interview/<int:person_id>", interviews.answers, name="answers"),
    path(CASE + "interview/health", interviews.health, name="household_health"),
    path(CASE + "interview/<int:person_id>/health", interviews.health, name="health"),
    path(CASE + "interview/<int:person_id>/consent", interviews.consent, name="consent"),
    path(CASE + "interview/invite", interviews.invite, name="invite"),
    path(CASE + "interview/submit", interviews.submit, name="submit"),
    path(CASE + "interview/send-back", cases.send_back, name="send_back"),
    path(CASE + "interview/approve", cases.approve, name="approve"),
    path(CASE + "ask/", cases.ask, name="ask"),
    path(CASE + "ask/<int:organisation_id>", cases.ask_one, name="ask_one"),
    path(CASE + "withdraw", cases.withdraw, name="withdraw"),
    path(CASE + "accept", answers.accept, name="accept"),
    path(CASE + "decline", answers.decline, name="decline"),
    path(CASE + "take-back", answers.take_back, name="take_back"),
    path(CASE + "decide", cases.decide, name="decide"),
    path(CASE + "annul", cases.annul, name="annul"),
    path(CASE + "move", answers.agree_move, name="agree_move"),
    path(CASE + "moved-in", answers.moved_in, name="moved_in"),
    path(CASE + "close", cases.close, name="close"),
    path("places/", places.places, name="places"),
    path("places/<int:organisation_id>/", places.organisation, name="organisation_places"),
    path("places/<int:organisation_id>/council", places.council, name="council"),
    path("places/<int:organisation_id>/weeks", places.weeks, name="weeks"),
    path("places/ask", places.ask, name="ask_for_places"),
    path("overview/", overview.overview, name="overview"),
    path("figures/", overview.figures, name="figures"),
]
