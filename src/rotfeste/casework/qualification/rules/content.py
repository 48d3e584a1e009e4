"""What the law asks that a programme holds at least, and what a plan leaves out of it. Pure.

Source: introduksjonsloven § 4; integreringsloven chapter 4; IMDi, «Omfang og innhold» and «Nytt obligatorisk innhold i
introduksjonsprogrammet» (2021). For chapter 6A no source that was read says what a programme must hold. Which kinds of
measures lead to work or education is Rotfeste's own reading.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rotfeste.registers.participants.rules.answer import Law
from rotfeste.registers.participants.states import ProgrammePart as P

BEFORE_2021 = (P.NORWEGIAN, P.CIVICS, P.WORK_OR_EDUCATION)
LEAST: Mapping[Law, tuple[P, ...]] = {
    Law.LAW_2003: BEFORE_2021,
    Law.LAW_2021: (*BEFORE_2021, P.LIFE_SKILLS, P.PARENTING),
    Law.CHAPTER_6A: (),
}
SECTIONS = {Law.LAW_2003: "introduksjonsloven § 4", Law.LAW_2021: "integreringsloven kap. 4"}


class Held(StrEnum):
    """How a plan stands to one part of what the law asks."""

    PLANNED = "planned"
    DONE = "done"
    """Done before, or exempted from."""
    LEFT_OUT = "left_out"


def held(law: Law, planned: Collection[str], done: Collection[str], *, has_children: bool) -> dict[P, Held]:
    """Each part that the law asks for. Guidance for parents is for those with children under 18."""
    asked = [part for part in LEAST[law] if part != P.PARENTING or has_children]
    return {part: Held.PLANNED if part in planned else Held.DONE if part in done else Held.LEFT_OUT for part in asked}


@dataclass(frozen=True)
class Least:
    """What the law asks of one person's programme, part by part, and the section that asks it."""

    section: str
    parts: Mapping[P, Held]

    @property
    def left_out(self) -> tuple[P, ...]:
        """What is neither planned nor done."""
        return tuple(part for part, how in self.parts.items() if how is Held.LEFT_OUT)
