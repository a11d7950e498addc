"""Two suites of ciphers behind one interface: what each makes is what its standard says, and a store opens both."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import uuid_utils.compat as uuid_v7

from case_store.attachments.sealing import HEAD_BYTES, open_content, seal_content
from case_store.hall.matters import view_of_case
from case_store.keys import CENTRE, make_keys, read_keys
from case_store.seal import SealError, new_case_key, open_sealed, seal, unwrap, wrap
from case_store.secrecy.cipher import AES, SM, CipherError, Suite, is_signed, sign, suite_of
from cases.sealed import Sealed
from tests.case_store.one_hall import NODE, OPEN, PRIVATE, STREAM, OneHall, granted

CONTENT = bytes(range(256)) * 600  # three chunks


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    clear = b"".join(bytes([byte]) * 8 for byte in (0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF, 0xEE, 0xAA))
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    expected = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    nonce = bytes.fromhex("00001234567800000000ABCD")
    assert SM.aead(key).encrypt(nonce, clear, bound) == expected
    assert SM.open(key, nonce, expected, bound) == clear


def test_sm3_is_that_of_gb_t_32905() -> None:
    assert SM.hash(b"abc") == "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert AES.hash(b"abc") == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("suite", [AES, SM])
def test_whatever_is_changed_does_not_open(suite: Suite) -> None:
    key = suite.new_key()
    nonce, sealed = suite.seal(key, b"clear", b"bound")
    assert suite.open(key, nonce, sealed, b"bound") == b"clear"
    for torn in (sealed[:-1], sealed[1:], b"", bytes([sealed[0] ^ 1]) + sealed[1:]):
        with pytest.raises(CipherError):
            suite.open(key, nonce, torn, b"bound")
    for other in ((suite.new_key(), b"bound"), (key, b"other")):
        with pytest.raises(CipherError):
            suite.open(other[0], nonce, sealed, other[1])


def test_a_record_names_its_suite_and_an_unknown_one_does_not_open(tmp_path: Path) -> None:
    keys = {name: read_keys(path) for name, path in make_keys(tmp_path, STREAM).items()}
    key = new_case_key("case-1", SM)
    sealed, wrapped = seal(key, PRIVATE), wrap(key, keys[NODE].readers)
    assert {sealed.suite, *(one.suite for one in wrapped)} == {"sm"}
    own = keys[CENTRE].openers
    opened = unwrap("case-1", wrapped, CENTRE, *own)
    assert opened.suite is SM
    assert open_sealed(opened, sealed) == PRIVATE
    with pytest.raises(SealError):
        open_sealed(opened, replace(sealed, suite=""))
    with pytest.raises(SealError):
        unwrap("case-1", [replace(one, suite="sm9") for one in wrapped], CENTRE, *own)
    with pytest.raises(CipherError):
        suite_of("sm9")


def test_what_the_first_release_sealed_names_no_suite_and_opens() -> None:
    key = new_case_key("case-1")
    sealed = seal(key, PRIVATE)
    first = Sealed(key_id=sealed.key_id, nonce=sealed.nonce, ciphertext=sealed.ciphertext)
    assert open_sealed(key, first) == PRIVATE


@pytest.mark.parametrize("suite", [AES, SM])
def test_an_attachment_opens_with_the_suite_of_its_case(suite: Suite) -> None:
    key = new_case_key("case-1", suite)
    head, *chunks = seal_content(key, "a1", CONTENT)
    assert len(head) == HEAD_BYTES
    assert b"".join(open_content(key, "a1", head, chunks, len(CONTENT))) == CONTENT
    other = new_case_key("case-1", SM if suite is AES else AES)
    with pytest.raises(SealError):
        list(open_content(other, "a1", head, chunks, len(CONTENT)))


def test_a_signature_names_its_algorithm(tmp_path: Path) -> None:
    keys = {name: read_keys(path) for name, path in make_keys(tmp_path, STREAM).items()}
    signature = sign(keys[NODE].signing, b"what was said")
    public = keys[CENTRE].signers[NODE]
    assert signature.startswith("ed25519:")
    assert is_signed(public, b"what was said", signature)
    assert not is_signed(public, b"what was not said", signature)
    assert not is_signed(keys[CENTRE].signers[CENTRE], b"what was said", signature)
    for strange in (signature.replace("ed25519", "sm2"), "ed25519:", "ed25519:?", ""):
        assert not is_signed(public, b"what was said", strange)


def test_a_store_that_changes_its_suite_opens_what_it_had_and_what_is_new(hall: OneHall) -> None:
    desk = hall.desk(1)
    hall.take()
    before = hall.serve(desk)
    assert hall.open_matter(desk, before).private == PRIVATE
    hall.end(desk, before)

    path = hall.keys[NODE]
    path.write_text(json.dumps({**json.loads(path.read_text()), "suite": "sm"}))
    hall.reopen()
    told = replace(PRIVATE, story="另一件事")
    hall.take(confirmed=False)
    now = hall.serve(desk)
    granted(hall.store.hall.register(uuid_v7.uuid7(), desk, now.visit_id, (OPEN, told)))
    assert {row.suite for row in hall.rows("SELECT suite FROM case_key")} == {"", "sm"}
    ids = [row.case_id for row in hall.rows("SELECT case_id FROM case_")]
    with hall.store.hall.runner.past() as past:
        views = [view_of_case(past, hall.store.house, case_id, private=True) for case_id in ids]
    assert {view.private.story for view in views if view} == {PRIVATE.story, told.story}
