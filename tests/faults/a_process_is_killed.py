"""kill -9 in the middle of an intake or of a form: what was begun is whole or was never there."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import closing

import httpx
from django.db import connection
from django.urls import reverse

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.jobs import take_in_later
from rotfeste.doors.clock.jobs import go_on
from rotfeste.foundation.access import walls
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.models import Delivery, DeliveryRow
from tests.builders import NOW, TODAY, House, a_browser, as_csv
from tests.faults.deliveries import a_large_delivery, state, taken_in
from tests.faults.processes import WORKER, a_server, begin, kill, until

KILLS = 3
Environment = dict[str, str]


def handed_in(house: House, rows: list[dict[str, str]]) -> Delivery:
    """A previewed delivery of these rows."""
    for row in rows:
        row["centre"] = house.centre.organisation_number or ""
    with walls.asking(house.case_worker) as actor:
        return persons.preview(as_csv(rows), file_name="t.csv", sender="UDI", now=NOW, today=TODAY, actor=actor)


def uninterrupted(size: int) -> tuple[int, str]:
    """What the same intake leaves when nothing happens to it."""
    house = House()
    delivery, more = handed_in(house, a_large_delivery(size, "")), 1
    while more:
        with walls.asking(house.case_worker) as actor:
            more = actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor)
    return state(house.protector)


def test_a_worker_killed_again_and_again_takes_the_delivery_in_as_if_nothing_had_happened(
    own_database: Environment, anew: Callable[[], None]
) -> None:
    wanted = uninterrupted(6000)
    anew()
    house = House()
    delivery = handed_in(house, a_large_delivery(6000, ""))
    with walls.asking(house.case_worker) as actor:
        take_in_later(delivery.id, today=TODAY, actor=actor)
    for _ in range(KILLS):
        before, worker = taken_in(house.protector), begin(WORKER, own_database)
        until(lambda before=before: taken_in(house.protector) > before, "the worker takes something in")  # type: ignore[misc]
        time.sleep(random.random())
        kill(worker)
        left_alone_for_a_minute()
    worker = begin(WORKER, own_database)
    until(lambda: finished(house, delivery), "the worker finishes")
    kill(worker)
    assert state(house.protector) == wanted


def finished(house: House, delivery: Delivery) -> bool:
    """Whether everything is taken in."""
    with walls.asking(house.protector):
        return Delivery.objects.filter(id=delivery.id, status=Delivery.Status.TAKEN_IN).exists()


def left_alone_for_a_minute() -> None:
    """The dead worker's last sign of life is a minute old, and the clock strikes."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    go_on(0)


def someone_at(base: str, house: House) -> httpx.Client:
    """A logged-in browser, without its script."""
    key = a_browser(house.case_worker).cookies["sessionid"].value
    client = httpx.Client(base_url=base, cookies={"sessionid": key}, timeout=60, trust_env=False)
    client.get("/settlement/intake/")
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
    return client


def sent_and_killed(environment: Environment, house: House, path: str, after: float, files: object = None) -> None:
    """A form is sent, and the server dies while it works on it."""
    with a_server(environment) as (server, base), closing(someone_at(base, house)) as client:

        def send() -> None:
            try:
                client.post(path, files=files)  # type: ignore[arg-type]
            except httpx.HTTPError:
                return

        sending = threading.Thread(target=send)
        sending.start()
        time.sleep(after)
        kill(server)
        sending.join()


def test_a_server_killed_while_a_file_is_handed_in_leaves_nothing_of_it(own_database: Environment) -> None:
    house = House()
    rows = a_large_delivery(20_000, house.centre.organisation_number or "")
    file = {"file": ("t.csv", as_csv(rows), "text/csv")}
    sent_and_killed(own_database, house, reverse("settlement:intake"), 0.3 + random.random(), file)
    with walls.asking(house.protector):
        assert not Delivery.objects.exists()
        assert not DeliveryRow.objects.exists()


def test_a_server_killed_while_rows_are_taken_in_has_taken_all_of_them_in_or_none(
    own_database: Environment, anew: Callable[[], None]
) -> None:
    house = House()
    delivery = handed_in(house, a_large_delivery(900, ""))
    path = reverse("settlement:take_in", args=[delivery.id])
    for _ in range(2):
        sent_and_killed(own_database, house, path, random.random())
        assert taken_in(house.protector) in (0, delivery.rows_new)
    with a_server(own_database) as (_server, base), closing(someone_at(base, house)) as client:
        assert client.post(path).status_code == 302
    assert taken_in(house.protector) == delivery.rows_new
    whole = state(house.protector)
    assert finished(house, delivery)
    anew()
    assert whole == uninterrupted(900)
