"""From what someone can be exempted, why, and where it stands. Pure.

Source: IMDi, annual report 2017; integreringsloven § 29. No source that was read gives the grounds and the section for
exemption from tests, nor the section in the law of 2003: there the municipality writes the section itself.
"""

from collections.abc import Mapping

from rotfeste.registers.participants.rules.answer import Law

FROM_BOTH = frozenset({"exempt_norwegian", "exempt_civics"})
GROUNDS: Mapping[str, frozenset[str]] = {
    "norwegian_known": frozenset({"exempt_norwegian"}),
    "civics_known": frozenset({"exempt_civics"}),
    "health": FROM_BOTH,
    "weighty": FROM_BOTH,
}
SECTION_2021 = "integreringsloven § 29"


def section_of(law: str, kind: str) -> str:
    """The section that exempts; empty where no source gives it, and the municipality writes it."""
    return SECTION_2021 if law != Law.LAW_2003.value and kind in FROM_BOTH else ""


def may_rest_on(kind: str, ground: str) -> bool:
    """Whether this ground exempts from this; tests have no ground of their own in any source."""
    return kind not in FROM_BOTH or kind in GROUNDS.get(ground, frozenset())
