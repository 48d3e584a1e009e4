"""A timeline tells what has not come yet apart from what should have come."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from rotfeste.foundation.ui.components import Moment

TODAY = date(2017, 12, 1)


@pytest.mark.parametrize(
    ("at", "state", "words"),
    [
        (date(2017, 11, 30), "ahead", "Overdue"),
        (datetime(2017, 11, 30, 12, tzinfo=UTC), "ahead", "Overdue"),
        (TODAY, "ahead", "(not yet)"),
        (None, "ahead", "(not yet)"),
        (date(2017, 11, 30), "done", ""),
    ],
)
def test_only_what_should_have_come_is_late(at: date | None, state: str, words: str) -> None:
    with translation.override("en"):
        page = Template("{% load ui %}{% timeline moments %}").render(
            Context({"moments": [Moment("Follow up", at, state=state)], "today": TODAY})  # type: ignore[arg-type]
        )
    assert [text for text in ("Overdue", "(not yet)") if text in page] == ([words] if words else [])
