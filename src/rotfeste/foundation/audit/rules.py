"""The chain as arithmetic: how a link is computed, what a whole chain is, and how heads are signed for safekeeping."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

STREAMS = 32
"""How many chains run side by side. The database's trigger knows the same number (migration 0002)."""


class Link(NamedTuple):
    """One event as it lies in the table: its columns as text, in the order in which they are hashed, and its chain."""

    stream: int
    sequence: int
    fields: tuple[str | None, ...]
    previous: bytes
    digest: bytes


class End(NamedTuple):
    """How far a stream has come: its last number and digest."""

    sequence: int
    digest: bytes


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the trail."""

    stream: int
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"stream {self.stream}, link {self.sequence}: {self.what}"


def canonical(fields: Iterable[str | None]) -> bytes:
    """The columns as one text that no other columns give: each with its length in bytes, a missing one as «-»."""
    parts = []
    for value in fields:
        if value is None:
            parts.append(b"-")
        else:
            text = value.encode()
            parts.append(b"%d:%b" % (len(text), text))
    return b"".join(parts)


def digest_of(previous: bytes, fields: Iterable[str | None]) -> bytes:
    """The SHA-256 of a link: of the digest before it and its own columns."""
    return hashlib.sha256(previous + canonical(fields)).digest()


def faults(links: Iterable[Link], heads: Mapping[int, End], anchored: Mapping[int, list[End]]) -> Iterator[Fault]:
    """Everything that is wrong with a trail whose links come sorted by stream and sequence.

    An altered link has another digest; a removed or moved one breaks the numbers; a chain cut at its end falls short
    of its head; and one that was computed again as a whole, head and all, differs from what was anchored elsewhere.
    """
    marks = {(stream, end.sequence): end.digest for stream, ends in anchored.items() for end in ends if end.sequence}
    reached: dict[int, End] = {}
    for link in links:
        before = reached.get(link.stream, End(0, b""))
        if link.sequence != before.sequence + 1:
            yield Fault(link.stream, link.sequence, f"follows link {before.sequence}: links are missing or moved")
        elif link.previous != before.digest:
            yield Fault(link.stream, link.sequence, "does not hold on to the link before it")
        if digest_of(link.previous, link.fields) != link.digest:
            yield Fault(link.stream, link.sequence, "was altered: its digest is another")
        if marks.pop((link.stream, link.sequence), link.digest) != link.digest:
            yield Fault(link.stream, link.sequence, "differs from what was anchored")
        reached[link.stream] = End(link.sequence, link.digest)
    for stream in sorted({*heads, *reached}):
        end, head = reached.get(stream, End(0, b"")), heads.get(stream)
        if head is None:
            yield Fault(stream, end.sequence, "the stream has no head")
        elif head != end:
            yield Fault(stream, end.sequence, f"the head says link {head.sequence}: the end was cut off or changed")
    for stream, sequence in sorted(marks):
        yield Fault(stream, sequence, "was anchored, and is missing")


class AnchorForged(Exception):
    """A line of the anchor file does not carry our signature."""


def sign(heads: Mapping[int, End], *, at: str, key: str) -> str:
    """One line for the anchor file: the heads of this moment, signed with HMAC-SHA-256."""
    body = {"at": at, "heads": [[stream, end.sequence, end.digest.hex()] for stream, end in sorted(heads.items())]}
    return json.dumps({**body, "hmac": _signature(body, key)})


def checked(line: str, *, key: str) -> dict[int, End]:
    """The heads of one line of the anchor file. Raises AnchorForged where the signature is not ours."""
    try:
        body = json.loads(line)
        signature = body.pop("hmac")
        heads = {int(stream): End(int(sequence), bytes.fromhex(digest)) for stream, sequence, digest in body["heads"]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AnchorForged(line[:80]) from error
    if not isinstance(signature, str) or not hmac.compare_digest(signature, _signature(body, key)):
        raise AnchorForged(line[:80])
    return heads


def _signature(body: Mapping[str, object], key: str) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
