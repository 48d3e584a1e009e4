"""What the directorate sets for a round of placement, where nobody has said otherwise: dated, and all of it assumed."""

from collections.abc import Mapping
from datetime import date

from rotfeste.casework.placement.known import KIN, PARTS, Terms
from rotfeste.casework.settlement.rules.clocks import RATES
from rotfeste.foundation.rates.queries import value as rate
from rotfeste.foundation.rates.queries import version

MOST_WEIGHT = 100


def dwelling_days(on: date) -> int:
    """Within how many days a dwelling must be vacant, and for how long it must stay, to count in a round."""
    return int(rate(RATES, "placing_dwelling_days", on=on))


def standard_terms(on: date) -> Terms:
    """Weights and limits as they are proposed on a day. Raises NoRateForDate."""

    def of(key: str) -> int:
        return int(rate(RATES, f"placing_{key}", on=on))

    return Terms(
        weights={key: of(f"weight_{key}") for key in PARTS},
        waiting=of("waiting"),
        demanding_per=of("demanding_per"),
        county_over=of("county_over"),
        kin=KIN[of("kin") - 1] if of("kin") else "",
        dwellings=bool(of("dwellings")),
        large_from=of("large_from"),
        floors=bool(of("floors")),
    )


def assumed_weights(weights: Mapping[str, int], on: date) -> frozenset[str]:
    """The parts whose weight is the one that was proposed, and that no source confirms: nobody has set it."""
    proposed = {key: version(RATES, f"placing_weight_{key}", on=on) for key in weights}
    return frozenset(key for key, row in proposed.items() if row.assumed and row.value == weights[key])
