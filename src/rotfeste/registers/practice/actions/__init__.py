"""What is done with practice places: registered, changed, booked, answered, begun and ended."""

from rotfeste.registers.practice.actions.bookings import (
    begin_booking,
    book,
    confirm_booking,
    decline_booking,
    end_booking,
    link_measure,
    withdraw_booking,
)
from rotfeste.registers.practice.actions.faults import BookingChanged, CannotBook, PlaceChanged
from rotfeste.registers.practice.actions.places import Offered, change_place, register_place

__all__ = [
    "BookingChanged",
    "CannotBook",
    "Offered",
    "PlaceChanged",
    "begin_booking",
    "book",
    "change_place",
    "confirm_booking",
    "decline_booking",
    "end_booking",
    "link_measure",
    "register_place",
    "withdraw_booking",
]
