"""The rent beside the local level, and payments that the law does not allow. Amounts in whole kroner."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What is warned about: dated values from rates.yaml."""

    far_above_percent: int
    deposit_months: int
    advance_months: int


def percent_of_level(rent_nok: int, level_nok: int | None) -> int | None:
    """The rent in per cent of the local level, rounded; None where no level is known."""
    return None if not level_nok else round(100 * rent_nok / level_nok)


def warnings(
    *, rent_nok: int, deposit_nok: int, advance_nok: int, fee_nok: int, level_nok: int | None, limits: Limits
) -> tuple[str, ...]:
    """What to warn about, as codes: «rent_high», «deposit_high», «advance_high» and «fee».

    Source: husleieloven §§ 3-2, 3-5 and 3-8: a deposit of at most six months' rent, rent in advance of at most one
    month, and no other payment for letting the dwelling.
    """
    share = percent_of_level(rent_nok, level_nok)
    found = (
        ("rent_high", share is not None and share > limits.far_above_percent),
        ("deposit_high", deposit_nok > limits.deposit_months * rent_nok),
        ("advance_high", advance_nok > limits.advance_months * rent_nok),
        ("fee", fee_nok > 0),
    )
    return tuple(code for code, holds in found if holds)
