"""What runs by itself: unaccompanied minors turn 18."""

from datetime import date

from rotfeste.foundation.access.actor import system
from rotfeste.registers.persons.actions import come_of_age


def come_of_age_all(*, today: date) -> int:
    """Everyone who has turned 18; returns how many they are."""
    return come_of_age(today=today, actor=system("coming of age"))
