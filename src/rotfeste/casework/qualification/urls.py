"""Addresses of qualification."""

from django.urls import path

from rotfeste.casework.qualification.pages import (
    benefits,
    board,
    calculator,
    complaints,
    deciding,
    participant,
    reservation,
    running,
)

app_name = "qualification"
urlpatterns = [
    path("", board.board, name="board"),
    path("calculator", calculator.calculator, name="calculator"),
    path("benefits/", benefits.benefits, name="benefits"),
    path("benefits/send", benefits.send, name="send_benefits"),
    path("benefits/<int:benefit_id>/", benefits.benefit, name="benefit_month"),
    path("benefits/<int:benefit_id>/approve", benefits.approve, name="approve_benefit"),
    path("benefits/<int:benefit_id>/take-back", benefits.take_back, name="take_back_approval"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/<int:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/review", complaints.review, name="review_complaint"),
    path("complaints/<int:complaint_id>/answer", complaints.answer, name="answer_complaint"),
    path("complaints/<int:complaint_id>/withdraw", complaints.withdraw, name="withdraw_complaint"),
    path("complaints/<int:complaint_id>/carry-out", complaints.carry_out, name="carry_out_complaint"),
    path("decisions/<int:decision_id>/complaint", complaints.register, name="complain"),
    path("persons/<int:person_id>/", participant.participant, name="participant"),
    path("persons/<int:person_id>/calculation", calculator.calculation, name="calculation"),
    path("persons/<int:person_id>/facts", deciding.circumstances, name="circumstances"),
    path("persons/<int:person_id>/research", reservation.reservation, name="reservation"),
    path("persons/<int:person_id>/offer", deciding.offer, name="offer"),
    path("persons/<int:person_id>/decide", deciding.decide, name="decide"),
    path("persons/<int:person_id>/refuse", deciding.refuse, name="refuse"),
    path("persons/<int:person_id>/start", deciding.start, name="start"),
    path("offers/<int:offer_id>/answer", deciding.answer, name="answer"),
    path("measures/<int:measure_id>/end", running.end_measure, name="end_measure"),
    path("programmes/<int:enrolment_id>/measure", running.measure, name="measure"),
    path("programmes/<int:enrolment_id>/leave", running.leave, name="leave"),
    path("programmes/<int:enrolment_id>/absence", running.absence, name="absence"),
    path("programmes/<int:enrolment_id>/interrupt", running.interrupt, name="interrupt"),
    path("programmes/<int:enrolment_id>/resume", running.resume, name="resume"),
    path("programmes/<int:enrolment_id>/extend", running.extend, name="extend"),
    path("programmes/<int:enrolment_id>/end", running.end, name="end"),
    path("programmes/<int:enrolment_id>/reason", running.reason, name="reason"),
    path("programmes/<int:enrolment_id>/benefit", benefits.compute, name="benefit"),
]
