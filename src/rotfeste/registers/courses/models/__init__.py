"""Courses with their sessions; the seats that municipalities take; for whom; and who attended what."""

from rotfeste.registers.courses.models.held import Course, Session
from rotfeste.registers.courses.models.seats import Attendance, Seat, SeatFor, UnregisteredHours

__all__ = ["Attendance", "Course", "Seat", "SeatFor", "Session", "UnregisteredHours"]
