"""Annex IV in words: nine sections, in the order of the regulation, with figures from the system itself."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.placement.known import RULES as RULE_CODES
from rotfeste.casework.settlement.forms.placing import PART_LABELS
from rotfeste.casework.settlement.pages.placing import annex_life
from rotfeste.casework.settlement.pages.placing.annex_shapes import Section, Table, share
from rotfeste.casework.settlement.pages.placing.rounds import gap
from rotfeste.casework.settlement.pages.placing.sources import SOURCES
from rotfeste.casework.settlement.pages.placing.words import RULES, number
from rotfeste.casework.settlement.queries.placing import Documented


def sections(known: Documented) -> list[Section]:
    """The nine sections."""
    parts: tuple[Callable[[Documented], Section], ...] = (
        general,
        development,
        functioning,
        annex_life.metrics,
        annex_life.risks,
        annex_life.changes,
        annex_life.standards,
        annex_life.declaration,
        annex_life.monitoring,
    )
    return [part(known) for part in parts]


def as_content(known: Documented, language: str, sender: str) -> dict[str, Any]:
    """The same as the content of a document; a table without rows becomes a line that says so."""
    made = []
    for row in sections(known):
        empty = [f"{table.caption}: {table.empty}" for table in row.tables if not table.rows]
        full = [asdict(table) for table in row.tables if table.rows]
        made.append({"title": row.title, "lines": [*row.lines, *empty], "tables": full})
    return {
        "title": _("Documentation of placement"),
        "language": language,
        "dated_on": known.on.isoformat(),
        "sender": sender,
        "sections": made,
    }


def general(known: Documented) -> Section:
    """1. What it is for, who uses it, and what it stands on."""
    return Section(
        _("1. General description"),
        [
            _(
                "Purpose: to propose a municipality for each household that has a permit and is ready to be settled,"
                " for the whole country at once, so that a case worker can decide. It proposes and never decides."
            ),
            _(
                "Used by: case workers of the directorate, in their browser. Affected: refugees who wait, and"
                " municipalities that are asked. Nobody else sees the proposals."
            ),
            _(
                "Nature: arithmetic with weights that the directorate sets, and an exact optimiser. One part, a"
                " predicted chance of work or education, is learnt from the register, and counts only in rounds that"
                " give it weight: then the system profiles persons. Whether it is a system under the regulation is"
                " for a lawyer to say; it is documented as if it were of high risk."
            ),
            _(
                "It runs with the rest of Rotfeste on ordinary processors, and asks no service outside. Instructions"
                " for use: docs/placement.md, which comes with the program."
            ),
        ],
        [
            Table(
                _("Libraries installed"),
                [_("Library"), _("Version")],
                [[name, said or _("not known")] for name, said in known.libraries],
            )
        ],
    )


def development(known: Documented) -> Section:
    """2. How it works, what it is fed with, and how it was tested."""
    return Section(
        _("2. Elements, and how it was developed"),
        [
            _(
                "Method: each rule gets a price; a linear problem over nearly best pairs gives a bound that no plan can"
                " exceed; whole households are then decided exactly. The distance to the bound is shown with each"
                " round."
            ),
            _(
                "It makes the sum of points as large as it can, less what it costs to leave someone waiting, which"
                " grows past the target. Citizenship counts only as others from the same country who live there, and"
                " sex and religion not at all, unless floors for groups are chosen."
            ),
            _(
                "Data: the facts of the day from cases, interviews, council decisions, weekly plans, dwellings and the"
                " tables of the year's planning. A figure that is not known counts as the mean, and is shown as not"
                " known. Nothing is bought in or gathered for training."
            ),
            _(
                "Oversight by people: a person accepts, chooses another municipality, leaves, pins or rules out;"
                " choosing another, leaving and ruling out need a reason. Three alternatives with what they cost are"
                " shown, and «why not there?» is answered for any municipality."
            ),
            _(
                "Security: row-level walls in the database, needs about health behind log-in at level high, protected"
                " persons apart, and a chained trail. Facts are kept with their SHA-256."
            ),
        ],
        [
            Table(
                _("Rules that forbid a municipality"),
                [_("Code"), _("Told as")],
                [[code, str(RULES[code])] for code in RULE_CODES],
            ),
            Table(
                _("Parts of the score"),
                [_("Part"), _("Comes from")],
                [[str(label), str(SOURCES[key])] for key, label in PART_LABELS.items()],
            ),
            Table(
                _("Tests"),
                [_("File"), _("Tests")],
                [[path, str(count)] for path, count in known.tests],
                _("The tests are not part of this installation."),
            ),
        ],
    )


def functioning(known: Documented) -> Section:
    """3. What it can do, how it has done, and its limits."""
    below = sum(line.below_chance for line in known.rounds)
    return Section(
        _("3. Monitoring, functioning and control"),
        [
            _("Rounds so far: %(count)s. The first was begun %(day)s.")
            % {"count": known.count, "day": date_format(known.first_on, "DATE_FORMAT")}
            if known.first_on
            else _("No round has been begun."),
            _("Proposals decided: %(decided)s, of them otherwise than proposed: %(otherwise)s (%(share)s).")
            % {"decided": known.decided, "otherwise": known.otherwise, "share": share(known.otherwise, known.decided)},
            _(
                "With a reason: %(count)s. The reasons are free text and can tell of persons; they stand on the page"
                " Fairness of each round, and not here."
            )
            % {"count": known.with_reason},
            _("Requests from rounds that were answered: %(answered)s, of them no: %(refused)s (%(share)s).")
            % {"answered": known.answered, "refused": known.refused, "share": share(known.refused, known.answered)},
            _("Groups below what chance gives, in the rounds below: %(count)s.") % {"count": below},
            _(
                "Limits: points say how well the weights are met, and are no forecast of work. What no register holds"
                " is not counted: local demand for work experience, municipalities' own wishes, care around the clock."
                " Whether people came to work is not known before the participant register is filled."
            ),
        ],
        [
            Table(
                _("Rounds, the newest first"),
                [
                    _("Round"),
                    _("Begun"),
                    _("Households"),
                    _("At most from the best"),
                    _("Rules broken"),
                    _("Decided"),
                    _("Otherwise"),
                    _("Groups below chance"),
                    _("Floors cost"),
                ],
                [_of_round(line) for line in known.rounds],
                _("none"),
            )
        ],
    )


def _of_round(line: Any) -> list[str]:
    row = line.round
    cost = row.floors.get("cost") if row.floors else None
    return [
        str(row.id),
        date_format(row.made_on, "SHORT_DATE_FORMAT"),
        str(row.households),
        gap(row.gap) or str(row.get_status_display()),
        str(row.broken),
        str(line.decided),
        str(line.otherwise),
        f"{line.below_chance} / {line.groups}",
        _("not asked for") if cost is None else f"{number(cost)} %",
    ]
