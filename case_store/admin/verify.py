"""`python main.py admin verify --config FILE [--backup DIR]`: is the log whole, is the backup? Nothing is changed.

A store that runs is read beside it, in one snapshot.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from case_store.backup.bring_back import check_backup
from case_store.backup.log_read import read_log
from case_store.central.archive import check_archive, is_by_us
from case_store.central.drop_checks import hold_against
from case_store.config import StoreConfig, load_config
from case_store.engine import open_engine, read_damaged_text
from case_store.errors import StoreError
from case_store.keys import Keys, read_keys
from case_store.log.countersign import Tampered, tampered
from case_store.log.dropped import dropped_months
from case_store.log.projections.torn_tables import torn_rows
from case_store.log.verify import Fault, verify
from case_store.migrations import newest
from case_store.policy_files import load_texts
from case_store.run import sentence
from case_store.store_keys import keys_of_store
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError
from cases.texts import Texts


def main(
    config_file: Path, backup: Path | None = None, archives: Path | None = None, *, database_url: str = ""
) -> int:
    """0; 1 and every fault on stderr, the first event that is not right in front.

    `archives`: a folder with those of dropped months, which are read through and held against what is left of them.

    `database_url`: as somebody who may read everything, where the service itself may not.
    """
    try:
        config = load_config(config_file).at(database_url)
        texts = load_texts(config.assets_dir)
        return (
            _verify_store(config, texts, archives)
            if backup is None
            else _verify_backup(config, backup, texts)
        )
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1


def _verify_store(config: StoreConfig, texts: Texts, archives: Path | None) -> int:
    keys = keys_of_store(config)
    with _snapshot(config) as connection:
        log = read_log(connection)
        if log.schema_version != newest():
            raise StoreError("backup.not_upgraded", found=log.schema_version, needed=newest())
        read_damaged_text(connection)
        faults = verify(connection)
        torn = Counter(table for table, _case_id in torn_rows(connection))
        wrong = tampered(connection, keys.signers)
        away = dropped_months(connection)
        signed = all(is_by_us(row.manifest, row.signature, keys) for row in away)
        if archives is not None:
            _hold_against(connection, away, archives, keys)
    if not signed:
        raise StoreError("archive.damaged", path="dropped_month")
    tell_tampered(wrong, texts)
    for table, rows in sorted(torn.items()):
        print(texts.get("backup.rows_torn", table=table, rows=rows), file=sys.stderr)
    if not faults and not wrong:
        print(texts.get("backup.log_whole", events=log.events, nodes=len(log.heads)))
        if away and archives is None:
            print(texts.get("backup.months_away", months=", ".join(row.month for row in away)))
    return max(tell_faults(faults, texts), int(bool(wrong or torn)))


def _hold_against(connection: sa.Connection, away: Sequence[Any], archives: Path, keys: Keys) -> None:
    """Raises StoreError `archive.damaged`, `drop.differs`."""
    driver: Any = connection.connection.driver_connection
    for row in away:
        first = date.fromisoformat(f"{row.month}-01")
        check_archive(archives, first, keys)
        hold_against(driver, first, archives)


def _verify_backup(config: StoreConfig, place: Path, texts: Texts) -> int:
    checked = check_backup(config, place)
    manifest = checked.manifest
    made_at = f"{hall_time(manifest.made_at):%Y-%m-%d %H:%M}"
    facts = {"folder": checked.folder, "events": manifest.events, "files": len(manifest.attachments)}
    print(texts.get("backup.whole", made_at=made_at, **facts))
    return tell_faults(checked.faults, texts)


def tell_tampered(wrong: Sequence[Tampered], texts: Texts) -> None:
    """Of each node the first event that is not as the centre signed it, on stderr."""
    for one in wrong:
        what = texts.get(f"backup.tampered.{one.what}")
        facts = {"stream": one.stream, "node": one.node, "epoch": one.epoch, "seq": one.seq}
        print(
            texts.get("backup.tampered_line", **facts, event_id=one.event_id or "-", what=what),
            file=sys.stderr,
        )


def tell_faults(faults: Sequence[Fault], texts: Texts) -> int:
    """Each on stderr; 1 when there is one."""
    for fault in faults:
        what = texts.get(f"backup.fault.{fault.what}")
        facts = {"stream": fault.stream, "node": fault.node or fault.stream, "seq": fault.seq, "what": what}
        print(texts.get("backup.fault_line", **facts), file=sys.stderr)
    return int(bool(faults))


@contextmanager
def _snapshot(config: StoreConfig) -> Iterator[sa.Connection]:
    """Reading only, beside whoever has the store open."""
    key = read_keys(config.key_file).database_key
    if config.database_url is not None:
        from case_store.central.postgres import open_postgres  # noqa: PLC0415  a hall has no PostgreSQL

        engine = open_postgres(config.database_url, config.node)
    elif config.database.exists():
        engine = open_engine(config.database, key)
    else:
        raise StoreError("store.unreadable", path=str(config.database), why="it is not there")
    try:
        with engine.connect().execution_options(read_only=True) as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()
