"""The chain by itself: whatever is done to it, it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.foundation.audit.rules import AnchorForged, End, Link, canonical, checked, digest_of, faults, sign


def a_chain(length: int, stream: int = 0) -> list[Link]:
    links, previous = [], b""
    for number in range(1, length + 1):
        fields = (str(stream), str(number), "Åse", None, "persons.person")
        digest = digest_of(previous, fields)
        links.append(Link(stream, number, fields, previous, digest))
        previous = digest
    return links


def heads_of(links: list[Link]) -> dict[int, End]:
    return {link.stream: End(link.sequence, link.digest) for link in links}


texts = st.lists(st.one_of(st.none(), st.text(max_size=8)), min_size=3, max_size=3)


@given(texts, texts)
def test_different_columns_never_give_the_same_text(one: list[str | None], other: list[str | None]) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@given(st.integers(2, 20), st.data())
def test_any_one_change_of_any_one_event_is_found(length: int, data: st.DataObject) -> None:
    links = a_chain(length)
    heads = heads_of(links)
    at = data.draw(st.integers(0, length - 1))
    change = data.draw(st.sampled_from(["alter", "delete", "swap", "repeat", "cut", "forge"]))
    if change == "alter":
        links[at] = links[at]._replace(fields=(*links[at].fields[:-1], "persons.permit"))
    elif change == "delete":
        del links[at]
    elif change == "swap":
        other = (at + 1) % length
        links[at], links[other] = links[other], links[at]
    elif change == "repeat":
        links.insert(at, links[at])
    elif change == "cut":
        links = links[:at]
    else:
        fields = (*links[at].fields[:-1], "x")
        links[at] = links[at]._replace(fields=fields, digest=digest_of(links[at].previous, fields))
    assert list(faults(links, heads, {}))


@given(st.integers(0, 20), st.integers(0, 20))
def test_an_untouched_trail_of_several_streams_has_no_faults(one: int, other: int) -> None:
    links = a_chain(one) + a_chain(other, stream=1)
    anchored = {stream: [end] for stream, end in heads_of(links).items()}
    assert list(faults(links, heads_of(links), anchored)) == []


def test_a_signed_anchor_is_read_back_only_with_the_right_key() -> None:
    heads = heads_of(a_chain(3))
    line = sign(heads, at="2017-12-01T12:00:00", key="ours")
    assert checked(line, key="ours") == heads
    for bad, key in ((line, "theirs"), (line.replace("2017", "2016"), "ours"), ("{}", "ours"), ("[1]", "ours")):
        with pytest.raises(AnchorForged):
            checked(bad, key=key)
