"""From a fresh clone to a log-in page with `make start`: the first time, and the second."""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from benchmarks.report import tell

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"first": 180, "second": 10}
MINE = ("DATABASE_NAME", "DATABASE_URL", "OWNER_DATABASE_URL", "ROTFESTE_TODAY", "ENVIRONMENT", "VIRTUAL_ENV")


def measure() -> None:
    """Clone, start, wait for the log-in page, stop; and once more. It needs the network for the packages."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "rotfeste"
        subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(clone)], check=True)
        for which, goal in GOALS.items():
            tell(f"start.{which}_time", started(clone), "s", {"goal_s": goal}, cores=os.cpu_count())


def started(clone: Path) -> float:
    """Seconds from the command to the log-in page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {key: value for key, value in os.environ.items() if key not in MINE}
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "start"],
        cwd=clone,
        env={**known, "PORT": str(port)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        while not shows_log_in(port):
            if process.poll() is not None or time.monotonic() - began > 1800:
                raise SystemExit("make start did not come to a log-in page.")
            time.sleep(0.2)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def shows_log_in(port: int) -> bool:
    """Whether the log-in page answers."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/log-in", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
