"""What a round of placement knows and what the directorate decides: households, places with their dwellings, terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field

RESULTS, EMPLOYMENT, EDUCATION = "results", "employment", "education"
NETWORK, WISH, LANGUAGE, TRANSPORT, READY, ANSWERS = "network", "wish", "language", "transport", "ready", "answers"
DEMAND, WELCOME, PREDICTED = "demand", "welcome", "predicted"
PARTS = (RESULTS, EMPLOYMENT, EDUCATION, DEMAND, NETWORK, WISH, LANGUAGE, TRANSPORT, READY, ANSWERS, WELCOME, PREDICTED)
RULES = ("no_places", "declined", "nearby", "alternative", "by_hand", "dwelling", "needs")
"""Why a municipality is forbidden for a household; the first that applies is the one that is told."""
MUNICIPALITY, REGION, COUNTY = "municipality", "region", "county"
KIN = (MUNICIPALITY, REGION, COUNTY)
"""How near relatives who both wait may ask to come, the nearest first; the region is an economic one."""

YOUNG = range(16, 25)
"""The ages at which someone counts as young."""


@dataclass(frozen=True)
class Household:
    """What is known of a household that is ready. Numbers are keys; places are organisation keys."""

    key: int
    size: int
    minors: bool = False
    days_left: int = 0
    country: str = ""
    sex: str = ""
    young: bool = False
    """Someone is of an age in YOUNG."""
    network: str = ""
    network_county: str = ""
    wish: str = ""
    has_car: bool | None = None
    nearby: tuple[int, ...] = ()
    """Where the residents of its integration centre are settled by agreement; empty where that does not apply."""
    alternative: int | None = None
    """Where an alternative placement is agreed for members who may not settle."""
    declined: tuple[int, ...] = ()
    by_hand: tuple[int, ...] = ()
    pinned: int | None = None
    relatives: tuple[int, ...] = ()
    kin: str = ""
    """How near them it asks to come: one of KIN, or empty where it has not said."""
    rooms: int | None = None
    """Bedrooms that it needs, as told in the interview."""
    no_steps: bool = False
    """Needs a dwelling without steps."""
    work: tuple[str, ...] = ()
    """Work experience of its grown-up members, as words are compared."""
    kind: str = ""
    """What municipalities call such a household when they say whom they are best prepared for; empty for minors."""
    checks: tuple[str, ...] = ()
    """What a person must look at, since no rule can."""
    hospital: str = ""
    """«near», «hour» or nothing. Health: kept apart from the rest."""
    demanding: bool = False
    """Needs more of the municipality's services than most. Health: kept apart from the rest."""


@dataclass(frozen=True)
class Dwelling:
    """A dwelling that is vacant, or soon is, whole. In a home for minors `persons` is its free places."""

    persons: int
    bedrooms: int
    step_free: bool = False
    minors: bool = False
    minutes_to_hospital: int | None = None


@dataclass(frozen=True)
class Place:
    """A municipality: free places of each kind, and what speaks for it. None where a figure is not known."""

    key: int
    code: str
    county: str
    ordinary: int = 0
    minors: int = 0
    ready: int = 0
    ready_minors: int = 0
    centrality: int | None = None
    results: int | None = None
    employment: int | None = None
    education: float | None = None
    settled: Mapping[str, int] = field(default_factory=dict)
    """How many from each country have been settled there."""
    answered: int = 0
    refused: int = 0
    region: str = ""
    """The economic region that it lies in."""
    dwellings: tuple[Dwelling, ...] | None = None
    """Those that are vacant; none of them where all are taken, and None where it has registered no dwellings at all."""

    demand: tuple[str, ...] | None = None
    """Work that it says is in demand, as words are compared; None where it has said nothing."""
    welcomes: tuple[str, ...] | None = None
    """Kinds of household that it says it is best prepared for; None where it has said nothing."""

    def free(self, minors: bool) -> int:
        """Free places of the kind."""
        return self.minors if minors else self.ordinary


@dataclass(frozen=True)
class Terms:
    """What the directorate decides for a round."""

    weights: Mapping[str, int]
    waiting: int = 50
    """How much more, in per cent for each two months past the target, it costs to leave someone unplaced."""
    demanding_per: int = 10
    """One household with demanding needs per so many free places, at least one; 0 for no limit."""
    county_over: int = 50
    """How many per cent more than its share of the free places a county may get; 0 for no limit."""
    kin: str = COUNTY
    """How near relatives who both wait come where neither has said: one of KIN, or empty for anywhere."""
    dwellings: bool = False
    """Dwellings count as a rule, where a municipality has registered any."""
    large_from: int = 6
    """From how many persons a household needs a dwelling that is known to be large enough."""
    floors: bool = False
    """Every group is to have at least what chance gives it, and nearly all that its share of the places could."""
    predictor: Mapping[str, float] = field(default_factory=dict)
    """What the statistical column has learnt, as it was when the round began; empty where it does not count."""
    seed: int = 2017
    seconds: int = 30
    steps: int = 0
    """How often the plan may be made better; 0 for as long as there is time. A count is the same on any machine."""
