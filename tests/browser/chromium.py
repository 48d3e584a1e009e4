"""The Chromium that browser tests drive: the machine's own, Playwright's, or Debian's package.

    python -m tests.browser.chromium     finds one, or installs one

CHROMIUM names another one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""For chromium.launch(args=OPTIONS): works as root and in containers with little shared memory, and calls no one."""


class NoChromium(Exception):
    """There is no Chromium to test with."""


def path() -> str:
    """Where the Chromium is; raises NoChromium where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise NoChromium("Install one with: make test")


def install() -> str:
    """Find a Chromium, or install Playwright's own, or else Debian's package."""
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        tries += [[*root, "apt-get", "update", "-qq"], [*root, "apt-get", "install", "-y", "-qq", "chromium"]]
    for command in [None, *tries]:
        if command:
            print("· Chromium:", " ".join(command), flush=True)
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        try:
            found = path()
        except NoChromium:
            continue
        if starts(found):
            return found
    sys.exit("No Chromium could be installed. Install one, or point to it with CHROMIUM=/path/to/chromium.")


def starts(found: str) -> bool:
    """Whether it runs on this machine: its libraries may be missing."""
    return subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    install()
