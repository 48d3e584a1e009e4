"""Plans of the made-up participants: written with them, answered, decided."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification.actions import Talk
from rotfeste.casework.qualification.rules.plan import Content, Phase, PlannedMeasure
from rotfeste.doors.demo.building.days import moment
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import file_of
from rotfeste.registers.participants.states import ProgrammePart

GOALS = (
    ("Fagbrev som kokk", "Har jobbet på kjøkken i hjemlandet. Vil jobbe med mat."),
    ("Fullføre grunnskolen", "Har tre års skolegang. Vil lære å lese og skrive godt."),
    ("Arbeid som renholder", "Har jobbet med renhold. Vil tjene egne penger raskt."),
    ("Videregående opplæring i helsefag", "Har vært hjelpepleier. Vil arbeide med mennesker."),
)
REASONS = "Målet og tiltakene bygger på samtalen og det som er kartlagt."
WHY = "Passer til målet og til det deltakeren kan fra før."


def _measures(enrolment: Enrolment, last: date, adviser: Actor) -> Iterator[PlannedMeasure]:
    """What is registered, and, where none of it leads to work, practice in the last third of the time."""
    registered = file_of(enrolment.person_id, actor=adviser).measures
    for row in registered:
        hours = f"{row.hours_week.normalize():f}"
        yield PlannedMeasure(row.kind.key, row.from_on, row.until_on - timedelta(days=1), hours, WHY)
    if not any(row.kind.part == ProgrammePart.WORK_OR_EDUCATION for row in registered):
        yield PlannedMeasure("work-practice", last - (last - enrolment.started_on) // 3, last, "15", WHY)


def with_plan(enrolment: Enrolment, until: date, adviser: Actor) -> None:
    """Most have a plan two weeks after the start; some never said whether they agree, and have only a draft."""
    chance, began = Random(f"plan {enrolment.person_id}"), enrolment.started_on
    written = began + timedelta(days=14)
    if written > until or enrolment.until_on is None or chance.random() < 0.15:
        return
    last = enrolment.until_on - timedelta(days=1)
    goal, background = chance.choice(GOALS)
    content = Content(
        main_goal=goal,
        part_goals=("Norsk på nivå A2 første året",),
        background=background,
        norwegian_goal="B1 muntlig, A2 skriftlig",
        starts_on=began,
        phases=(Phase(began, last, "Norsk, samfunnskunnskap og praksis"),),
        measures=tuple(_measures(enrolment, last, adviser)),
    )
    talk = Talk(written, "Deltakeren, programrådgiveren og tolk", interpreter=True)
    row = qualification.save_plan(
        enrolment.person_id, content, talk=talk, contact=adviser.name, now=moment(written), actor=adviser
    )
    if chance.random() < 0.2:
        return
    agrees = chance.random() < 0.9
    qualification.answer_plan(
        row.id,
        agrees=agrees,
        text="" if agrees else "Jeg vil heller ha mer praksis.",
        language="",
        said_on=written,
        now=moment(written),
        actor=adviser,
    )
    qualification.decide_plan(
        row.id,
        reasons="Målet og tiltakene bygger på samtalen og det som er kartlagt.",
        now=moment(written),
        actor=adviser,
    )
