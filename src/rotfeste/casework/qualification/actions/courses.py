"""A course is called off, and the municipalities with seats in it are told."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop as told

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.actions import notify
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.courses import queries as register_of_courses
from rotfeste.registers.courses.models import Course

CALLED_OFF = told("A course that you have taken seats in is called off. Find another for those who had them.")


@transaction.atomic
def stop_course(course_id: int, *, now: datetime, actor: Actor, version: int | None = None) -> Course:
    """The course is held no more; who has taken seats in it is told. Raises NoSuchRoad, CourseChanged."""
    actor.require("qualification.decide")
    before = register_of_courses.course_of(course_id, actor=actor)
    takers = {row.taken_by_id for row in before.taken if row.taken_by_id is not None} - {actor.user_id}
    row = courses.call_off_course(course_id, today=now.date(), actor=actor, version=version)
    notify(takers, CALLED_OFF, url=reverse("qualification:course", args=[course_id]), now=now)
    return row
