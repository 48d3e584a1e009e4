"""Many users at once: each a thread with an own session and connection, one request after the other."""

import http.client
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

TIMEOUT = 60


@dataclass(frozen=True)
class Page:
    """A page that a user opens: its name in the report, and its address for this user."""

    name: str
    path: str


@dataclass(frozen=True)
class User:
    """Someone who is logged in."""

    session: str
    pages: tuple[Page, ...]


@dataclass
class Taken:
    """How long the answers took, in milliseconds, by page; and what went wrong."""

    by_page: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def all(self) -> list[float]:
        """Every answer."""
        return [value for values in self.by_page.values() for value in values]


def under_load(users: Sequence[User], port: int, *, seconds: float, think: float) -> Taken:
    """All users at once for so many seconds, with so many seconds of thought between answer and next question."""
    taken, lock = Taken(), threading.Lock()
    began = time.monotonic()
    deadline = began + seconds

    def use(user: User, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        headers = {"Cookie": f"sessionid={user.session}", "Host": f"localhost:{port}", "Accept-Encoding": "gzip"}
        turn = number
        time.sleep(think * number / max(1, len(users)))
        while time.monotonic() < deadline:
            page = user.pages[turn % len(user.pages)]
            turn += 1
            asked = time.perf_counter()
            connection.request("GET", page.path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            took = (time.perf_counter() - asked) * 1000
            with lock:
                taken.by_page[page.name].append(took)
                if answer.status != 200:
                    taken.errors.append(f"{answer.status} {page.path}")
            time.sleep(think)
        connection.close()

    threads = [threading.Thread(target=use, args=(user, number)) for number, user in enumerate(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.seconds = time.monotonic() - began
    return taken
