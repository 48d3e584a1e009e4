"""The real server, started as `make start` starts it, and its memory."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import start


@contextmanager
def a_server() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Serve on a free port; gives the port and the process, and ends it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        start.PORT = free.getsockname()[1]
    process = start.serve()
    try:
        deadline = time.monotonic() + 60
        while not start.taken():
            if time.monotonic() > deadline or process.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.2)
        yield start.PORT, process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def memory_of_workers(process: subprocess.Popen[bytes]) -> list[float]:
    """Resident memory of each worker process, in MB (Linux only; empty elsewhere)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in entry.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if lines.get("PPid", "").strip() == str(process.pid) and "VmRSS" in lines:
            found.append(int(lines["VmRSS"].split()[0]) / 1024)
    return [size for size in found if size > 40]
