"""An employee logs in with Ansattporten: against a real OpenID provider, with everything that can be wrong."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from rotfeste.foundation.access import actions
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.outside import LogInRefused, Pending, Provider, organisation_numbers
from tests.foundation.access.conftest import BASE, CALLBACK, PID, RESOURCE, Ansattporten

TODAY = date(2017, 12, 1)


def a_role(
    role: str = "settlement_officer", number: str | None = "964948798", parent: Organisation | None = None
) -> int:
    """The person who logs in holds this role; returns its id."""
    kind = "city_district" if parent else "municipality"
    organisation, _ = Organisation.objects.get_or_create(
        organisation_number=number, kind=kind, defaults={"name": f"Kommune {number}", "parent": parent}
    )
    user, _ = User.objects.get_or_create(
        subject=actions.subject_of(PID), defaults={"name": "Ola Dal", "language": "nn"}
    )
    made = RoleAssignment.objects.create(user=user, organisation=organisation, role=role, valid_from=date(2017, 1, 1))
    return made.id


def go(page: Client, provider: Ansattporten, query: str = "", browser: httpx.Client | None = None) -> str:
    """From our log-in to the provider and back; returns the address that we are sent back to."""
    begun = page.get(f"/log-in/provider/{query}")
    assert begun.status_code == 302, begun.content.decode()[:400]
    return provider.walk(begun["Location"], browser)


def test_a_person_with_one_role_is_let_in_and_goes_on(log_in_page: Client, provider: Ansattporten) -> None:
    role = a_role()
    provider.next_person()
    answer = log_in_page.get(go(log_in_page, provider, "?next=/audit/mine/"))
    assert answer["Location"] == "/audit/mine/"
    assert log_in_page.session["assignment_id"] == role
    assert log_in_page.session["level"] == "substantial"
    assert log_in_page.get("/audit/mine/").status_code == 200


def test_the_request_is_pushed_with_pkce_and_shows_nothing_in_the_address(
    log_in_page: Client, provider: Ansattporten
) -> None:
    provider.next_person()
    address = log_in_page.get("/log-in/provider/")["Location"]
    assert set(parse_qs(urlsplit(address).query)) == {"client_id", "request_uri"}


def test_the_number_of_the_person_is_kept_nowhere(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    log_in_page.get(go(log_in_page, provider))
    assert PID not in User.objects.get().subject
    assert PID not in str(dict(log_in_page.session))


def test_a_new_key_of_the_session_is_given_at_log_in(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    back = go(log_in_page, provider)
    planted = log_in_page.session.session_key
    log_in_page.get(back)
    assert log_in_page.session.session_key != planted


def test_a_person_with_several_roles_chooses_one(log_in_page: Client, provider: Ansattporten) -> None:
    first, second = a_role(), a_role("finance")
    provider.next_person()
    answer = log_in_page.get(go(log_in_page, provider, "?next=/audit/mine/"))
    assert answer["Location"] == "/log-in/provider/role/"
    assert log_in_page.get(answer["Location"]).content.decode().count("assignment") == 2
    assert "assignment_id" not in log_in_page.session
    stranger = log_in_page.post("/log-in/provider/role/", {"assignment": str(first + second + 1)})
    assert stranger.status_code == 200
    chosen = log_in_page.post("/log-in/provider/role/", {"assignment": str(second)})
    assert chosen["Location"] == "/audit/mine/"
    assert log_in_page.session["assignment_id"] == second


@pytest.mark.parametrize("spoil", ["nonce", "aud", "iss", "expired", "kid", "signature", "none"])
def test_a_spoilt_token_is_refused(log_in_page: Client, provider: Ansattporten, spoil: str) -> None:
    a_role()
    provider.next_person(spoil=spoil)
    answer = log_in_page.get(go(log_in_page, provider))
    assert answer.status_code == 400
    assert "assignment_id" not in log_in_page.session


def test_another_state_is_refused(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    code = parse_qs(urlsplit(go(log_in_page, provider)).query)["code"][0]
    assert log_in_page.get(f"{CALLBACK}?code={code}&state=another").status_code == 400


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    assert Client().get(go(log_in_page, provider)).status_code == 400


def test_an_answer_is_used_once(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    back = go(log_in_page, provider)
    assert log_in_page.get(back).status_code == 302
    assert log_in_page.get(back).status_code == 400


def test_a_code_that_was_used_is_refused_by_the_provider(log_in_page: Client, provider: Ansattporten) -> None:
    provider.next_person()
    ours = Provider(provider.options())
    address, pending = ours.begin(redirect_uri=BASE + CALLBACK)
    answer = dict(httpx.QueryParams(urlsplit(provider.walk(address)).query))
    assert ours.finish(answer, pending, redirect_uri=BASE + CALLBACK).pid == PID
    with pytest.raises(LogInRefused, match="invalid_grant"):
        ours.finish(answer, pending, redirect_uri=BASE + CALLBACK)


def test_a_code_without_our_proof_is_refused_by_the_provider(log_in_page: Client, provider: Ansattporten) -> None:
    provider.next_person()
    ours = Provider(provider.options())
    address, pending = ours.begin(redirect_uri=BASE + CALLBACK)
    answer = dict(httpx.QueryParams(urlsplit(provider.walk(address)).query))
    other = Pending(**{**pending.kept(), "verifier": "x" * 64})
    with pytest.raises(LogInRefused, match="invalid_grant"):
        ours.finish(answer, other, redirect_uri=BASE + CALLBACK)


def test_a_log_in_that_took_too_long_is_refused(provider: Ansattporten) -> None:
    old = Pending(state="s", nonce="n", verifier="v", acr="substantial", begun_at=0)
    with pytest.raises(LogInRefused, match="too late"):
        Provider(provider.options()).finish({"state": "s", "code": "c"}, old, redirect_uri=BASE + CALLBACK)


def test_a_level_below_the_one_asked_for_is_refused(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person(acr="low")
    assert log_in_page.get(go(log_in_page, provider)).status_code == 400
    provider.next_person(acr="substantial")
    assert log_in_page.get(go(log_in_page, provider, "?acr=high")).status_code == 400


def test_another_resource_than_ours_is_refused(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person(resource="urn:altinn:resource:another")
    assert log_in_page.get(go(log_in_page, provider)).status_code == 400
    provider.next_person(parties=[])
    assert log_in_page.get(go(log_in_page, provider)).status_code == 400


def test_an_organisation_where_the_person_has_no_role_lets_nobody_in(
    log_in_page: Client, provider: Ansattporten
) -> None:
    a_role(number="958935420")
    provider.next_person()
    assert log_in_page.get(go(log_in_page, provider)).status_code == 403


def test_a_role_that_has_ended_lets_nobody_in(log_in_page: Client, provider: Ansattporten) -> None:
    role = a_role()
    RoleAssignment.objects.filter(id=role).update(valid_until=date(2017, 2, 1))
    provider.next_person()
    assert log_in_page.get(go(log_in_page, provider)).status_code == 403


def test_a_city_district_without_a_number_is_confirmed_by_its_municipality(
    log_in_page: Client, provider: Ansattporten
) -> None:
    oslo = Organisation.objects.create(kind="municipality", name="Oslo", organisation_number="964948798")
    role = a_role(number=None, parent=oslo)
    provider.next_person()
    log_in_page.get(go(log_in_page, provider))
    assert log_in_page.session["assignment_id"] == role


def test_health_data_asks_for_the_highest_level_and_leads_back_in_the_same_role(
    log_in_page: Client, provider: Ansattporten
) -> None:
    a_role("finance")
    role = a_role()
    provider.next_person()
    log_in_page.get(go(log_in_page, provider))
    log_in_page.post("/log-in/provider/role/", {"assignment": str(role)})
    provider.next_person(acr="high")
    answer = log_in_page.get(go(log_in_page, provider, "?acr=high&next=/audit/mine/"))
    assert answer["Location"] == "/audit/mine/"
    assert (log_in_page.session["assignment_id"], log_in_page.session["level"]) == (role, "high")


def test_logging_out_leads_to_the_provider_too(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    log_in_page.get(go(log_in_page, provider))
    answer = log_in_page.post("/log-out")
    assert f"{provider.issuer}/session/end" in answer["Refresh"]
    assert "assignment_id" not in log_in_page.session


def test_a_provider_that_is_down_is_said_so(log_in_page: Client, settings: Settings, provider: Ansattporten) -> None:
    settings.OIDC = {**provider.options(), "issuer": "http://127.0.0.1:9"}
    assert log_in_page.get("/log-in/provider/").status_code == 503


def test_nobody_is_led_to_another_site_after_log_in(log_in_page: Client, provider: Ansattporten) -> None:
    a_role()
    provider.next_person()
    answer = log_in_page.get(go(log_in_page, provider, "?next=https://evil.example/"))
    assert answer["Location"] == "/"


def test_organisations_are_read_from_our_resource_alone() -> None:
    party = {"orgno": "0192:964948798"}
    kind = "ansattporten:altinn:resource"
    ours = {"type": kind, "resource": RESOURCE, "authorized_parties": [party, {"orgno": "0088:1"}, {}, "x"]}
    assert organisation_numbers([ours], RESOURCE) == {"964948798"}
    for other in (None, {}, [None], [{**ours, "resource": "x"}], [{**ours, "type": "x"}], [{"type": kind}]):
        assert organisation_numbers(other, RESOURCE) == frozenset()
