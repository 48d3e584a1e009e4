"""A file of many thousand rows, some of them wrong: judged and taken in in bulk, and no more memory than it needs.

In `make test` 10 000 rows; ROWS=100000 for the whole length, as `make bench` measures it.
"""

import os
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotfeste.casework.settlement import actions
from rotfeste.foundation.access import walls
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.models import Person
from tests.builders import NOW, TODAY, House, as_csv
from tests.faults.deliveries import a_large_delivery

pytestmark = pytest.mark.django_db
ROWS = int(os.environ.get("ROWS", "10000"))
BYTES_PER_ROW = 20_000


def test_a_large_file_is_judged_and_taken_in_with_few_questions_and_little_memory() -> None:
    house = House()
    rows = a_large_delivery(ROWS, house.centre.organisation_number or "", wrong_percent=5)
    content = as_csv(rows)
    tracemalloc.start()
    with walls.asking(house.case_worker) as actor, CaptureQueriesContext(connection) as seen:
        delivery = persons.preview(content, file_name="t.csv", sender="UDI", now=NOW, today=TODAY, actor=actor)
    assert len(seen) <= 30 + 2 * ROWS / 500, "rows are written and compared in bulk"
    assert tracemalloc.get_traced_memory()[1] < 30_000_000 + BYTES_PER_ROW * len(rows)
    tracemalloc.stop()
    assert len(rows) * 4 // 100 <= delivery.rows_wrong
    assert delivery.rows_new + delivery.rows_wrong + delivery.rows_held == len(rows)
    more, chunks = 1, 0
    while more:
        with walls.asking(house.case_worker) as actor, CaptureQueriesContext(connection) as seen:
            more, chunks = actions.take_in(delivery.id, now=NOW, today=TODAY, actor=actor), chunks + 1
        assert len(seen) <= 60, f"chunk {chunks} asked {len(seen)} questions"
    with walls.asking(house.case_worker) as actor:
        assert Person.objects.visible_to(actor).count() == delivery.rows_new
