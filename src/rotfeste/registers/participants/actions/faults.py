"""What the register refuses, and why: the database's constraints as one clear refusal with a code."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError


class CannotRegister(Exception):
    """The register does not take this. `code` says why; `registers/participants/words.py` has the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


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
