"""Facts as text that can be kept and read again: the same facts give the same text, and so the same SHA-256.

What is about health is a text of its own, so that it can lie behind a wall of its own.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

import numpy as np

from rotfeste.casework.placement.backtest import Arrival, Year
from rotfeste.casework.placement.known import COUNTY, Dwelling, Household, Place, Terms
from rotfeste.casework.placement.optimiser.dual import Prices, from_vector
from rotfeste.casework.placement.optimiser.instance import Instance
from rotfeste.casework.placement.scoring import Facts

FORMAT = 2


def kept(facts: Facts) -> tuple[bytes, bytes]:
    """The facts, and apart from them what is about health, both compressed."""
    health = {str(row.key): [row.hospital, row.demanding] for row in facts.households if row.hospital or row.demanding}
    plain = replace(facts, households=tuple(replace(row, hospital="", demanding=False) for row in facts.households))
    said = {
        "format": FORMAT,
        "households": [asdict(row) for row in plain.households],
        "places": [asdict(row) for row in plain.places],
        "terms": asdict(plain.terms),
    }
    return _packed(said), _packed(health)


def digest(facts: bytes, health: bytes) -> str:
    """SHA-256 of what was kept, before compression."""
    return sha256(gzip.decompress(facts) + gzip.decompress(health)).hexdigest()


def read(facts: bytes, health: bytes) -> Facts:
    """The facts as they were."""
    said, about = json.loads(gzip.decompress(facts)), json.loads(gzip.decompress(health))
    return Facts(
        households=tuple(_household(row, about) for row in said["households"]),
        places=tuple(_place(row) for row in said["places"]),
        terms=_terms(said["terms"]),
    )


def _household(row: Mapping[str, Any], about: Mapping[str, Any]) -> Household:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    hospital, demanding = about.get(str(row["key"]), ("", False))
    return Household(**{**row, **lists, "hospital": hospital, "demanding": demanding})


def _place(row: Mapping[str, Any]) -> Place:
    homes = row.get("dwellings")
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    dwellings = None if homes is None else tuple(Dwelling(**home) for home in homes)
    return Place(**{**row, **lists, "dwellings": dwellings})


def _terms(said: Mapping[str, Any]) -> Terms:
    """As they were. Rounds of format 1 said whether relatives come to one county, and no more."""
    rest = {key: value for key, value in said.items() if key != "kin_together"}
    if "kin_together" in said:
        rest["kin"] = COUNTY if said["kin_together"] else ""
    return Terms(**rest)


def _packed(said: Any) -> bytes:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def kept_prices(prices: Prices) -> bytes:
    """Prices, with the bound last."""
    return gzip.compress(np.append(prices.vector(), prices.bound).astype("<f8").tobytes(), mtime=0)


def read_prices(instance: Instance, said: bytes) -> Prices:
    """The prices as they were."""
    row = np.frombuffer(gzip.decompress(said), dtype="<f8")
    return replace(from_vector(instance, row[:-1]), bound=float(row[-1]))


def kept_year(year: Year) -> tuple[bytes, bytes]:
    """A year to be replayed, and apart from it what is about health, both compressed."""
    plain, health = kept(year.facts)
    arrivals = [[row.ready, row.target, row.asked, row.place] for row in year.arrivals]
    said = json.loads(gzip.decompress(plain)) | {"arrivals": arrivals}
    said |= {"weeks": year.weeks, "no_percent": year.no_percent, "answer_days": year.answer_days}
    return _packed(said), health


def read_year(plain: bytes, health: bytes) -> Year:
    """The year as it was."""
    said = json.loads(gzip.decompress(plain))
    return Year(
        facts=read(plain, health),
        arrivals=tuple(Arrival(*row) for row in said["arrivals"]),
        weeks=said["weeks"],
        no_percent=said["no_percent"],
        answer_days=said["answer_days"],
    )
