"""A round of placement for everyone who is ready on the day, so that the workbench has something to read."""

from dataclasses import replace
from datetime import date

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement import jobs
from rotfeste.casework.settlement.actions.placing.computing import NobodyIsReady, NoFreePlaces
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.doors.demo.building.staff import acting

WORKER = "demo:directorate:case_worker-1"
STEPS = 8
"""A count and not a time: the proposals are the same on any machine."""


def place_everyone(until: date) -> None:
    """The directorate begins a round, and the job computes it; nobody has decided on anything yet."""
    worker = acting(WORKER)
    try:
        row = settlement.start_placement(terms=replace(standard_terms(until), steps=STEPS), today=until, actor=worker)
    except (NobodyIsReady, NoFreePlaces):
        return
    jobs.place(row.id)
