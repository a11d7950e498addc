"""What the raw limit replays is what was really written."""

import os
from pathlib import Path

from case_store.cipher_file import connect
from tests.bench.replay import RawFile, Recorder


def test_the_replayed_file_has_the_same_rows(tmp_path: Path) -> None:
    ours = connect(tmp_path / "ours.db", os.urandom(32))
    ours.execute("CREATE TABLE head (name TEXT PRIMARY KEY, position INTEGER)")
    ours.execute("CREATE TABLE row (a TEXT, b INTEGER, body BLOB, PRIMARY KEY (a, b))")
    ours.execute("CREATE INDEX by_b ON row (b)")
    ours.execute("INSERT INTO head VALUES ('s', 0)")
    recorder = Recorder(ours)
    for number in range(3):
        ours.execute("INSERT INTO row VALUES ('x', ?, ?)", (number, os.urandom(20)))
        ours.execute("UPDATE head SET position = ? WHERE name = 's'", (number,))
        recorder.committed()
    ours.execute("DELETE FROM row WHERE b = 1")
    recorder.committed()
    assert [len(writes) for writes in recorder.recording.commits] == [
        1,
        2,
        2,
        1,
    ]  # the head stood at 0 already

    raw = RawFile(tmp_path / "raw.db", recorder.recording)
    for writes in recorder.recording.commits:
        assert raw.commit(writes) > 0
    for everything in ("SELECT * FROM head", "SELECT * FROM row ORDER BY a, b"):
        assert raw._connection.execute(everything).fetchall() == ours.execute(everything).fetchall()
    raw.close()
    ours.close()
