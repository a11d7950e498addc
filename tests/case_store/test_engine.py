"""The encrypted file: what it is on disk, and who cannot open it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3

from case_store.cipher_file import SQLITE_VERSION_MIN, hold_alone
from case_store.config import load_config
from case_store.engine import open_engine
from case_store.errors import StoreError
from case_store.keys import CENTRE, make_keys, read_keys
from case_store.store import Store
from tests.case_store.on_postgres import ASKED
from tests.case_store.one_hall import NODE, STREAM, OneHall

KEY = bytes(range(32))


def told(error: "pytest.ExceptionInfo[StoreError]") -> str:
    return error.value.code


def test_the_file_on_disk_is_not_sqlite_and_nobody_else_may_read_it(hall: OneHall) -> None:
    hall.take()
    for name in ("hall.db", "hall.db-wal"):
        file = hall.folder / name
        assert not file.read_bytes()[:16].startswith(b"SQLite format 3")
        assert "夜里".encode() not in file.read_bytes()
        assert file.stat().st_mode & 0o777 == 0o600


def test_another_process_with_the_plain_library_reads_nothing(hall: OneHall) -> None:
    hall.take()
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT 1 FROM event')"
    command = [sys.executable, "-c", script, str(hall.folder / "hall.db")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "file is not a database" in result.stderr


def test_the_wrong_key_opens_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    open_engine(tmp_path / "x.db", KEY).dispose()
    with open_engine(tmp_path / "y.db", KEY).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    with pytest.raises(StoreError) as error:
        open_engine(tmp_path / "y.db", os.urandom(32))
    assert told(error) == "store.wrong_key"
    assert error.value.facts == {"path": str(tmp_path / "y.db")}


def test_the_wrong_key_changes_not_a_byte_of_what_a_crash_left(tmp_path: Path) -> None:
    """The log beside the database is all that has the newest; whoever tries keys works on the only copy."""
    live, left = tmp_path / "live.db", tmp_path / "left.db"
    engine = open_engine(live, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    for end in ("", "-wal"):  # as a kill leaves them
        shutil.copy(f"{live}{end}", f"{left}{end}")
    engine.dispose()
    before = {file.name: file.read_bytes() for file in tmp_path.glob("left.db*")}
    with pytest.raises(StoreError) as error:
        open_engine(left, os.urandom(32))
    assert told(error) == "store.wrong_key"
    assert {
        file.name: file.read_bytes() for file in tmp_path.glob("left.db*") if file.name in before
    } == before
    with open_engine(left, KEY).begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_a_file_whose_power_went_while_it_was_new_opens_again(tmp_path: Path) -> None:
    """Before its first log it has a journal. What that undoes has to be undone, also where a log stands beside it."""
    live, left = tmp_path / "live.db", tmp_path / "left.db"
    connection = sqlcipher3.connect(str(live), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("PRAGMA cache_size = 2")  # so that the open transaction reaches the file
    connection.execute("CREATE TABLE t (a)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?)", [(b"x" * 3000,)] * 50)
    for end in ("", "-journal"):
        shutil.copy(f"{live}{end}", f"{left}{end}")
    Path(f"{left}-wal").touch()
    connection.close()
    with open_engine(left, KEY).begin() as opened:
        assert opened.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_a_commit_reaches_the_disk_before_it_is_answered(tmp_path: Path) -> None:
    with open_engine(tmp_path / "x.db", KEY).connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}


def test_our_sqlite_does_not_have_the_wal_reset_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlcipher3.sqlite_version_info >= SQLITE_VERSION_MIN
    monkeypatch.setattr(sqlcipher3, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreError) as error:
        open_engine(tmp_path / "x.db", KEY)
    assert told(error) == "store.sqlite_too_old"


def test_one_file_has_one_owner(tmp_path: Path) -> None:
    first = hold_alone(tmp_path / "x.db")
    with pytest.raises(StoreError) as error:
        hold_alone(tmp_path / "x.db")
    assert told(error) == "store.already_open"
    os.close(first)
    os.close(hold_alone(tmp_path / "x.db"))


def test_a_store_that_is_open_is_not_opened_twice(hall: OneHall) -> None:
    with pytest.raises(StoreError) as error:
        hall.opened()
    assert told(error) == ("store.other_decides" if ASKED else "store.already_open")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = make_keys(tmp_path, STREAM)[NODE]
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(mode)
    with pytest.raises(StoreError) as error:
        read_keys(path)
    assert told(error) == "store.key_file_mode"
    assert error.value.facts["mode"] == f"{mode:04o}"


def test_a_missing_or_torn_key_file_is_named(tmp_path: Path) -> None:
    path = make_keys(tmp_path, STREAM)[NODE]
    content = path.read_bytes()
    for torn in (b"", b"{}", content[:-40], content.replace(b'"database_key": "', b'"database_key": "zz')):
        path.write_bytes(torn)
        with pytest.raises(StoreError) as error:
            read_keys(path)
        assert told(error) == "store.key_file_invalid"
    path.unlink()
    with pytest.raises(StoreError) as error:
        read_keys(path)
    assert told(error) == "store.key_file_missing"


def test_keys_are_never_overwritten_and_never_printed(tmp_path: Path) -> None:
    path = make_keys(tmp_path, STREAM, ["k1"])["kiosk:k1"]
    with pytest.raises(FileExistsError):
        make_keys(tmp_path, STREAM)
    keys = read_keys(path)
    assert keys.database_key.hex() in path.read_text()
    assert keys.database_key.hex() not in repr(keys)
    assert "Private" not in repr(keys)


def test_a_kiosk_holds_no_key_that_opens_what_it_sends(tmp_path: Path) -> None:
    paths = make_keys(tmp_path, STREAM, ["k1"])
    assert read_keys(paths["kiosk:k1"]).sealing is None
    assert set(read_keys(paths["kiosk:k1"]).readers) == {NODE, CENTRE}


def test_the_keys_of_another_store_are_refused(hall: OneHall) -> None:
    hall.store.close()
    with pytest.raises(StoreError) as error:
        Store(hall.config.model_copy(update={"key_file": hall.keys[CENTRE]}))
    assert told(error) == "store.keys_of_another"
    hall.store = hall.opened()


def test_a_configuration_names_the_file_and_the_key_that_is_wrong(tmp_path: Path) -> None:
    good = 'role = "hall"\nname = "1"\ndatabase = "a"\nkey_file = "k"\ntokens_file = "t"\nassets_dir = "x"\n'
    path = tmp_path / "hall.toml"
    path.write_text(good)
    assert load_config(path).database == tmp_path / "a"
    for line, key in (
        ('host = "0.0.0.0"', "host"),
        ('host = "here"', "host"),
        ("port = 70000", "port"),
        ("prot = 1", "prot"),
        ("port", "TOML"),
    ):
        path.write_text(good + line)
        with pytest.raises(StoreError) as error:
            load_config(path)
        assert (told(error), error.value.facts["key"]) == ("store.config_invalid", key)
