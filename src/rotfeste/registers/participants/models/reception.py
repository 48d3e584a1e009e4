"""Training of asylum seekers: a host municipality offers it to those in a centre, and how much it gave each month."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import OrganisationQuerySet, scoped
from rotfeste.registers.participants.states import Activity

OFFERED_TO_CENTRES = [(kind.value, kind.label) for kind in (Activity.RECEPTION, Activity.CULTURE)]


class HostOffer(models.Model):
    """A host municipality confirms that it offers training to those in a reception centre: it triggers the grant."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    centre = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    activity = models.CharField(max_length=12, choices=OFFERED_TO_CENTRES)
    offered_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    """The first day that it is no longer offered."""
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("offered_on")), name="an_offer_to_a_centre_has_days"
            ),
            models.CheckConstraint(
                condition=Q(activity__in=("reception", "culture")), name="a_centre_is_offered_its_training"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.offered_on}"


class HostMonth(models.Model):
    """How many in a centre took part in one month, and how many hours they were given in all."""

    offer = models.ForeignKey(HostOffer, models.PROTECT, related_name="months")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    month = models.DateField()
    participants = models.PositiveIntegerField()
    hours = models.PositiveIntegerField()
    """Hours of all participants together."""
    registered_at = models.DateTimeField()

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "month"], name="one_month_of_an_offer"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_host_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(hours=0) | Q(participants__gt=0), name="hours_have_participants"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.month}"
