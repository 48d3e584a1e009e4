"""docs/settings.md lists what the environment decides: a variable without its row fails here; so does a dead row."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r"""(?:environ(?:\.get)?[\[(]|secret\()\s*"([A-Z_]+)\"""")
ROW = re.compile(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", re.MULTILINE)
BY_MAKE = {"TESTS"}


def variables() -> set[str]:
    files = [file for folder in ("config", "tests", "benchmarks") for file in ROOT.glob(f"{folder}/**/*.py")]
    found = {name for file in files for name in READ.findall(file.read_text("utf-8"))}
    return found - {"PATH", "DJANGO_SETTINGS_MODULE"} | BY_MAKE


def documented() -> set[str]:
    rows = ROW.findall((ROOT / "docs" / "settings.md").read_text("utf-8"))
    return {name.strip("` ") for row in rows for name in row.split(",")}


def test_every_variable_has_its_row_and_every_row_its_variable() -> None:
    assert documented() == variables()
