"""People and facts for letters."""

from datetime import date
from typing import Any

import pytest

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, User
from rotfeste.foundation.letters import actions
from rotfeste.foundation.letters.models import Letter
from rotfeste.foundation.letters.rules import Kind, Recipient

ON = date(2017, 12, 1)
CONTACT = {"name": "Kari Berg", "phone": "22 00 00 00", "email": "kari@example.no"}
FACTS: dict[str, dict[str, Any]] = {
    Kind.SETTLEMENT_DECISION_REFUGEE: {
        "municipality": "Ås",
        "names": ["Amina Ali", "Yusuf Ali"],
        "decided_on": "2017-11-20",
        "moving_on": "2017-12-15",
        "practicalities": "",
        "interpreter_language": "somali",
        "contact": CONTACT,
    },
    Kind.SETTLEMENT_DECISION_MUNICIPALITY: {
        "municipality": "Ås",
        "persons": [{"name": "Amina Ali", "birth_year": 1985}, {"name": "Yusuf Ali", "birth_year": 2010}],
        "group": "family",
        "adaptation": True,
        "centre": "Eidsvoll mottak",
        "decided_on": "2017-11-20",
        "moving_on": None,
        "interpreter_language": "",
        "contact": CONTACT,
    },
    Kind.PLACES_REQUEST: {
        "municipality": "Ås",
        "year": 2018,
        "ordinary_places": 20,
        "places_for_minors": 4,
        "already_asked": 30,
        "answer_by": "2018-02-01",
        "contact": CONTACT,
    },
    Kind.PLACES_REQUEST_COPY: {
        "year": 2018,
        "municipalities": [{"number": "0214", "name": "Ås", "ordinary": 20, "minors": 4}],
        "answer_by": "2018-02-01",
        "contact": CONTACT,
    },
    Kind.INTERVIEW_INVITATION: {
        "names": ["Amina Ali"],
        "meet_on": "2017-12-05",
        "meet_at": "10.00",
        "place": "Rom 2",
        "interpreter_language": "",
        "contact": CONTACT,
    },
    Kind.PROGRAMME_DECISION: {
        "name": "Amina Ali",
        "municipality": "Ås",
        "what": "programme",
        "decided_on": "2017-12-01",
        "from_on": "2018-01-02",
        "last_day": "2020-01-01",
        "section": "introduksjonsloven §§ 2, 3 og 5",
        "law": "introduksjonsloven",
        "reasons": "Har rett og plikt.",
        "complaint_weeks": 3,
        "contact": CONTACT,
    },
    Kind.TRAINING_DECISION: {
        "name": "Amina Ali",
        "municipality": "Ås",
        "what": "training",
        "decided_on": "2017-12-01",
        "from_on": "2018-01-02",
        "last_day": "2021-01-01",
        "hours_norwegian": 550,
        "hours_civics": 50,
        "section": "introduksjonsloven §§ 17 og 18",
        "reasons": "Har rett og plikt.",
        "complaint_weeks": 3,
        "contact": CONTACT,
    },
    Kind.INDIVIDUAL_PLAN: {
        "name": "Amina Ali",
        "municipality": "Ås",
        "decided_on": "2017-06-01",
        "starts_on": "2017-06-12",
        "met_on": "2017-05-30",
        "main_goal": "Fagbrev som kokk",
        "part_goals": ["Norsk på nivå A2"],
        "norwegian_goal": "B1 muntlig",
        "phases": [{"from_on": "2017-06-12", "last_day": "2019-06-11", "text": "Norsk og praksis"}],
        "measures": [
            {
                "name": "Norskopplæring",
                "from_on": "2017-06-12",
                "last_day": "2019-06-11",
                "hours": "18,5",
                "why": "Kan lite norsk fra før.",
            }
        ],
        "section": "introduksjonsloven § 6",
        "reasons": "Målet bygger på erfaringen.",
        "complaint_weeks": 3,
        "contact": CONTACT,
    },
    Kind.COMPLAINT_OUTCOME: {
        "name": "Amina Ali",
        "municipality": "Ås",
        "what": "decided",
        "outcome": "changed",
        "decided_on": "2017-10-01",
        "received_on": "2017-10-10",
        "section": "introduksjonsloven §§ 2, 3 og 5",
        "on": "2017-12-01",
        "reasons": "Programmet blir lengre.",
        "complaint_weeks": 3,
        "contact": CONTACT,
    },
    Kind.NAV_HANDOVER: {
        "name": "Amina Ali",
        "born_on": "1990-02-03",
        "municipality": "Ås",
        "consent_on": "2017-11-20",
        "follow_up_on": "2018-03-01",
        "programmes": [{"municipality": "Ås", "from_on": "2016-01-02", "last_day": None}],
        "goals": ["Fagbrev som kokk"],
        "measures": [{"name": "Norsk", "from_on": "2016-01-02", "last_day": "2018-01-01"}],
        "training": ["Timer i norsk: 120"],
        "contact": CONTACT,
    },
    Kind.PROGRAMME_CERTIFICATE: {
        "name": "Amina Ali",
        "born_on": "1990-02-03",
        "municipality": "Ås",
        "from_on": "2018-01-02",
        "last_day": "2020-01-01",
        "completed": True,
        "law": "introduksjonsloven",
        "measures": [
            {"name": "Norsk", "from_on": "2018-01-02", "last_day": "2020-01-01", "hours": "18", "lessons": True}
        ],
        "contact": CONTACT,
    },
}


class World:
    """A directorate, two municipalities, and people who work there."""

    def __init__(self) -> None:
        address = "Postboks 1, 0031 Oslo"
        make = Organisation.objects.create
        self.directorate = make(kind="directorate", name="Direktoratet", postal_address=address)
        self.municipality = make(
            kind="municipality",
            name="Ås kommune",
            postal_address="Skoleveien 1, 1430 Ås",
            organisation_number="964948798",
        )
        self.other = make(kind="municipality", name="Vestby kommune", postal_address=address)
        self.kari = self.someone("case_worker", self.directorate)
        self.ola = self.someone("settlement_officer", self.municipality)
        self.eva = self.someone("settlement_officer", self.other)
        self.administrator = self.someone("administrator", self.municipality)

    def someone(self, role: str, organisation: Organisation, *, protected: bool = False) -> Actor:
        user = User.objects.create(subject=f"{role}@{organisation.id}{protected}", name="Kari Berg")
        reach = {"case_worker": "nation", "settlement_officer": "organisation"}.get(role, "none")
        return Actor(
            user_id=user.id,
            name=user.name,
            role=role,
            organisation_id=organisation.id,
            organisation_name=organisation.name,
            organisation_kind=organisation.kind,
            reach=reach,
            organisations=(organisation.id,),
            protected=protected,
        )

    def write(self, kind: str = Kind.SETTLEMENT_DECISION_REFUGEE, actor: Actor | None = None, **changes: Any) -> Letter:
        actor = actor or self.kari
        given: dict[str, Any] = {
            "language": "nb",
            "recipient": a_person(),
            "facts": FACTS[kind],
            "about": "settlement.case",
            "about_id": 5,
            "persons": [100, 101],
            "organisations": [self.municipality.id],
            "on": ON,
            "queue": False,
        }
        with walls.asking(actor):
            return actions.write(kind, actor=actor, **{**given, **changes})


def a_person(person_id: int = 100) -> Recipient:
    return Recipient("person", person_id, "Amina Ali", "Eidsvoll mottak", "2080", "Eidsvoll")


@pytest.fixture
def world(db: None) -> World:
    return World()
