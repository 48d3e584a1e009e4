"""docs/glossary.md binds each identifier to Norwegian law: a model, status or action without its row fails here."""

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| `([\w.]+)` \|([^|]+)\|([^|]*)\|([^|]+)\|([^|]*)\|$")


def rows() -> dict[str, tuple[str, ...]]:
    found = {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        match = ROW.match(line)
        if match:
            found[match[1]] = tuple(part.strip() for part in match.groups()[1:])
    return found


def chapters() -> list[str]:
    return [config.name for config in apps.get_app_configs() if config.name.startswith("rotfeste.")]


def terms() -> Iterator[str]:
    """Every model, status and action, as «chapter.Model», «chapter.Statuses.value» and «chapter.actions.verb»."""
    for model in apps.get_models():
        if model.__module__.startswith("rotfeste."):
            yield f"{model._meta.app_label}.{model.__name__}"
    for chapter in chapters():
        label = chapter.rsplit(".", 1)[-1]
        for room in ("states", "actions"):
            try:
                module = importlib.import_module(f"{chapter}.{room}")
            except ModuleNotFoundError:
                continue
            for name, thing in vars(module).items():
                if room == "states" and inspect.isclass(thing) and issubclass(thing, models.TextChoices):
                    yield from (f"{label}.{thing.__name__}.{value}" for value in thing.values)
                elif (
                    room == "actions"
                    and inspect.isfunction(thing)
                    and not name.startswith("_")
                    and (inspect.unwrap(thing).__module__.startswith(f"{chapter}.actions"))
                ):
                    yield f"{label}.actions.{name}"


def test_every_model_status_and_action_has_its_row() -> None:
    assert sorted(set(terms()) - set(rows())) == []


def test_every_row_is_about_something_that_exists() -> None:
    known = set(terms())
    assert [name for name in rows() if name not in known] == []


@pytest.mark.parametrize("name", sorted(rows()) if GLOSSARY.exists() else [])
def test_each_row_has_a_norwegian_term_and_a_definition(name: str) -> None:
    norwegian, _law, definition, _other = rows()[name]
    assert norwegian and definition.endswith(".")
