"""The auditor searches the trail; the administrator sees the own organisation's; everyone sees their own."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.queries import actor_for
from rotfeste.foundation.audit import actions, pages
from rotfeste.foundation.audit.models import Event

TODAY = date(2017, 12, 1)


class Scene:
    """A case worker who has read about three persons, an officer who has read about one, and those who look on."""

    def __init__(self) -> None:
        self.directorate = Organisation.objects.create(kind="directorate", name="Direktoratet")
        self.municipality = Organisation.objects.create(kind="municipality", name="Ås kommune")
        self.worker = self.someone("case_worker", self.directorate)
        self.officer = self.someone("settlement_officer", self.municipality)
        self.auditor = self.someone("auditor", self.directorate)
        self.administrator = self.someone("administrator", self.municipality)
        for person in (101, 102, 103):
            self.reads(self.worker, person)
        self.reads(self.officer, 101)

    def someone(self, role: str, organisation: Organisation) -> RoleAssignment:
        user = User.objects.create(subject=f"{role}@{organisation.id}", name=f"Person {role}")
        return RoleAssignment.objects.create(
            user=user, organisation=organisation, role=role, valid_from=date(2017, 1, 1)
        )

    def reads(self, role: RoleAssignment, person: int) -> None:
        actor = actor_for(role.id, on=TODAY)
        with walls.asking(actor):
            actions.read(actor, "persons.person", subject_id=person, persons=[person], reason="because")

    def page(self, role: RoleAssignment) -> Client:
        page = Client()
        session = page.session
        session["assignment_id"], session["seen_at"] = role.id, timezone.now().timestamp()
        session.save()
        return page


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()


def rows(page: Client, address: str) -> int:
    answer = page.get(address)
    assert answer.status_code == 200
    return answer.content.decode().count("<td><time")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 4),
        ("?person=101", 2),
        ("?user=settlement", 1),
        ("?organisation=Ås", 1),
        ("?verb=read", 4),
        ("?verb=change", 0),
        ("?until_on=2017-12-01", 0),
        ("?from_on=2017-12-01&person=102", 1),
        ("?person=x", 0),
    ],
)
def test_the_auditor_searches_the_trail(scene: Scene, query: str, found: int) -> None:
    assert rows(scene.page(scene.auditor), f"/audit/{query}") == found


def test_the_search_itself_is_kept(scene: Scene) -> None:
    page = scene.page(scene.auditor)
    page.get("/audit/?person=101")
    assert rows(page, "/audit/?verb=search") == 1


def test_a_long_trail_is_turned_page_by_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE", 3)
    page = scene.page(scene.auditor)
    first = page.get("/audit/?verb=read")
    assert b'rel="next"' in first.content
    with walls.asking(actor_for(scene.auditor.id, on=TODAY)) as auditor:
        oldest = Event.objects.visible_to(auditor).filter(verb="read").order_by("-id")[2].id
    assert rows(page, f"/audit/?verb=read&before={oldest}") == 1


def test_the_administrator_sees_the_own_organisation(scene: Scene) -> None:
    assert rows(scene.page(scene.administrator), "/audit/organisation/") == 1


def test_everyone_sees_the_own_activity(scene: Scene) -> None:
    assert rows(scene.page(scene.worker), "/audit/mine/") == 3
    assert rows(scene.page(scene.officer), "/audit/mine/") == 1


def test_others_find_no_trail(scene: Scene) -> None:
    assert scene.page(scene.worker).get("/audit/").status_code == 404
    assert scene.page(scene.officer).get("/audit/organisation/").status_code == 404
    assert Client().get("/audit/").status_code == 302
