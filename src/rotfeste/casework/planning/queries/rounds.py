"""Rounds and their shares: what adds up, where each number comes from, and whether it can be computed again."""

from collections.abc import Mapping
from dataclasses import dataclass

from rotfeste.casework.planning.models import PlacesRequest, Round, Share
from rotfeste.casework.planning.rules.distribution import Basis, Pair, distribute, explained
from rotfeste.foundation.access.actor import Actor


def basis_of(row: Round, fixed: Mapping[str, Pair] | None = None) -> Basis:
    """What a round rests on, from what is stored with it alone."""
    return Basis(
        total=row.total,
        weights=row.weights,
        minors_weights=row.minors_weights,
        floor=row.floor,
        counties=row.counties,
        values=row.values,
        fixed=fixed or {},
    )


def rounds(year: int, *, actor: Actor) -> list[Round]:
    """The rounds of a year, the oldest first."""
    actor.require("planning.decide")
    return list(Round.objects.visible_to(actor).filter(year=year).select_related("made_by").order_by("id"))


def round_of(round_id: int, *, actor: Actor) -> Round:
    """One round."""
    actor.require("planning.decide")
    row: Round = Round.objects.visible_to(actor).select_related("made_by", "approved_by").get(id=round_id)
    return row


def shares_of(row: Round, *, actor: Actor) -> list[Share]:
    """The municipalities of a round with their numbers."""
    return list(Share.objects.visible_to(actor).filter(round=row).order_by("code"))


def difference(row: Round, shares: list[Share]) -> Pair:
    """How many places are left (or, negative, too many) compared with the total."""
    return Pair(
        row.ordinary - sum(share.ordinary for share in shares), row.minors - sum(share.minors for share in shares)
    )


def explanation(row: Round, shares: list[Share]) -> dict[str, tuple[dict[str, int], dict[str, int]]]:
    """Tenths of a place from each criterion, for ordinary places and for minors, by municipality."""
    ordinary = {share.code: share.computed_ordinary for share in shares}
    minors = {share.code: share.computed_minors for share in shares}
    first = explained(ordinary, row.ordinary, row.weights, row.values)
    second = explained(minors, row.minors, row.minors_weights, row.values)
    return {code: (first[code], second[code]) for code in ordinary}


@dataclass(frozen=True)
class Again:
    """What came of computing a round once more: how many numbers are the same, and those that are not."""

    same: int
    others: list[tuple[str, Pair, Pair]]


def again(row: Round, *, actor: Actor) -> Again:
    """Compute a round again from what is stored with it, and compare each number."""
    shares = shares_of(row, actor=actor)
    by_hand = {share.code: share.places for share in shares if share.reason}
    computed = distribute(basis_of(row))
    final = distribute(basis_of(row, by_hand)) if row.balanced else {**computed, **by_hand}
    others = [
        (share.code, share.places, final[share.code])
        for share in shares
        if final.get(share.code) != share.places or computed.get(share.code) != share.computed
    ]
    return Again(len(shares) - len(others), others)


def progress(row: Round, shares: list[Share], *, actor: Actor) -> tuple[int, int]:
    """How many requests of a round have been sent, of how many."""
    sent = PlacesRequest.objects.visible_to(actor).filter(round_id=row.id).count()
    return sent, sum(bool(share.total) for share in shares)
