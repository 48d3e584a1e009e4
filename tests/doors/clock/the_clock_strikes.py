"""What runs by itself does so without anyone asking."""

from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from pytest_django import Settings

from rotfeste.doors.clock import jobs


def test_everything_that_runs_by_itself_is_known_to_the_worker() -> None:
    known = {name for name, _ in app.periodic_registry.periodic_tasks}
    assert {"clock.receipts", "clock.anchor", "clock.verify", "clock.forget", "clock.remind"} <= known


@pytest.mark.django_db
def test_the_trail_is_anchored_and_old_things_are_forgotten(tmp_path: Path, settings: Settings) -> None:
    settings.ANCHOR_FILE = tmp_path / "anchors"
    jobs.anchor(0)
    jobs.receipts(0)
    jobs.forget(0)
    jobs.remind(0)
    assert settings.ANCHOR_FILE.read_text().count("hmac") == 1
