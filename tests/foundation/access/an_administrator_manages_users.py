"""An administrator manages the users of the own organisation, and of no other."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from rotfeste.foundation.access import actions
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.rules import national_number_is_valid

NUMBER = "13097248022"


@pytest.fixture
def own(db: None) -> Organisation:
    return Organisation.objects.create(kind="municipality", name="Ås kommune")


def someone(organisation: Organisation, role: str) -> RoleAssignment:
    user = User.objects.create(subject=f"{role}{organisation.id}", name=f"{role} {organisation.name}")
    return RoleAssignment.objects.create(user=user, organisation=organisation, role=role, valid_from=date(2017, 1, 1))


def as_(role: RoleAssignment) -> Client:
    page = Client()
    session = page.session
    session["assignment_id"], session["seen_at"] = role.id, timezone.now().timestamp()
    session.save()
    return page


def filled(organisation: Organisation, **changes: str) -> dict[str, str]:
    given = {"name": "Nora Vik", "email": "nora@example.no", "birth_number": "130972 48022", "role": "finance"}
    return {**given, "organisation": str(organisation.id), **changes}


def test_a_user_is_added_and_recognised_at_log_in(own: Organisation) -> None:
    page = as_(someone(own, "administrator"))
    assert page.post("/users/add/", filled(own)).status_code == 302
    added = RoleAssignment.objects.get(role="finance")
    assert added.user.subject == actions.subject_of(NUMBER)
    assert added.granted_by is not None
    assert "Nora Vik" in page.get("/users/").content.decode()


def test_the_same_role_is_not_given_twice(own: Organisation) -> None:
    page = as_(someone(own, "administrator"))
    page.post("/users/add/", filled(own))
    assert page.post("/users/add/", filled(own)).status_code == 200
    assert RoleAssignment.objects.filter(role="finance").count() == 1


@pytest.mark.parametrize("wrong", [{"birth_number": "13097248023"}, {"role": "auditor"}, {"role": "x"}, {"email": "x"}])
def test_what_is_wrong_in_the_form_is_said(own: Organisation, wrong: dict[str, str]) -> None:
    answer = as_(someone(own, "administrator")).post("/users/add/", filled(own, **wrong))
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_another_organisation_is_out_of_reach(own: Organisation) -> None:
    other = Organisation.objects.create(kind="municipality", name="Vestby kommune")
    theirs = someone(other, "settlement_officer")
    page = as_(someone(own, "administrator"))
    assert page.post("/users/add/", filled(other)).status_code == 200
    assert "Vestby" not in page.get("/users/").content.decode()
    assert page.get(f"/users/roles/{theirs.id}/end/").status_code == 404
    assert page.post(f"/users/roles/{theirs.id}/end/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.valid_until is None


def test_a_city_district_is_managed_by_its_municipality(own: Organisation) -> None:
    district = Organisation.objects.create(kind="city_district", name="Bydel", parent=own)
    page = as_(someone(own, "administrator"))
    assert page.post("/users/add/", filled(district)).status_code == 302


def test_a_role_that_is_ended_stays_as_history(own: Organisation) -> None:
    role, page = someone(own, "finance"), as_(someone(own, "administrator"))
    assert page.get(f"/users/roles/{role.id}/end/").status_code == 200
    page.post(f"/users/roles/{role.id}/end/")
    role.refresh_from_db()
    assert role.valid_until is not None
    assert role.ended_by is not None
    assert "finance Ås kommune" in page.get("/users/").content.decode()


def test_an_administrator_does_not_end_the_own_role(own: Organisation) -> None:
    role = someone(own, "administrator")
    as_(role).post(f"/users/roles/{role.id}/end/")
    role.refresh_from_db()
    assert role.valid_until is None


def test_others_find_no_such_pages(own: Organisation) -> None:
    page = as_(someone(own, "settlement_officer"))
    assert page.get("/users/").status_code == 404
    assert page.get("/users/add/").status_code == 404


def test_a_synthetic_number_is_valid_only_where_it_is_allowed() -> None:
    assert national_number_is_valid(NUMBER, synthetic_allowed=False)
    assert not national_number_is_valid("13097248021", synthetic_allowed=True)
