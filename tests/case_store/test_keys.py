"""Keys of a machine: turned while everything stays readable, given into two hands, recovered; what is lost is said."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from case_store.admin import keys as admin
from case_store.hall.matters import view_of_case
from case_store.keys import CENTRE, read_keys
from case_store.private_file import replace_private, write_private
from case_store.secrecy.cipher import AES, SM, Suite
from case_store.secrecy.escrow import put_in_escrow, recover
from case_store.secrecy.rotation import fingerprint, rewrap, standing
from tests.case_store.hall_process import write_config
from tests.case_store.one_hall import NODE, PRIVATE, OneHall


def stories(hall: OneHall) -> list[str]:
    """What the hall can read of each case."""
    ids = [row.case_id for row in hall.rows("SELECT case_id FROM case_ ORDER BY case_id")]
    with hall.store.hall.runner.past() as past:
        views = [view_of_case(past, hall.store.house, case_id, private=True) for case_id in ids]
    return [view.private.story for view in views if view is not None]


def wrap_anew(hall: OneHall, most: int = 100) -> int:
    with hall.store.log.transaction():
        return rewrap(hall.store.log.connection, hall.store.keys, most)


def turn(hall: OneHall) -> None:
    assert admin.rotate(write_config(hall)) == 0
    hall.reopen()


def test_a_reader_key_is_turned_and_everything_stays_readable(hall: OneHall) -> None:
    for _ in range(3):
        hall.take()
    before = fingerprint(hall.keys_of(NODE).readers[NODE])
    turn(hall)
    assert fingerprint(hall.keys_of(NODE).readers[NODE]) != before
    assert stories(hall) == [PRIVATE.story] * 3  # nothing is wrapped anew yet
    hall.take()  # a kiosk that knows the old key alone
    assert wrap_anew(hall, 2) == 2  # it may be stopped at any time
    hall.reopen()
    assert stories(hall) == [PRIVATE.story] * 4
    assert [wrap_anew(hall), wrap_anew(hall)] == [2, 0]
    with hall.store.log.reading() as connection:
        found = standing(connection, hall.store.keys)
    assert (found.all, found.left, found.lost) == (4, 0, 0)


def test_an_old_key_is_dropped_when_nothing_needs_it_and_not_before(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    turn(hall)
    config = write_config(hall)
    hall.store.close()
    assert admin.retire(config) == 1
    assert "保留到" in capsys.readouterr().err
    assert len(read_keys(hall.keys[NODE]).retired) == 1
    hall.clock.move_by(timedelta(days=31))
    assert admin.retire(config) == 0
    assert read_keys(hall.keys[NODE]).retired == ()
    hall.store = hall.opened()
    assert stories(hall) == [PRIVATE.story]


def test_a_lost_reader_key_is_said_in_a_sentence_and_the_rest_goes_on(
    hall: OneHall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    path = hall.keys[NODE]
    centre = json.loads(hall.keys[CENTRE].read_text())
    path.write_text(
        json.dumps({**json.loads(path.read_text()), "sealing_private": centre["sealing_private"]})
    )
    hall.reopen()
    assert stories(hall) == [""]
    wrap_anew(hall)
    config = write_config(hall)
    hall.store.close()
    assert admin.check(config) == 1
    said = capsys.readouterr().out
    assert "1 个本机打不开" in said
    assert "丢了读取密钥" in said
    hall.store = hall.opened()


def test_another_machine_trusts_a_new_key_only_with_its_signature(hall: OneHall, tmp_path: Path) -> None:
    turn(hall)
    kiosk, notice = (
        hall.keys["kiosk:k1"],
        hall.keys[NODE].with_name(f"{NODE.replace(':', '-')}.keys.reader.json"),
    )
    told = json.loads(notice.read_text())
    forged = tmp_path / "forged.json"
    other = read_keys(hall.keys[CENTRE]).readers[CENTRE].public_bytes_raw()
    for change in ({"public": other.hex()}, {"name": CENTRE}, {"name": "hall:other"}, {"signature": ""}):
        forged.write_text(json.dumps({**told, **change}))
        assert admin.trust(kiosk, forged) == 1
    assert read_keys(kiosk).readers[NODE] != hall.keys_of(NODE).readers[NODE]
    assert admin.trust(kiosk, notice) == 0
    assert (
        read_keys(kiosk).readers[NODE].public_bytes_raw()
        == hall.keys_of(NODE).readers[NODE].public_bytes_raw()
    )
    hall.take()
    assert stories(hall) == [PRIVATE.story]


@pytest.mark.parametrize("suite", [AES, SM])
def test_two_halves_together_recover_a_key_file_and_one_alone_does_not(hall: OneHall, suite: Suite) -> None:
    document = json.loads(hall.keys[NODE].read_text())
    sealed, one, other = put_in_escrow(document, suite)
    assert recover(sealed, one, other) == recover(sealed, other.lower().replace("-", " "), one) == document
    _sealed, strange, _other = put_in_escrow(document, AES)
    for halves in ((one, one), (one, strange), (one, other[:-1] + "_"), (one, ""), (one[:-9], other)):
        with pytest.raises(ValueError, match="hal"):
            recover(sealed, *halves)
    with pytest.raises(ValueError, match="halves"):
        recover({**sealed, "name": "hall:other"}, one, other)


def test_a_burnt_machine_comes_back_from_its_escrow(
    hall: OneHall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.take()
    path, escrow = hall.keys[NODE], tmp_path / "escrow.json"
    assert admin.escrow(path, escrow) == 0
    printed = capsys.readouterr().out
    halves = [line.partition("：")[2] for line in printed.splitlines() if "半：" in line]
    assert admin.escrow(path, escrow) == 1  # nothing is overwritten
    hall.store.close()
    kept = path.read_bytes()
    path.unlink()
    assert admin.recover(escrow, halves[0], halves[0], path) == 1
    assert admin.recover(escrow, halves[0], halves[1], path) == 0
    assert json.loads(path.read_bytes()) == json.loads(kept)
    hall.store = hall.opened()
    assert stories(hall) == [PRIVATE.story]


def test_a_new_key_file_has_its_name_on_the_disk_before_anybody_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    monkeypatch.setattr("os.fsync", lambda file: synced.append(str(Path(f"/proc/self/fd/{file}").readlink())))
    write_private(tmp_path / "a.json", b"{}")
    replace_private(tmp_path / "a.json", b"[]")
    assert synced[1] == str(tmp_path)
    assert synced[-1] == str(tmp_path)
