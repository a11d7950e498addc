"""Seals: who opens them, and what they are bound to."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_store.keys import CENTRE, Keys, make_keys, read_keys
from case_store.seal import (
    MATTER,
    REMARK,
    SealError,
    new_case_key,
    open_field,
    open_sealed,
    seal,
    seal_field,
    unwrap,
    wrap,
)
from cases.matter.matter import PrivateMatter
from tests.case_store.one_hall import NODE, PRIVATE, STREAM


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, Keys]:
    return {name: read_keys(path) for name, path in make_keys(tmp_path, STREAM, ["k1"]).items()}


def test_hall_and_centre_open_what_a_kiosk_sealed_and_nobody_else_does(keys: dict[str, Keys]) -> None:
    key = new_case_key("case-1")
    sealed, wrapped = seal(key, PRIVATE), wrap(key, keys["kiosk:k1"].readers)
    assert {w.reader for w in wrapped} == {NODE, CENTRE}
    for name in (NODE, CENTRE):
        own = keys[name].sealing
        assert own is not None
        assert open_sealed(unwrap("case-1", wrapped, name, own), sealed) == PRIVATE
    centre = keys[CENTRE].sealing
    assert centre is not None
    with pytest.raises(SealError):
        unwrap("case-1", wrapped, NODE, centre)  # the hall's copy with the centre's key
    with pytest.raises(SealError):
        unwrap("case-1", wrapped, "hall:other", centre)


def test_a_wrapped_key_is_bound_to_its_case(keys: dict[str, Keys]) -> None:
    own = keys[NODE].sealing
    assert own is not None
    wrapped = wrap(new_case_key("case-1"), keys[NODE].readers)
    with pytest.raises(SealError):
        unwrap("case-2", wrapped, NODE, own)


def test_a_seal_moved_to_another_case_or_another_field_does_not_open() -> None:
    key = new_case_key("case-1")
    sealed = seal(key, PRIVATE)
    with pytest.raises(SealError):
        open_field(key, REMARK, sealed)
    with pytest.raises(SealError):
        open_sealed(replace(key, case_id="case-2"), sealed)
    with pytest.raises(SealError):
        open_sealed(replace(key, case_id="case-2"), replace(sealed, key_id="case-2"))
    with pytest.raises(SealError):
        open_sealed(key, seal_field(key, MATTER, {"story": 1}))


@given(st.builds(PrivateMatter, other_side=st.text(), story=st.text(max_size=2000), contact_name=st.text()))
def test_whatever_was_said_comes_back_unchanged(private: PrivateMatter) -> None:
    key = new_case_key("case-1")
    sealed = seal(key, private)
    assert open_sealed(key, sealed) == private
    assert not private.story or len(private.story) < 3 or private.story not in sealed.ciphertext


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_bit_anywhere_breaks_the_seal(at: int, flip: int) -> None:
    key = new_case_key("case-1")
    sealed = seal(key, PRIVATE)
    raw = bytearray(base64.b64decode(sealed.ciphertext))
    raw[at % len(raw)] ^= flip
    with pytest.raises(SealError):
        open_sealed(key, replace(sealed, ciphertext=base64.b64encode(raw).decode()))
    with pytest.raises(SealError):
        open_sealed(key, replace(sealed, ciphertext="torn"))
