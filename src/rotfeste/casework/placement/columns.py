"""Places as arrays: what each part gives a household everywhere, and which rule forbids it where."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rotfeste.casework.placement import homes, predicted
from rotfeste.casework.placement.known import (
    ANSWERS,
    DEMAND,
    EDUCATION,
    EMPLOYMENT,
    LANGUAGE,
    NETWORK,
    PARTS,
    PREDICTED,
    READY,
    RESULTS,
    RULES,
    TRANSPORT,
    WELCOME,
    WISH,
    Household,
    Place,
    Terms,
)

Values = NDArray[np.float64]
IN_COUNTY, COMMUNITY = 0.4, 10
"""What kin in the county counts, and how many compatriots count fully."""


@dataclass(frozen=True)
class Columns:
    """The places as arrays, made once."""

    keys: NDArray[np.int64]
    codes: NDArray[np.str_]
    county: NDArray[np.int32]
    counties: int
    county_codes: NDArray[np.str_]
    room: NDArray[np.int32]
    ready: NDArray[np.int32]
    central: Values
    figures: Mapping[str, Values]
    answers: Values
    region: NDArray[np.int32]
    """The economic region of each; one that is not known is a region of its own."""

    @classmethod
    def of(cls, places: tuple[Place, ...]) -> "Columns":
        """From the places themselves."""
        return cls(
            keys=np.array([place.key for place in places], dtype=np.int64),
            codes=np.array([place.code for place in places], dtype=np.str_),
            county=numbered([place.county for place in places]),
            counties=len({place.county for place in places}),
            county_codes=np.array([place.county for place in places], dtype=np.str_),
            room=np.array([[p.ordinary for p in places], [p.minors for p in places]], dtype=np.int32),
            ready=np.array([[p.ready for p in places], [p.ready_minors for p in places]], dtype=np.int32),
            central=np.array([np.nan if p.centrality is None else p.centrality for p in places], dtype=float),
            figures={key: level([getattr(p, key) for p in places]) for key in (RESULTS, EMPLOYMENT, EDUCATION)},
            region=numbered([place.region or place.code for place in places]),
            answers=np.array([(p.answered - p.refused + 1) / (p.answered + 1) for p in places], dtype=float),
        )

    def values(self, row: Household, places: tuple[Place, ...], terms: Terms) -> Values:
        """P × M for one household."""
        found = np.zeros((len(PARTS), len(self.keys)))
        at = {key: number for number, key in enumerate(PARTS)}
        found[at[RESULTS]] = self.figures[RESULTS]
        found[at[EMPLOYMENT]] = self.figures[EMPLOYMENT]
        if row.young:
            found[at[EDUCATION]] = self.figures[EDUCATION]
        if row.network:
            near = IN_COUNTY * (self.county_codes == row.network_county) if row.network_county else 0.0
            found[at[NETWORK]] = np.where(self.codes == row.network, 1.0, near)
        if row.wish:
            found[at[WISH]] = self.codes == row.wish
        if row.country:
            found[at[LANGUAGE]] = [min(1.0, place.settled.get(row.country, 0) / COMMUNITY) for place in places]
        if row.has_car is False:
            found[at[TRANSPORT]] = np.nan_to_num(self.central, nan=0.0) / 3
        if row.work:
            found[at[DEMAND]] = [not set(row.work).isdisjoint(place.demand or ()) for place in places]
        if row.kind:
            found[at[WELCOME]] = [row.kind in (place.welcomes or ()) for place in places]
        if terms.predictor:
            found[at[PREDICTED]] = predicted.chance(terms.predictor, self.features(row, places))
        found[at[READY]] = self.ready[int(row.minors)] >= row.size
        found[at[ANSWERS]] = self.answers
        return found

    def features(self, row: Household, places: tuple[Place, ...]) -> dict[str, Values]:
        """What the statistical column rests on, for one household in each municipality."""

        def percent(name: str) -> Values:
            said = [getattr(place, name) for place in places]
            return np.array([np.nan if value is None else value / 1000 for value in said], dtype=float)

        return predicted.features(row.size, row.young, percent("employment"), percent("results"), self.central)

    def rules(self, row: Household, places: tuple[Place, ...], terms: Terms) -> NDArray[np.int8]:
        """M for one household."""
        nothing = np.zeros(len(self.keys), dtype=bool)
        forbids = {
            "no_places": self.room[int(row.minors)] < row.size,
            "declined": np.isin(self.keys, row.declined),
            "nearby": ~np.isin(self.keys, row.nearby) if row.nearby else nothing,
            "alternative": self.keys != (self.keys if row.alternative is None else row.alternative),
            "by_hand": np.isin(self.keys, row.by_hand),
            "dwelling": homes.forbidden(places, row) if homes.bound(row, terms) else nothing,
            "needs": homes.hospital_too_far(places, row, terms) if row.hospital else nothing,
        }
        found = np.zeros(len(self.keys), dtype=np.int8)
        for number, rule in enumerate(RULES, 1):
            found[(found == 0) & forbids[rule]] = number
        return found


def numbered(names: list[str]) -> NDArray[np.int32]:
    """The number of each name among those that there are, in their order."""
    known = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([known[name] for name in names], dtype=np.int32)


def level(said: list[int | float | None]) -> Values:
    """Figures from the lowest (0) to the highest (1); one that is not known counts as the mean of the rest."""
    known = np.array([np.nan if value is None else value for value in said], dtype=float)
    if np.isnan(known).all():
        return np.zeros(len(said))
    low, high = np.nanmin(known), np.nanmax(known)
    scaled = (known - low) / (high - low) if high > low else known * 0 + 1.0
    return np.asarray(np.where(np.isnan(scaled), np.nanmean(scaled), scaled))
