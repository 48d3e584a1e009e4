"""Templates carry no inline style or script, and no number that identifies is written as «1 234»."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.ROOT / "src").rglob("templates/**/*.html"))
RULES = {
    "inline style": re.compile(r"\sstyle="),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)|\son[a-z]+="),
    "safe without reason": re.compile(r"\|\s*safe\b|autoescape off"),
    "a number that identifies, written with spaces": re.compile(
        r"""(?:value|href|action|id|for|name)="[^"]*\{\{\s*(?:[\w.]*\.)?(?:id|pk|year)\s*\}\}"""
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_no_template_has(rule: str) -> None:
    found = [
        f"{path.relative_to(settings.ROOT)}: {match.group()}"
        for path in TEMPLATES
        for match in RULES[rule].finditer(without_comments(path))
    ]
    assert found == []


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"))


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 20
