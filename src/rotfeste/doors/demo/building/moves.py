"""Some of the made-up participants move to another municipality, and some go on to NAV."""

from datetime import date, timedelta

from rotfeste.casework.qualification import actions as qualification
from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.queries import Participant

FROM, TO = "1601", "1201"
"""To the municipality whose programme adviser one can log in as; one moves the other way."""
OFFICE = ("NAV Eksempel", "Postboks 1, 0031 Oslo")
MESSAGE = "Vil gjerne fortsette med praksis på kjøkken."


def move_some(until: date) -> int:
    """Two move in, one of them with a receipt; one has moved away, one will; one is asked about NAV, one is sent."""
    coming = running(_adviser(FROM), until)[:2]
    for place, row in enumerate(coming):
        on = until - timedelta(days=10 if place else 25)
        package = _moved(row, FROM, TO, on)
        if place == 0:
            near = _adviser(TO)
            qualification.open_package(package, now=moment(on + timedelta(days=3)), actor=near)
            qualification.give_receipt(package, now=moment(on + timedelta(days=3)), actor=near)
    going = running(_adviser(TO), until)[-4:]
    if len(going) == 4:
        _moved(going[0], TO, FROM, until - timedelta(days=20))
        _register(going[1], TO, FROM, until + timedelta(days=30), until)
        _to_nav(going[2], until - timedelta(days=95), until, sent=True)
        _to_nav(going[3], until - timedelta(days=3), until, sent=False)
    return len(coming) + len(going)


def _adviser(code: str) -> Actor:
    """The programme adviser of a municipality acts from now on."""
    return acting(f"demo:municipality-{code}:programme")


def running(adviser: Actor, on: date) -> list[Participant]:
    """Those in the programme for two months or more, whose move ends nothing before it began."""
    rows, early = participants.participants(actor=adviser, on=on), on - timedelta(days=100)
    going = [row for row in rows if row.enrolment is not None and row.enrolment.status == "running"]
    return [row for row in going if row.enrolment is not None and row.enrolment.started_on < early]


def _register(row: Participant, here: str, there: str, on: date, registered_on: date) -> int:
    receiver = Organisation.objects.get(kind="municipality", place_code=there)
    rows = qualification.register_move(
        [row.person.id],
        receiver_id=receiver.id,
        moves_on=on,
        message=MESSAGE,
        now=moment(registered_on),
        actor=_adviser(here),
    )
    return rows[0].id


def _moved(row: Participant, here: str, there: str, on: date) -> int:
    """Someone has moved, and the package is sent two days later."""
    number = _register(row, here, there, on, on)
    return qualification.send_package(number, now=moment(on + timedelta(days=2)), actor=_adviser(here)).id


def _to_nav(row: Participant, on: date, until: date, *, sent: bool) -> None:
    adviser, (office, address) = _adviser(TO), OFFICE
    follow = until if sent else until + timedelta(days=90)
    package = qualification.prepare_for_nav(
        row.person.id, office=office, address=address, follow_up_on=follow, now=moment(on), actor=adviser
    )
    if sent:
        qualification.answer_nav(package.id, agrees=True, said_on=on, now=moment(on), actor=adviser)
        qualification.send_to_nav(package.id, now=moment(on), actor=adviser)
        qualification.confirm_nav(package.id, on=on, by="Kari Eksempel", today=on, actor=adviser)
