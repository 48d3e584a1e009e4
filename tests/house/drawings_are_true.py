"""The drawings in docs/ are made from the code, and are as new as it."""

from rotfeste.doors.web.management.commands.roads import PAGE, drawn


def test_the_roads_are_drawn_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == drawn()
