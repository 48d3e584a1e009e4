"""Who sees which events: the auditor all, the administrator the own organisation's, everyone their own."""

import pytest

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NOBODY, Actor, NotAllowed, system
from rotfeste.foundation.audit import actions, queries
from rotfeste.foundation.audit.models import Event, EventQuerySet

pytestmark = pytest.mark.django_db


def someone(user_id: int, role: str, organisation_id: int = 1) -> Actor:
    return Actor(
        user_id=user_id,
        name=f"User {user_id}",
        role=role,
        organisation_id=organisation_id,
        organisation_name=f"Organisation {organisation_id}",
        organisation_kind="directorate" if organisation_id == 1 else "municipality",
        reach="nation" if role == "case_worker" else "none",
        organisations=(organisation_id,),
    )


KARI, OLA = someone(7, "case_worker"), someone(8, "settlement_officer", 2)
AUDITOR, ADMINISTRATOR = someone(9, "auditor"), someone(10, "administrator", 2)


@pytest.fixture(autouse=True)
def events() -> None:
    with walls.asking(KARI):
        actions.read(KARI, "persons.person", persons=[100, 101], reason="asked to be settled")
    with walls.asking(OLA):
        actions.searched(OLA, "persons.person", persons=[100], found=1)
        actions.changed(OLA, "settlement.case", subject_id=5, persons=[102])


def raw(actor: Actor) -> list[str]:
    """What the database itself lets this actor see, whatever the application asks for."""
    with walls.asking(actor):
        return [f"{event.actor_id} {event.verb}" for event in EventQuerySet(Event).order_by("id")]


def test_the_auditor_sees_every_event() -> None:
    assert raw(AUDITOR) == ["7 read", "8 search", "8 change"]


def test_the_administrator_sees_what_the_own_organisation_did() -> None:
    assert raw(ADMINISTRATOR) == ["8 search", "8 change"]


def test_everyone_sees_what_they_did_themselves() -> None:
    assert raw(KARI) == ["7 read"]
    with walls.asking(OLA):
        assert queries.own_activity(OLA).count() == 2


def test_one_who_has_not_logged_in_sees_nothing() -> None:
    assert raw(NOBODY) == []


def test_an_event_in_another_name_is_refused_by_the_database() -> None:
    with pytest.raises(Exception, match="row-level security"), walls.asking(KARI):
        actions.read(OLA, "persons.person", persons=[100])


def test_the_system_writes_its_own_events() -> None:
    with walls.asking(system("clock")):
        actions.changed(system("clock"), "letters.letter", subject_id=1)
    assert raw(AUDITOR)[-1] == "None change"
    assert raw(NOBODY) == []


def test_the_trail_is_searched_by_person_user_organisation_and_verb() -> None:
    with walls.asking(AUDITOR):
        assert queries.trail(AUDITOR, person_id=100).count() == 2
        assert queries.trail(AUDITOR, user_ids=[7]).count() == 1
        assert queries.trail(AUDITOR, organisation_ids=[2], verb="change").count() == 1
        today = queries.trail(AUDITOR).latest("id").at.date()
        assert queries.trail(AUDITOR, from_on=today, until_on=today).count() == 3


def test_who_has_looked_at_a_person_is_told_to_those_who_may_ask() -> None:
    with walls.asking(KARI):
        assert [event.actor_id for event in queries.looked_at(100, actor=KARI)] == [8, 7]
        assert [event.actor_id for event in queries.looked_at(102, actor=KARI)] == [8]
    assert raw(KARI) == ["7 read"]
    with walls.asking(OLA), pytest.raises(NotAllowed):
        queries.looked_at(100, actor=OLA)


def test_the_time_is_the_databases_own() -> None:
    with walls.asking(KARI):
        Event(
            at="2001-01-01T00:00:00Z", actor_id=7, actor_name="", role="", organisation_name="", verb="read", what="x.y"
        ).save(force_insert=True)
        assert queries.own_activity(KARI)[0].at.year > 2001
