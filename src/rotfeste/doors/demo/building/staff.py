"""Made-up people who work in the organisations, and the actor for each."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from django.db import connection

from rotfeste.foundation.access import queries, walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.rules import Role

SINCE = date(2013, 1, 1)
"""Everyone made up has worked since then: before the first permit of the drawing."""
GIVEN = (
    "Anders Anne Arne Astrid Berit Bjørn Eirik Elin Espen Eva Frida Geir Gro Guro Hanne Hege Henrik Ida Inger "
    "Ingrid Ivar Jan Johanne Kari Kjell Kjersti Knut Lars Lene Liv Magnus Marit Mari Marte Nina Odd Ola Per Randi "
    "Rune Sigrid Silje Sindre Siri Solveig Stian Tone Tor Trond Turid Vidar Øystein Åse Åshild"
)
FAMILY = (
    "Aas Bakken Berg Bjerke Brekke Dahl Dale Eide Engen Fjeld Foss Gran Hagen Haugen Hauge Helle Holm Kvam Lien "
    "Li Lund Lunde Løken Moe Moen Myhre Nes Nygård Ruud Rønning Sande Sandvik Skaar Skog Solberg Solheim Strand "
    "Sunde Sveen Tangen Vik Viken Voll Øien Ødegård Aasen"
)
HIGH = "high"


@dataclass(frozen=True)
class LogIn:
    """Someone whom the tour presents by name."""

    subject: str
    name: str
    shows: str
    """What one sees as this person."""


LOG_INS: tuple[LogIn, ...] = (
    LogIn("demo:centre-ordinary-1:staff", "Solveig Haugen", "reception centre: interviews due"),
    LogIn("demo:directorate:case_worker-1", "Henrik Dahl", "directorate: queue, requests, decisions, deliveries"),
    LogIn("demo:directorate:adviser-1", "Inger Lunde", "directorate: adviser for municipalities"),
    LogIn("demo:municipality-1130:officer", "Kari Bakken", "municipality: requests to answer, people coming"),
    LogIn("demo:municipality-1201:programme", "Marit Fjellheim", "municipality: programmes, decisions, benefits"),
    LogIn("demo:district-030101:officer", "Ola Nygård", "city district: people coming and settled"),
    LogIn("demo:municipality-1130:administrator", "Per Sveen", "municipality: users and roles"),
    LogIn("demo:directorate:auditor", "Randi Foss", "directorate: who saw or did what"),
    LogIn("demo:directorate:protector", "Astrid Brekke", "directorate: access to protected addresses"),
)
KNOWN = {log_in.subject: log_in.name for log_in in LOG_INS}


def name_of(subject: str) -> str:
    """The made-up name of someone who works somewhere: always the same for the same subject."""
    chance = Random(subject)
    return KNOWN.get(subject) or f"{chance.choice(GIVEN.split())} {chance.choice(FAMILY.split())}"


@cache
def actor(subject: str, on: date = SINCE) -> Actor:
    """The actor for a made-up person who is not only an administrator, logged in at level high."""
    return queries.actor_of(queries.made_up_roles(on=on).get(user__subject=subject), level=HIGH)


def everyone() -> list[str]:
    """All who do casework somewhere."""
    roles = queries.made_up_roles(on=SINCE).exclude(role=Role.ADMINISTRATOR)
    return sorted(set(roles.values_list("user__subject", flat=True)))


def acting(subject: str) -> Actor:
    """This person acts from now on, until another one does or the transaction ends: as the gate does for a request."""
    someone = actor(subject)
    walls.enter(someone)
    connection.rotfeste_actor = someone  # type: ignore[attr-defined]
    return someone
