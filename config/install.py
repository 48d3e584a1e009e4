"""Installs what Rotfeste stands on, into .venv and node_modules; run again, it takes no time.

    python3 config/install.py run      what the running system needs
    python3 config/install.py develop  what checks need too
    python3 config/install.py test     what tests need too: all of node_modules, and a Chromium

It runs before anything is installed, so it uses the standard library alone.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON, OLDEST_NODE = (3, 11), 20


def main(level: str) -> None:
    """Install up to a level: run, develop or test."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"Rotfeste needs Python 3.11 or later; {sys.executable} is {sys.version.split()[0]}.\n"
            "Point to another one with: make PYTHON=python3.12 ..."
        )
    if level == "run":
        with_node = [] if node_on_machine() else ["node.txt"]
        python_packages(level, ["run.txt", *with_node], satisfied_by=("run", "develop"))
        node_packages(level, ["--omit=dev"], satisfied_by=("run", "test"))
        return
    python_packages("develop", ["develop.txt"], satisfied_by=("develop",))
    if level == "test":
        node_packages(level, [], satisfied_by=("test",))
        run(python(), "-m", "tests.browser.chromium")


def python() -> str:
    """The Python of the virtual environment."""
    return str(VENV / "bin" / "python")


def python_packages(level: str, files: list[str], *, satisfied_by: tuple[str, ...]) -> None:
    """Bring .venv to exactly what the requirement files name; each file is checked against its hash."""
    pinned = {"run": files, "develop": ["develop.txt"]}
    if any(stamped(VENV, name, [REQUIREMENTS / file for file in pinned[name]]) for name in satisfied_by):
        return
    if not (VENV / "bin" / "pip").exists():
        say("Making .venv")
        if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
            sys.exit("This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv")
    say(f"Installing Python packages ({level})")
    wanted = [argument for file in files for argument in ("-r", str(REQUIREMENTS / file))]
    hashed_pip = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    installer = [*hashed_pip, "-r", str(REQUIREMENTS / "installer.txt")]
    sync = [python(), "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", "--python", python()]
    quick = all(subprocess.run(step, check=False).returncode == 0 for step in (installer, [*sync, *wanted[1::2]]))
    if not quick:
        say("The quick installer failed; trying pip")
        run(*hashed_pip, *wanted)
    stamp(VENV, level, [REQUIREMENTS / file for file in files])


def node_packages(level: str, options: list[str], *, satisfied_by: tuple[str, ...]) -> None:
    """What the browser is given, and what tests run, exactly as package-lock.json says."""
    modules, locked = ROOT / "node_modules", [ROOT / "package-lock.json"]
    if any(stamped(modules, name, locked) for name in satisfied_by):
        return
    say(f"Installing browser packages ({level})")
    run("npm", "ci", "--no-progress", *options)
    stamp(modules, level, locked)


def node_on_machine() -> bool:
    """Whether the machine itself has a node that is new enough, and npm."""
    elsewhere = os.pathsep.join(p for p in os.environ.get("PATH", "").split(os.pathsep) if Path(p) != VENV / "bin")
    node = shutil.which("node", path=elsewhere)
    if node is None or shutil.which("npm", path=elsewhere) is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = answer.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def fingerprint(files: list[Path]) -> str:
    """A digest of the files' contents and of the Python that reads them."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamped(folder: Path, level: str, files: list[Path]) -> bool:
    """Whether the folder was filled to this level from these very files."""
    mark = folder / f".installed-{level}"
    return mark.exists() and mark.read_text() == fingerprint(files)


def stamp(folder: Path, level: str, files: list[Path]) -> None:
    """Remember that the folder is filled to this level, and no longer to any other."""
    for old in folder.glob(".installed-*"):
        old.unlink()
    (folder / f".installed-{level}").write_text(fingerprint(files))


def run(*command: str) -> None:
    """Run a command in the project's folder, or stop with its error."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False)
    if result.returncode:
        sys.exit(f"This failed: {' '.join(command)}")


def say(text: str) -> None:
    """One line about what happens now."""
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
