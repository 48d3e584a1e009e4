"""Wrong input on the pages: a clear message, what was typed is still there, and nothing was saved."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rotfeste.casework.settlement.models import Case
from rotfeste.foundation.access import walls
from rotfeste.registers.persons.models import Delivery, Person
from tests.builders import TODAY, House, a_browser, a_duf_number, a_family, a_row, as_csv

pytestmark = pytest.mark.django_db
CANARY = "Kanarifugl"


def status_of(house: House, case_id: int) -> str:
    with walls.asking(house.case_worker) as actor:
        return str(Case.objects.visible_to(actor).get(id=case_id).status)


def people_known(house: House) -> int:
    with walls.asking(house.protector) as actor:
        return int(Person.objects.visible_to(actor).count())


def in_english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def handed_in(house: House, rows: list[dict[str, str]]) -> str:
    """The page that a file with these rows leads to."""
    for row in rows:
        row["centre"] = row["centre"] or (house.centre.organisation_number or "")
    browser = in_english(a_browser(house.case_worker))
    file = _file("permits.csv", as_csv(rows))
    return browser.post(reverse("settlement:intake"), {"file": file}, follow=True).content.decode()


def _file(name: str, content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_a_wrong_duf_number_is_told_with_its_row_and_takes_its_household_with_it() -> None:
    house, family = House(), a_family()
    family[2]["duf_number"] = "201712345678"
    page = handed_in(house, [a_row(), *family])
    assert "DUF number has wrong check digits, or is not twelve digits. Compare it with the permit." in page
    assert "Waits for its household" in page
    with walls.asking(house.case_worker):
        delivery = Delivery.objects.get()
    assert (delivery.rows_new, delivery.rows_wrong, delivery.rows_held) == (1, 1, 3)
    a_browser(house.case_worker).post(reverse("settlement:take_in", args=[delivery.id]))
    assert people_known(house) == 1


@pytest.mark.parametrize("number", ["999999999", "0301", "Mottak Nord"])
def test_an_unknown_centre_is_told_and_nobody_is_taken_in(number: str) -> None:
    house = House()
    page = handed_in(house, [a_row(centre=number)])
    assert "Reception centre is not a reception centre in Rotfeste. Use its organisation number of nine digits." in page
    assert people_known(house) == 0


def test_an_unknown_municipality_is_told_and_what_was_typed_is_kept() -> None:
    house = House()
    case_id = house.a_case(upto="interview_due")
    path, browser = reverse("settlement:household_answers", args=[case_id]), in_english(a_browser(house.staff))
    answer = browser.post(
        path, {"network_value": f"{CANARY} i byen", "network_state": "given", "network_place_value": "0302"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "0302" in page and f"{CANARY} i byen" in page
    with walls.asking(house.case_worker) as actor:
        assert Case.objects.visible_to(actor).get(id=case_id).answers.count() == 0


def test_a_household_split_by_mistake_is_told_with_the_known_one() -> None:
    house, family = House(), a_family()
    house.take_in(family)
    for row in family[2:]:
        row["household"] = "H-split"
    page = handed_in(house, [dict(row) for row in family])
    assert (
        "is another than the one this person is known in. If the household was split by mistake, use the known one."
        in page
    )
    assert people_known(house) == 4


def test_a_household_split_between_centres_is_told() -> None:
    house, family = House(), a_family()
    from tests.builders import an_organisation

    family[3]["centre"] = an_organisation("reception_centre").organisation_number or ""
    assert "differs within the household" in handed_in(house, family)
    assert people_known(house) == 0


def test_moved_in_before_the_decision_is_told_with_its_day_and_the_day_typed_is_kept() -> None:
    house = House()
    case_id = house.a_case(upto="decided")
    with walls.asking(house.case_worker) as actor:
        person_id = Case.objects.visible_to(actor).get(id=case_id).members.get().person_id
    path, browser = reverse("settlement:moved_in", args=[case_id]), in_english(a_browser(house.officer))
    early = (TODAY - timedelta(days=3)).isoformat()
    page = browser.post(path, {"moved_in_on": early, "people": [person_id]}).content.decode()
    assert "Nobody can be registered before the decision, which was made on 01.06.2017." in page
    assert early in page
    assert status_of(house, case_id) == "decided"


def test_a_step_out_of_turn_is_told_with_where_the_case_stands_and_the_reason_is_kept() -> None:
    house = House()
    case_id = house.a_case(upto="ready")
    browser = in_english(a_browser(house.case_worker))
    page = browser.post(reverse("settlement:decide", args=[case_id]), {"reasons": f"{CANARY} bor der"}).content.decode()
    assert "it stands at «Ready to be settled»" in page
    assert f"{CANARY} bor der" in page
    assert status_of(house, case_id) == "ready"


def test_the_second_of_two_who_answer_is_shown_what_the_first_did_and_keeps_what_they_wrote() -> None:
    house = House()
    case_id = house.a_case(upto="requested")
    first, second = a_browser(house.officer), in_english(a_browser(house.officer))
    accept, decline = reverse("settlement:accept", args=[case_id]), reverse("settlement:decline", args=[case_id])
    version = second.get(decline).context["form"].initial["version"]
    district = str(house.oslo.id)
    assert (
        first.post(accept, {"places_ready_on": "2017-06-20", "district": district, "version": version}).status_code
        == 302
    )
    answer = second.post(decline, {"reason": "other", "text": f"{CANARY} trenger heis", "version": version})
    page = answer.content.decode()
    assert f"{house.officer.name} (Oslo) changed the case while you were writing" in page
    assert "it now stands at «Accepted" in page and f"{CANARY} trenger heis" in page
    assert status_of(house, case_id) == "accepted"


def test_the_log_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    house = House()
    rows = a_family(given_name=CANARY, family_name=CANARY)
    rows[1]["born_on"] = "feil"
    with caplog.at_level(logging.DEBUG):
        handed_in(house, [{**row, "given_name": CANARY} for row in rows])
        case_id = house.a_case([a_row(given_name=CANARY, duf_number=a_duf_number())], upto="decided")
        browser = a_browser(house.case_worker)
        for path in (reverse("settlement:case", args=[case_id]), reverse("settlement:queue"), "/search?q=Kanarif"):
            browser.get(path)
        browser.post(reverse("settlement:decide", args=[case_id]), {"reasons": CANARY})
        browser.get(reverse("settlement:case", args=[999_999]))
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db.backends")]
    assert not any(CANARY.lower() in f"{line}".lower() for line in lines if "Kanarif" not in line)
