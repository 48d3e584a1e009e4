"""Annex IV, sections 4 to 9: measures, risks, changes, standards, declaration, and what is watched in use."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as told

from rotfeste.casework.placement.floors import MOST_COST, OF_PROPORTIONAL
from rotfeste.casework.settlement.events import EVENTS
from rotfeste.casework.settlement.forms.placing import PART_LABELS
from rotfeste.casework.settlement.pages.placing.annex_shapes import Section, Table
from rotfeste.casework.settlement.queries.placing import Documented

EVENTS_KEPT = ("settlement.placement", "settlement.proposal", "settlement.asked")


def metrics(_known: Documented) -> Section:
    """4. Why these measures."""
    return Section(
        _("4. Whether the measures are fit"),
        [
            _(
                "The proven distance to the best possible says how much better any plan could be by the same weights."
                " An independent check, in code that the optimiser does not use, looks at every rule of every plan."
            ),
            _(
                "Beside each plan stand households taken one by one and a lawful plan drawn at random: what the method"
                " adds is seen, and what the weights alone would give."
            ),
            _(
                "Groups are measured by points per person against chance. With floors, at %(share)s per cent of what"
                " the group's share of the places could give, at a cost of at most %(cost)s per cent."
            )
            % {"share": round(100 * OF_PROPORTIONAL), "cost": round(100 * MOST_COST)},
            _("No measure of integration is used, since no outcome is registered yet."),
        ],
    )


RISKS = (
    (
        told("A proposal is taken without thought."),
        told("Each is decided by a person; how often people decide otherwise is counted above."),
    ),
    (
        told("A group comes out worse than others."),
        told("Measured in each round; floors can be chosen. Groups of fewer than five are not shown."),
    ),
    (
        told("Weights are mistaken for facts."),
        told("Weights are set for each round; those that nobody has set are marked as assumed."),
    ),
    (
        told("Data is wrong or missing."),
        told("Each point shows its figure, year and source, and leads to it; what is not known says so."),
    ),
    (
        told("Health or a protected address leaks."),
        told("Kept behind walls of their own in the database; shown only to those with the access."),
    ),
    (
        told("A municipality that registers dwellings gets fewer large families than one that does not."),
        told("The rule can be switched off for a round, and which municipalities have registered none is shown."),
    ),
)


def risks(_known: Documented) -> Section:
    """5. What can go wrong, and what is done about it."""
    return Section(
        _("5. Risk management"),
        [_("Risks that are known from building it. No assessment by the authority that uses it is registered here.")],
        [Table(_("Risks"), [_("Risk"), _("What is done")], [[_(risk), _(done)] for risk, done in RISKS])],
    )


def changes(known: Documented) -> Section:
    """6. What has changed while it was in use."""
    rows = [
        [
            str(row.id),
            date_format(row.made_on, "SHORT_DATE_FORMAT"),
            row.made_by.name if row.made_by else _("not known"),
            "; ".join(f"{PART_LABELS[key]} {before} → {after}" for key, (before, after) in changed.items()),
        ]
        for row, changed in known.changes
    ]
    proposed = [
        [
            rate.norwegian,
            str(version.value),
            date_format(version.applies_from, "SHORT_DATE_FORMAT"),
            _("assumed") if version.assumed else _("confirmed"),
        ]
        for rate in known.weights
        for version in rate.versions
    ]
    return Section(
        _("6. Changes through its life"),
        [_("Every round keeps the weights, limits and seed that it was computed with, and can be computed again.")],
        [
            Table(
                _("Rounds whose weights differ from the round before"),
                [_("Round"), _("Begun"), _("By"), _("Change")],
                rows,
                _("none"),
            ),
            Table(
                _("Weights and limits that are proposed, by version"),
                [_("Value (in Norwegian)"), _("Number"), _("From"), _("Status")],
                proposed,
            ),
        ],
    )


def standards(_known: Documented) -> Section:
    """7. Standards."""
    return Section(
        _("7. Standards applied"),
        [
            _("No harmonised standard under the regulation is applied, and none is claimed."),
            _("Pages are made to WCAG 2.1 AA, documents to PDF/UA-1 and PDF/A-2a; tests look at the pages."),
        ],
    )


def declaration(_known: Documented) -> Section:
    """8. The declaration of conformity."""
    return Section(
        _("8. EU declaration of conformity"),
        [_("Not made. No assessment of conformity and no registration in the EU database is known.")],
    )


def monitoring(_known: Documented) -> Section:
    """9. What is watched after it is taken into use."""
    kept = [str(words) for key, words in EVENTS.items() if key.startswith(EVENTS_KEPT)]
    return Section(
        _("9. Monitoring after it is taken into use"),
        [
            _(
                "Watched with each round: distance to the best, broken rules, groups against chance, what people decide"
                " otherwise, and each municipality's noes. Limits for when someone must act are not set."
            ),
            _("A plan for monitoring by the authority that uses it is not registered here."),
        ],
        [Table(_("Events that the trail keeps"), [_("Event")], [[words] for words in kept])],
    )
