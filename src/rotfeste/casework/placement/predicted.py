"""The statistical column: the chance of going directly to work or education, learnt from how programmes have ended.

Logistic regression with a ridge. It is advisory, and off unless a round gives it weight. Sex and citizenship are no
part of it: they only show for whom it errs. What it is tested on has not taken part in teaching it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Values = NDArray[np.float64]
FEWEST = 90
"""With fewer that went on, or fewer that did not, nothing is predicted: ten for each of nine features.

Source: the rule of ten events per variable, Peduzzi and others, Journal of Clinical Epidemiology 49, 1996.
"""
RIDGE, FOLDS, TENTHS, SMALL = 1.0, 5, 10, 5
"""SMALL: groups of fewer endings than this are put together."""
LARGE_FROM = 4


@dataclass(frozen=True)
class Outcome:
    """How one programme ended, what was known of the household beforehand, and of the municipality."""

    size: int
    young: bool
    """Was 16 to 24 years old at the start."""
    employment: float | None
    """Per cent of the municipality's population."""
    results: float | None
    """Per cent in work or education after the programme, in earlier years."""
    centrality: int | None
    """0 to 3, by Statistics Norway."""
    went_on: bool
    """Directly to work or education."""
    sex: str = ""
    country: str = ""


def features(
    size: Values | int, young: Values | bool, employment: Values, results: Values, centrality: Values
) -> dict[str, Values]:
    """What the chance rests on, by name. Figures that are not known count as the middle."""
    alone, large = np.asarray(size) == 1, np.asarray(size) >= LARGE_FROM
    work = np.nan_to_num((np.asarray(employment, dtype=float) - 65) / 10)
    earlier = np.nan_to_num((np.asarray(results, dtype=float) - 50) / 10)
    central = np.nan_to_num(np.asarray(centrality, dtype=float) - 1.5)
    is_young = np.asarray(young, dtype=float)
    return {
        "constant": np.ones_like(work),
        "alone": alone + 0 * work,
        "large": large + 0 * work,
        "young": is_young + 0 * work,
        "employment": work,
        "results": earlier,
        "centrality": central,
        "alone, employment": alone * work,
        "large, centrality": large * central,
        "young, results": is_young * earlier,
    }


def _of(outcomes: Sequence[Outcome]) -> dict[str, Values]:
    def known(name: str) -> Values:
        said = [getattr(row, name) for row in outcomes]
        return np.array([np.nan if value is None else value for value in said], dtype=float)

    size = np.array([row.size for row in outcomes], dtype=float)
    young = np.array([row.young for row in outcomes], dtype=float)
    return features(size, young, known("employment"), known("results"), known("centrality"))


def learnt(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """The weight of each feature; nothing where too few went on, or too few did not."""
    happened = np.array([row.went_on for row in outcomes], dtype=float)
    if min(happened.sum(), (1 - happened).sum()) < FEWEST:
        return {}
    columns = _of(outcomes)
    return _fitted(np.stack(list(columns.values()), axis=1), happened, list(columns))


def _fitted(rows: Values, happened: Values, names: Sequence[str]) -> dict[str, float]:
    kept = np.array([0.0 if name == "constant" else RIDGE for name in names])

    def loss(weights: Values) -> tuple[float, Values]:
        odds = rows @ weights
        value = np.logaddexp(0, odds).sum() - happened @ odds + 0.5 * kept @ weights**2
        return float(value), rows.T @ (expit(odds) - happened) + kept * weights

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 6) for name, weight in zip(names, found.x, strict=True)}


def chance(weights: Mapping[str, float], columns: Mapping[str, Values]) -> Values:
    """The predicted chance, 0 to 1."""
    return np.asarray(expit(sum(weight * columns[name] for name, weight in weights.items())))


@dataclass(frozen=True)
class Compared:
    """Endings of a group: how many, how many were predicted to go on, and how many did, in per cent."""

    name: str
    endings: int
    predicted: float
    happened: float

    @property
    def apart(self) -> float:
        """Percentage points: above 0 the column promises too much."""
        return round(self.predicted - self.happened, 1)


@dataclass(frozen=True)
class Tested:
    """How good the column is on endings that did not teach it."""

    endings: int
    happened: float
    """Per cent."""
    error: float
    """The mean squared error of the chance (Brier)."""
    error_of_mean: float
    """The same, if everyone were given the mean: a column that is no better is worth nothing."""
    tenths: tuple[Compared, ...]
    """From those with the lowest chance to those with the highest."""
    groups: Mapping[str, tuple[Compared, ...]]


def tested(outcomes: Sequence[Outcome]) -> Tested | None:
    """Calibration by tenths, and how far predictions lie from what happened group by group; None with too few."""
    if not learnt(outcomes):
        return None
    columns = _of(outcomes)
    names, rows = list(columns), np.stack(list(columns.values()), axis=1)
    happened = np.array([row.went_on for row in outcomes], dtype=float)
    guess, mean = np.zeros(len(outcomes)), np.zeros(len(outcomes))
    fold = np.random.default_rng(2017).permutation(len(outcomes)) % FOLDS
    for number in range(FOLDS):
        others, these = fold != number, fold == number
        weights = _fitted(rows[others], happened[others], names)
        guess[these] = chance(weights, {name: rows[these, at] for at, name in enumerate(names)})
        mean[these] = happened[others].mean()
    tenths = np.array_split(np.argsort(guess, kind="stable"), TENTHS)
    return Tested(
        endings=len(outcomes),
        happened=_percent(happened),
        error=round(float(((guess - happened) ** 2).mean()), 4),
        error_of_mean=round(float(((mean - happened) ** 2).mean()), 4),
        tenths=tuple(_compared(str(number), part, guess, happened) for number, part in enumerate(tenths, 1)),
        groups={kind: _by_group(list(map(label, outcomes)), guess, happened) for kind, label in GROUPS.items()},
    )


GROUPS: Mapping[str, Callable[[Outcome], str]] = {
    "sex": lambda row: row.sex or "unknown",
    "country": lambda row: row.country or "unknown",
    "size": lambda row: "1" if row.size == 1 else "2-3" if row.size < LARGE_FROM else "4+",
    "centrality": lambda row: "unknown" if row.centrality is None else str(row.centrality),
}


def _by_group(labels: list[str], guess: Values, happened: Values) -> tuple[Compared, ...]:
    every = np.array(labels)
    few = {label for label in set(labels) if (every == label).sum() < SMALL}
    every = np.array(["small" if label in few else label for label in labels])
    rows = [_compared(label, np.flatnonzero(every == label), guess, happened) for label in sorted(set(every.tolist()))]
    return tuple(sorted((row for row in rows if row.endings >= SMALL), key=lambda row: -row.endings))


def _compared(name: str, rows: NDArray[np.int64], guess: Values, happened: Values) -> Compared:
    return Compared(name, len(rows), _percent(guess[rows]), _percent(happened[rows]))


def _percent(values: Values) -> float:
    return round(100 * float(values.mean()), 1)
