"""What the register refuses, and why: the database's constraints as one clear refusal with a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError


class CannotRegister(Exception):
    """The register does not take this. `code` says why; `registers/participants/words.py` has the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True)
class HoursFault:
    """What is wrong with one person's hours of a month: of one kind, or, where none is named, of all of them."""

    enrolment_id: int
    code: str
    kind: str = ""


class HoursRefused(CannotRegister):
    """The hours of a month are not registered, for anyone: `faults` says whose are wrong, and why."""

    def __init__(self, faults: list[HoursFault]) -> None:
        super().__init__(faults[0].code, enrolment_id=faults[0].enrolment_id)
        self.faults = faults


class HoursChanged(Exception):
    """Someone else has registered hours of the same month after this page was opened."""


class ChangedMeanwhile(Exception):
    """Someone else has changed the enrolment after this page was opened. Carries its version as it is now."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


@contextmanager
def refusing() -> Iterator[None]:
    """What the database refuses is CannotRegister with the constraint's name; nothing is half saved."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if not name:
            raise
        raise CannotRegister(name) from error
    except ProgrammingError as error:
        # Row-level security says no: the organisation did not have the person in the period.
        if "row-level security" not in str(error):
            raise
        raise CannotRegister("not_yours_in_the_period") from error
