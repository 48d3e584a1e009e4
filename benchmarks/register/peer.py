"""OpenFisca-Core computes one rule over the same persons: who has right and duty to the programme of the law of 2003.

The same facts, the same numbers from rates.yaml, the same answers: each difference is counted and told.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from rotfeste.registers.participants.rules.facts import Facts

PERIOD = "2017-12"
EARLIEST = date(1900, 1, 1)
Person = build_entity(key="person", plural="persons", label="A person", is_person=True)


def days(of: Sequence[date]) -> Any:
    """Dates as numpy has them."""
    return np.array(of, dtype="datetime64[D]")


class born_on(Variable):  # noqa: N801 - OpenFisca names variables by their class
    """The day someone was born."""

    value_type, entity, definition_period, default_value = date, Person, DateUnit.MONTH, EARLIEST


class granted_on(Variable):  # noqa: N801
    """The day of the permit."""

    value_type, entity, definition_period, default_value = date, Person, DateUnit.MONTH, EARLIEST


class settled_on(Variable):  # noqa: N801
    """The first day in a municipality."""

    value_type, entity, definition_period, default_value = date, Person, DateUnit.MONTH, EARLIEST


class right_from(Variable):  # noqa: N801
    """The later of the permit, the settlement and the 18th birthday."""

    value_type, entity, definition_period, default_value = date, Person, DateUnit.MONTH, EARLIEST

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        """As the rule says."""
        here = np.maximum(person("granted_on", period), person("settled_on", period))
        return np.maximum(here, birthday(person("born_on", period), 18))


class has_right_and_duty(Variable):  # noqa: N801
    """Below 55 and under two years in a municipality on the day the right would arise."""

    value_type, entity, definition_period = bool, Person, DateUnit.MONTH

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        """As the rule says."""
        begins = person("right_from", period)
        young = begins < birthday(person("born_on", period), 55)
        return young & (begins < later(person("settled_on", period), 24))


def later(day: Any, months: int) -> Any:
    """The same day so many months later; the last of the month where there is no such day."""
    month = day.astype("datetime64[M]")
    into = (day - month.astype("datetime64[D]")).astype(int)
    last = ((month + months + 1).astype("datetime64[D]") - (month + months).astype("datetime64[D]")).astype(int) - 1
    return (month + months).astype("datetime64[D]") + np.minimum(into, last)


def birthday(day: Any, age: int) -> Any:
    """The day someone turns an age; 1 March for those born on 29 February, in other years."""
    month = day.astype("datetime64[M]")
    into = (day - month.astype("datetime64[D]")).astype(int)
    return (month + 12 * age).astype("datetime64[D]") + into


def computed(facts: Sequence[Facts]) -> tuple[Any, Any]:
    """Right and duty, and the day it arises, for persons with one permit each."""
    system = TaxBenefitSystem([Person])
    system.add_variables(born_on, granted_on, settled_on, right_from, has_right_and_duty)
    simulation = SimulationBuilder().build_default_simulation(system, count=len(facts))
    simulation.set_input("born_on", PERIOD, days([row.born_on for row in facts]))
    simulation.set_input("granted_on", PERIOD, days([row.grants[0].decided_on for row in facts]))
    simulation.set_input("settled_on", PERIOD, days([row.settled_on or row.on for row in facts]))
    return simulation.calculate("has_right_and_duty", PERIOD), simulation.calculate("right_from", PERIOD)
