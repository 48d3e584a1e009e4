"""Reservations against the use of data about someone for research."""

from django.db import models

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.persons.scoping import PersonScoped


class Reservation(models.Model):
    """Someone says that data about them shall not be used for research, or that they may; the last word counts."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    reserved = models.BooleanField()
    said_on = models.DateField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    """None where the person did it on their own pages."""

    objects = scoped(PersonScoped)

    class Meta:
        indexes = [models.Index(fields=["person", "id"], name="reservation_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.said_on}"
