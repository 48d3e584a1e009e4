"""The trail is read by people: each kind of event has words, and no words are for an event that nobody records."""

import ast
from collections.abc import Iterator

from django.conf import settings

from rotfeste.doors.web.trail import EVENTS

RECORDING = {"searched", "read", "changed"}
OWN_WAYS = {"record": "settlement", "shown": "settlement"}
"""Settlement's own short ways to the trail: the second argument is the event without its chapter."""


def recorded() -> Iterator[str]:
    """Every event that is named in the code, as «chapter.thing»."""
    for path in sorted((settings.ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2 or not isinstance(node.args[1], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            of = node.func.value if isinstance(node.func, ast.Attribute) else None
            if name in RECORDING and getattr(of, "id", "") in ("audit", "actions"):
                yield str(node.args[1].value)
            elif name in OWN_WAYS and isinstance(node.args[1].value, str):
                yield f"{path.relative_to(settings.ROOT / 'src' / 'rotfeste').parts[1]}.{node.args[1].value}"


def as_settlement(name: str) -> str:
    """Reports list cases through settlement's own list, and it is recorded as such."""
    return name.replace("reporting.", "settlement.", 1)


def test_every_event_has_words_and_all_words_are_used() -> None:
    assert {as_settlement(name) for name in recorded()} == set(EVENTS)
