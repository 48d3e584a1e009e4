"""Building the made-up Norway: stage by stage, each whole or not at all, on as many processes as there are cores."""

import time
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date, timedelta

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from rotfeste.doors.demo.building import (
    civics,
    courses,
    deliveries,
    dwellings,
    education,
    moves,
    organisations,
    own,
    placing,
    practice,
    profiles,
    programmes,
    special,
    tour,
    training,
    years,
)
from rotfeste.doors.demo.building.crew import Crew, Say
from rotfeste.doors.demo.building.processes import pool
from rotfeste.doors.demo.building.staff import acting, everyone
from rotfeste.doors.demo.building.ways import officer, receiver, steps
from rotfeste.doors.demo.drawing.draw import draw
from rotfeste.doors.demo.drawing.figures import FIRST_DAY, THE_YEAR, Figures, scaled
from rotfeste.doors.demo.drawing.plan import Drawing, Plan, Quota
from rotfeste.doors.demo.models import Played, Stage
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.places.models import Region
from rotfeste.foundation.ui.actions import mark_read
from rotfeste.insight.quality.jobs import count_all
from rotfeste.registers.participants.jobs import compute_newcomers
from rotfeste.registers.persons.jobs import come_of_age_all

DEMO_SCALE = 8
POPULATION_YEAR = 2015
AT_A_TIME = 20
FRESH = timedelta(days=10)
"""What has happened in the last days is played last, so that it is what people find unread."""


class NotInProduction(Exception):
    """The made-up Norway is never built beside real people."""


def drawing(scale: int) -> Drawing:
    """The drawing on the municipalities of 2017."""
    figures: Figures = scaled(THE_YEAR, scale) if scale > 1 else THE_YEAR
    people = places.population(POPULATION_YEAR)
    regions = places.region_codes(Region.Kind.IMDI, FIRST_DAY)
    rows = [
        Quota(row.code, row.name, people[row.code].persons, regions[row.code])
        for row in places.municipalities(FIRST_DAY)
    ]
    districts = [row.code for row in places.city_districts(FIRST_DAY)]
    return draw(figures, rows, districts=districts)


def build(*, scale: int, until: date, say: Say, processes: int | None = None) -> None:
    """Build everything up to a day. Interrupted, it goes on where it was; finished, it does nothing."""
    if settings.PRODUCTION:
        raise NotInProduction
    if Stage.objects.filter(name="finished").exists():
        return
    enact(drawing(scale), scale=scale, until=until, say=say, processes=processes)


def enact(drawn: Drawing, *, scale: int, until: date, say: Say, processes: int | None = None) -> None:
    """Everything of a drawing that has happened by a day."""
    on_tour = tour.gather(drawn, until)
    others = [plan for plan in drawn.plans if plan not in on_tour]
    mixed = special.held_back(others, scaled(THE_YEAR, scale).families_not_all_may_settle, until)
    refugee = own.refugee([plan for plan in others if plan not in mixed], until)
    with pool(processes) as workers:
        crew = Crew(workers, say)
        crew.do("organisations", organisations.found_all, FIRST_DAY, protectors=protectors(drawn))
        asked = crew.begin("asked and decided", ask_and_decide, drawn.quotas)
        take_in(drawn, until, say)
        crew.finish(asked)
        analyse()
        play(drawn, until - FRESH, workers, say, "households")
        crew.do("notifications read", read_notifications)
        if until >= years.PREPARED_ON:
            crew.do("the need of next year", years.prepare_next_year)
        play(drawn, until, workers, say, "the last days")
        beside = crew.begin("programmes", programmes.take_part, until)
        crew.do("mixed families", hold_back, mixed, until)
        crew.do("neighbours", special.neighbours, drawn.quotas, until)
        crew.do("dwellings", dwellings.register, drawn.quotas, until)
        crew.do("work and households", profiles.say, drawn.quotas)
        crew.do("offers to self-settlers", own.offers, drawn.quotas, until)
        crew.do("levels of rent", own.rent_levels, drawn.quotas, until)
        crew.do("a round of placement", placing.place_everyone, until)
        crew.finish(beside)
        beside = crew.begin("classes", training.teach, until)
        if refugee is not None:
            crew.do("a refugee applies", apply, refugee, until)
        crew.finish(beside)
        crew.do("rights", compute_newcomers, today=until)
        if scale == 1:
            crew.do("courses", courses.everyone_takes_part, until)
        crew.do("minors who turned 18", come_of_age_all, today=until)
        if scale > 1:
            crew.do("education from abroad", education.have_recognised, until)
            crew.do("moves", moves.move_some, until)
            crew.do("a goal that is reached", education.reach_goals, until)
            crew.do("practice places", practice.offer, until)
            crew.do("courses in civics", civics.hold, until)
        crew.do("data quality", count_all, today=until)
        crew.do("drafts", write_drafts, on_tour, until)
    analyse()
    Stage.objects.create(name="finished")


def hold_back(mixed: list[Plan], until: date) -> None:
    """Families of whom not all may settle."""
    special.hold_back(mixed, deliveries.known(mixed), until)


def apply(refugee: Plan, until: date) -> None:
    """A refugee has found a dwelling, and applies."""
    own.apply(refugee, deliveries.known([refugee]), until)


def write_drafts(on_tour: list[Plan], until: date) -> None:
    """What is half-written for the tour."""
    tour.write_drafts(on_tour, deliveries.known(on_tour), until)


def ask_and_decide(quotas: list[Quota]) -> None:
    """The year's requests and the councils' decisions."""
    years.estimate_this_year(quotas)
    years.ask(quotas)
    years.decide(quotas)


def analyse() -> None:
    """Tell the database how its tables have grown, so that it plans well from the first page on."""
    if "owner" in connections:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")


def read_notifications() -> None:
    """Everyone has read what was told before the last days."""
    for subject in everyone():
        mark_read(now=timezone.now(), actor=acting(subject))


def protectors(drawn: Drawing) -> set[str]:
    """The organisations that need someone with access to protected addresses."""
    hidden = [plan for plan in drawn.plans if plan.protection]
    subjects = {officer(plan, each.municipality) for plan in hidden for each in plan.tries}
    subjects |= {receiver(plan) for plan in hidden}
    keys = {subject.split(":")[1] for subject in subjects}
    return keys | {organisations.key_of_centre(plan.centre) for plan in hidden}


def take_in(drawn: Drawing, until: date, say: Say) -> None:
    """The deliveries, week by week."""
    centres: dict[str, str] = {}
    began, count = time.monotonic(), 0
    for day, plans in deliveries.weekly(drawn.plans, until):
        with transaction.atomic():
            if Stage.objects.filter(name=f"delivery {day}").exists():
                continue
            deliveries.take_in(day, plans, centres)
            Stage.objects.create(name=f"delivery {day}")
        count += sum(plan.size for plan in plans)
    if count:
        say(f"{count} persons taken in ({time.monotonic() - began:.0f} s)")


def play(drawn: Drawing, until: date, workers: ProcessPoolExecutor, say: Say, what: str) -> None:
    """Every household's steps up to a day, spread over the processes."""
    plans = [plan for plan in drawn.plans if plan.received_on <= until]
    done = dict(Played.objects.values_list("reference", "steps"))
    waiting = [plan for plan in plans if ahead(plan, until) > done.get(plan.reference, 0)]
    groups = [waiting[first : first + AT_A_TIME] for first in range(0, len(waiting), AT_A_TIME)]
    began, finished = time.monotonic(), 0
    said = began
    futures: list[Future[int]] = [workers.submit(play_some, group, until) for group in groups]
    try:
        for future in as_completed(futures):
            finished += future.result()
            if time.monotonic() - said > 10:
                said = time.monotonic()
                left = (said - began) / finished * (len(waiting) - finished)
                say(f"{what}: {finished} of {len(waiting)}, about {left:.0f} s left")
    except BaseException:
        workers.shutdown(wait=True, cancel_futures=True)
        raise
    if waiting:
        say(f"{what}: {finished} ({time.monotonic() - began:.0f} s)")


def ahead(plan: Plan, until: date) -> int:
    """How many steps a household has taken by a day."""
    return sum(step.on <= until for step in steps(plan))


def play_some(plans: list[Plan], until: date) -> int:
    """Some households, one after the other. Each step is a transaction of its own, as it is at work."""
    references = [plan.reference for plan in plans]
    done = dict(Played.objects.filter(reference__in=references).values_list("reference", "steps"))
    cases = deliveries.known(plans)
    for plan in plans:
        for number, step in enumerate(steps(plan)[: ahead(plan, until)], 1):
            if number > done.get(plan.reference, 0):
                with transaction.atomic():
                    step.do(cases[plan.reference])
                    remember(plan.reference, number)
    return len(plans)


def remember(reference: str, number: int) -> None:
    """How far a household has come, kept together with the step itself."""
    row = Played(reference=reference, steps=number)
    Played.objects.bulk_create([row], update_conflicts=True, unique_fields=["reference"], update_fields=["steps"])
