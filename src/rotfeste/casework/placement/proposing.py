"""From facts to a plan, as the directorate has decided it: with floors for groups, or without."""

from typing import Any

from rotfeste.casework.placement.floors import with_floors
from rotfeste.casework.placement.optimiser.plan import Proposal, Tell, go_on, propose
from rotfeste.casework.placement.scoring import Facts


def counted(tell: Tell, steps: int) -> Tell:
    """The same, but no more than so many steps towards a better plan; 0 for no limit."""
    taken = 0

    def heard(stage: str, value: float, bound: float) -> bool:
        nonlocal taken
        taken += stage == "plan"
        return (not steps or taken <= steps) and tell(stage, value, bound)

    return heard


def proposed(facts: Facts, *, tell: Tell = go_on) -> tuple[Proposal, dict[str, Any]]:
    """The plan of a round, and how its floors came out; the same facts give the same plan."""
    terms = facts.terms
    plan = propose(facts.instance, seconds=terms.seconds, seed=terms.seed, tell=counted(tell, terms.steps))
    if not terms.floors:
        return plan, {}
    found = with_floors(facts, plan, tell=tell)
    return found.plan, found.kept()
