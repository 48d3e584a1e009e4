"""What the register of courses refuses, and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rotfeste.registers.courses.models import Course, Seat
from rotfeste.registers.participants.actions.faults import CannotRegister, refusing


class CannotAttend(Exception):
    """The register does not take this course, session or seat. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CourseChanged(Exception):
    """Someone else has changed the course after this page was opened. Carries it as it is now."""

    def __init__(self, course: Course) -> None:
        super().__init__(course.pk)
        self.course = course


class SeatChanged(Exception):
    """Someone else has changed the seat after this page was opened. Carries it as it is now."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.pk)
        self.seat = seat


@dataclass(frozen=True)
class AttendanceFault:
    """What is wrong with one row of a report: its place in it, from 1, and the field."""

    row: int
    field: str
    code: str


class AttendanceRefused(Exception):
    """Nothing of a report is kept: `faults` says which rows are wrong, and why."""

    def __init__(self, faults: list[AttendanceFault]) -> None:
        super().__init__(faults[0].code)
        self.faults = faults


@contextmanager
def told() -> Iterator[None]:
    """What the database refuses is CannotAttend with the constraint's name."""
    try:
        with refusing():
            yield
    except CannotRegister as error:
        raise CannotAttend(error.code) from error
