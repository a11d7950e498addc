"""Another machine: a PostgreSQL of its own, the centre brought back into it, and the halls that fill it up again."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from case_store.central.policies import BACKUP
from case_store.central.roles import SERVICE
from tests.rehearsal.ha.centre import Centre, admin, held_by
from tests.rehearsal.ha.cluster import DATABASE, make_database, set_passwords
from tests.rehearsal.ha.drill import Drill
from tests.rehearsal.ha.node import HOST, PASSWORD, PG_BIN, SUPERUSER, UNPRIVILEGED, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What it took: seconds, events in the backup, and events that only the halls could tell again."""

    backup_s: float
    backup_events: int
    restore_s: float
    told_again: int
    acknowledged: int
    lost: int
    filled_s: float


class OtherMachine:
    """A single PostgreSQL server on fresh files. Use as a context."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()

    def url(self, user: str, database: str = DATABASE) -> str:
        """As the cluster's."""
        return f"postgresql://{user}:{PASSWORD}@{HOST}:{self._port}/{database}"

    def __enter__(self) -> "OtherMachine":
        self._folder.mkdir(parents=True)
        secret = self._folder / "password"
        secret.write_text(PASSWORD)
        data = str(self._folder / "data")
        self._run(
            "initdb", "-D", data, "-U", SUPERUSER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"
        )
        options = f"-p {self._port} -k {self._folder} -c listen_addresses={HOST}"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self._folder / "log"), "-o", options, "start")
        make_database(self.url(SUPERUSER, "postgres"))
        admin("roles", "--database-url", self.url(SUPERUSER))  # no tables yet: the roles alone
        set_passwords(self.url(SUPERUSER))
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "fast", "stop")

    def _run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [*UNPRIVILEGED, str(PG_BIN / tool), *arguments],
            cwd=self._folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{tool}: {done.stderr.decode(errors='replace')}")


def back_up(drill: Drill) -> float:
    """`admin backup` while the halls push; seconds."""
    to, url = str(drill.folder / "backups"), drill.cluster.url(BACKUP)
    return drill.centre.admin("backup", "--to", to, "--database-url", url)


def move(drill: Drill, backup_s: float) -> Moved:
    """The cluster is given up: the centre goes on elsewhere from its backup, its halls tell it what it missed."""
    with OtherMachine(drill.folder / "elsewhere") as machine:
        old = drill.centre
        old.stop()
        drill.centre = Centre(
            drill.folder / "elsewhere" / "centre",
            drill.keys,
            {"database_url": machine.url(SERVICE), "database": "centre.db"},
            port=old.port,
        )
        restore_s = drill.centre.admin(
            "restore", "--from", str(drill.folder / "backups"), "--database-url", machine.url(SUPERUSER)
        )
        saved = held_by(machine.url(SUPERUSER))
        known = drill.halls.acknowledged()
        drill.centre.start()
        began = time.monotonic()
        drill.drain(lambda: known <= held_by(machine.url(SUPERUSER)))
        filled_s = time.monotonic() - began
        drill.centre.admin("verify")
        acknowledged = drill.halls.acknowledged()
        held = held_by(machine.url(SUPERUSER))
        drill.centre.stop()
    return Moved(
        backup_s=round(backup_s, 1),
        backup_events=len(saved),
        restore_s=round(restore_s, 1),
        told_again=len(known - saved),
        acknowledged=len(acknowledged),
        lost=len(acknowledged - held),
        filled_s=round(filled_s, 1),
    )
