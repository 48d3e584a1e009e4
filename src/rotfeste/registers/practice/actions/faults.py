"""What the register of practice places refuses, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from rotfeste.registers.participants.actions.faults import CannotRegister, refusing
from rotfeste.registers.practice.models import Booking, Place


class CannotBook(Exception):
    """The register does not take this place or booking. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class PlaceChanged(Exception):
    """Someone else has changed the place after this page was opened. Carries it as it is now."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.pk)
        self.place = place


class BookingChanged(Exception):
    """Someone else has changed the booking after this page was opened. Carries it as it is now."""

    def __init__(self, booking: Booking) -> None:
        super().__init__(booking.pk)
        self.booking = booking


@contextmanager
def told() -> Iterator[None]:
    """What the database refuses is CannotBook with the constraint's name."""
    try:
        with refusing():
            yield
    except CannotRegister as error:
        raise CannotBook(error.code) from error
