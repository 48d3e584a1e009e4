"""What runs by itself: moves are carried out on their day."""

import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rotfeste.casework.qualification.actions import CannotMove, carry_out_move
from rotfeste.casework.qualification.models import Handover
from rotfeste.casework.qualification.states import HandoverStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.registers.participants.actions import CannotRegister

log = logging.getLogger("rotfeste.qualification")
MAY = frozenset({"qualification.decide", "participants.register"})


def carry_out_moves(now: datetime) -> int:
    """Carry out every move whose day has come, each by itself; one that is refused stays, and stands as a task."""
    everyone = replace(system("moves"), protected=True)
    with walls.asking(everyone) as far:
        due = Handover.objects.visible_to(far).filter(status=HandoverStatus.PLANNED, moves_on__lte=now.date())
        rows = list(due.select_related("organisation").order_by("moves_on", "id"))
    done = 0
    for row in rows:
        with walls.asking(_for(row.organisation)) as actor:
            try:
                with transaction.atomic():
                    carry_out_move(row.id, now=now, actor=actor)
                done += 1
            except (CannotMove, CannotRegister, AddressMissing) as error:
                log.warning("move %s is not carried out: %s", row.id, type(error).__name__)
    return done


def _for(municipality: Organisation) -> Actor:
    """The system on behalf of one municipality: it ends what is that one's, and nothing else."""
    return replace(
        system(municipality.name, permissions=MAY),
        organisation_id=municipality.id,
        organisation_name=municipality.name,
        organisation_kind=municipality.kind,
        organisations=(municipality.id,),
        protected=True,
    )
