"""What the directorate sets for a round of placement, where nobody has said otherwise: dated, and all of it assumed."""

from datetime import date

from rotfeste.casework.placement.scoring import PARTS, Terms
from rotfeste.casework.settlement.rules.clocks import RATES
from rotfeste.foundation.rates.queries import value as rate

MOST_WEIGHT = 100


def standard_terms(on: date) -> Terms:
    """Weights and limits as they are proposed on a day. Raises NoRateForDate."""

    def of(key: str) -> int:
        return int(rate(RATES, f"placing_{key}", on=on))

    return Terms(
        weights={key: of(f"weight_{key}") for key in PARTS},
        waiting=of("waiting"),
        demanding_per=of("demanding_per"),
        county_over=of("county_over"),
    )
