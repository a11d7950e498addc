"""Inputs as Hypothesis invents them, for the few seconds that the suite has: pieces of good ones among anything."""

from hypothesis import strategies as st

from tests.fuzz_devices.parser import Parser


def inputs(parser: Parser) -> st.SearchStrategy[bytes]:
    """Whole seeds, parts of them, other bytes, joined; no longer than the parser's inputs are."""
    seeds = tuple(parser.seeds())
    parts = st.builds(
        lambda seed, start, length: seed[start : start + length],
        st.sampled_from(seeds),
        st.integers(0, max(map(len, seeds))),
        st.integers(1, 40),
    )
    joined = st.lists(st.one_of(st.sampled_from(seeds), parts, st.binary(max_size=40)), max_size=12)
    return joined.map(lambda pieces: b"".join(pieces)[: parser.bytes_max])
