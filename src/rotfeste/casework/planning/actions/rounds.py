"""A round: begun, changed, adjusted by hand, balanced, approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from rotfeste.casework.planning.actions.estimating import NeedsReason
from rotfeste.casework.planning.models import Round, Share
from rotfeste.casework.planning.queries.criteria import Criteria, criteria_on
from rotfeste.casework.planning.queries.rounds import basis_of
from rotfeste.casework.planning.rules.distribution import Pair, distribute, most_suited
from rotfeste.casework.planning.states import ROUND_ROADS, RoundStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk


class TotalsDoNotAddUp(Exception):
    """The municipalities' numbers are not the total. Carries (sum, total)."""

    def __init__(self, found: Pair, wanted: Pair) -> None:
        super().__init__(found, wanted)
        self.found, self.wanted = found, wanted


class NotADraft(Exception):
    """An approved round is not changed: open it again first."""


class UnknownMunicipalities(Exception):
    """These numbers are no municipality on the day. Carries them."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(codes)
        self.codes = list(codes)


class CriterionWithoutValues(Exception):
    """A criterion has a weight, but no table gives its values. Carries the criteria."""

    def __init__(self, criteria: Sequence[str]) -> None:
        super().__init__(criteria)
        self.criteria = list(criteria)


class MoreNamedThanAsked(Exception):
    """More municipalities are named than are to be asked. Carries (named, count)."""

    def __init__(self, named: int, count: int) -> None:
        super().__init__(named, count)
        self.named, self.count = named, count


@dataclass(frozen=True)
class Terms:
    """What a round is made from: the totals, who is asked, and what counts how much."""

    name: str
    ordinary: int
    minors: int
    count: int
    floor: int
    weights: Mapping[str, int]
    minors_weights: Mapping[str, int]
    always: Sequence[str] = field(default_factory=tuple)
    never: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def begin_round(year: int, terms: Terms, *, today: date, actor: Actor) -> Round:
    """A new draft, divided by the criteria. Several drafts for the same year are scenarios to compare."""
    actor.require("planning.decide")
    row = Round(year=year, made_on=today, made_by_id=actor.user_id, structure_on=today)
    return _divided(row, terms, today=today, actor=actor)


@transaction.atomic
def change_round(round_id: int, terms: Terms, *, today: date, actor: Actor) -> Round:
    """A draft is divided anew on other terms; what was set by hand falls away."""
    actor.require("planning.decide")
    row = _draft(round_id, actor)
    row.structure_on = today
    return _divided(row, terms, today=today, actor=actor)


def _divided(row: Round, terms: Terms, *, today: date, actor: Actor) -> Round:
    known = criteria_on(today, actor=actor)
    _check(terms, known)
    codes = chosen(terms, known)
    row.name, row.ordinary, row.minors = terms.name, terms.ordinary, terms.minors
    row.floor, row.count = terms.floor, terms.count
    row.weights, row.minors_weights = dict(terms.weights), dict(terms.minors_weights)
    row.always, row.never = list(terms.always), list(terms.never)
    row.counties = {code: known.counties[code] for code in codes}
    row.values = {code: known.values[code] for code in codes}
    row.sources, row.balanced = known.sources, False
    result = distribute(basis_of(row))
    row.save()
    Share.objects.visible_to(actor).filter(round=row).delete()
    Share.objects.bulk_create(
        Share(
            round=row,
            code=code,
            ordinary=pair.ordinary,
            minors=pair.minors,
            computed_ordinary=pair.ordinary,
            computed_minors=pair.minors,
        )
        for code, pair in sorted(result.items())
    )
    audit.changed(actor, "planning.round", subject_id=row.id, done="divided", year=row.year)
    return row


def _check(terms: Terms, known: Criteria) -> None:
    unknown = [code for code in (*terms.always, *terms.never) if code not in known.counties]
    if unknown:
        raise UnknownMunicipalities(unknown)
    used = {key for weights in (terms.weights, terms.minors_weights) for key, weight in weights.items() if weight}
    if missing := sorted(used - set(known.sources)):
        raise CriterionWithoutValues(missing)
    if len(set(terms.always)) > terms.count:
        raise MoreNamedThanAsked(len(set(terms.always)), terms.count)


def chosen(terms: Terms, known: Criteria) -> list[str]:
    """Who is asked: those named, and then the most suited until there are enough."""
    never, always = set(terms.never), list(dict.fromkeys(terms.always))
    others = {code: each for code, each in known.values.items() if code not in never and code not in always}
    return sorted([*always, *most_suited(terms.weights, others, terms.count - len(always))])


@transaction.atomic
def adjust(round_id: int, code: str, places: Pair, *, reason: str, actor: Actor) -> Share:
    """A municipality's number is set by hand, with the reason.

    The total stands: the difference is shown until it adds up.
    """
    actor.require("planning.decide")
    row = _draft(round_id, actor)
    if not reason.strip():
        raise NeedsReason
    share: Share = Share.objects.visible_to(actor).select_for_update().get(round=row, code=code)
    share.ordinary, share.minors, share.reason = places.ordinary, places.minors, reason.strip()
    share.save(update_fields=["ordinary", "minors", "reason"])
    audit.changed(actor, "planning.share", subject_id=share.id, reason=share.reason, municipality=code)
    return share


@transaction.atomic
def reset_share(round_id: int, code: str, *, actor: Actor) -> Share:
    """A municipality goes back to what the criteria gave."""
    actor.require("planning.decide")
    row = _draft(round_id, actor)
    share: Share = Share.objects.visible_to(actor).select_for_update().get(round=row, code=code)
    share.ordinary, share.minors, share.reason = share.computed_ordinary, share.computed_minors, ""
    share.save(update_fields=["ordinary", "minors", "reason"])
    audit.changed(actor, "planning.share", subject_id=share.id, municipality=code, done="reset")
    return share


@transaction.atomic
def balance(round_id: int, *, actor: Actor) -> Round:
    """What numbers set by hand leave is divided over the other municipalities, by the same criteria."""
    actor.require("planning.decide")
    row = _draft(round_id, actor)
    shares = list(Share.objects.visible_to(actor).filter(round=row))
    result = distribute(basis_of(row, {share.code: share.places for share in shares if share.reason}))
    for share in shares:
        share.ordinary, share.minors = result[share.code].ordinary, result[share.code].minors
    Share.objects.visible_to(actor).bulk_update(shares, ["ordinary", "minors"])
    row.balanced = True
    row.save(update_fields=["balanced"])
    audit.changed(actor, "planning.round", subject_id=row.id, done="balanced")
    return row


@transaction.atomic
def approve(round_id: int, *, today: date, actor: Actor) -> Round:
    """The round is settled, and can be sent. Raises TotalsDoNotAddUp, NoSuchRoad."""
    actor.require("planning.decide")
    row = locked(round_id, actor)
    row.status = walk(ROUND_ROADS, row.status, RoundStatus.APPROVED)
    pairs = [share.places for share in Share.objects.visible_to(actor).filter(round=row)]
    found = Pair(sum(pair.ordinary for pair in pairs), sum(pair.minors for pair in pairs))
    if found != row.total:
        raise TotalsDoNotAddUp(found, row.total)
    row.approved_on, row.approved_by_id = today, actor.user_id
    row.save()
    audit.changed(actor, "planning.round", subject_id=row.id, done="approved")
    return row


@transaction.atomic
def reopen(round_id: int, *, actor: Actor) -> Round:
    """An approved round that has not been sent becomes a draft again."""
    actor.require("planning.decide")
    row = locked(round_id, actor)
    row.status = walk(ROUND_ROADS, row.status, RoundStatus.DRAFT)
    row.approved_on = row.approved_by = None
    row.save()
    audit.changed(actor, "planning.round", subject_id=row.id, done="opened again")
    return row


@transaction.atomic
def discard_round(round_id: int, *, actor: Actor) -> None:
    """A draft that is not to be used is thrown away, with its numbers."""
    actor.require("planning.decide")
    row = _draft(round_id, actor)
    Share.objects.visible_to(actor).filter(round=row).delete()
    row.delete()
    audit.changed(actor, "planning.round", subject_id=round_id, done="thrown away")


def locked(round_id: int, actor: Actor) -> Round:
    """The round, and nobody else changes it meanwhile."""
    row: Round = Round.objects.visible_to(actor).select_for_update().get(id=round_id)
    return row


def _draft(round_id: int, actor: Actor) -> Round:
    row = locked(round_id, actor)
    if row.status != RoundStatus.DRAFT:
        raise NotADraft
    return row
