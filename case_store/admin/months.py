"""`python main.py admin months list|drop|restore`: the months of a centre's log, and what became of them."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from case_store.central.dropping import drop_month
from case_store.central.months import MonthHere, months_here
from case_store.central.postgres import open_postgres
from case_store.central.restoring import restore_month
from case_store.clock import open_clock
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.keys import read_keys
from case_store.log.dropped import dropped_months
from case_store.log.micros import from_us
from case_store.policy_files import load_texts, open_policy_files
from case_store.revised_policy import read_revised
from case_store.run import sentence
from cases.hall_time import hall_date, hall_time
from cases.policy.policy_file import PolicyError
from cases.policy.retention import RetentionPolicy
from cases.texts import Texts

_KIB = 1024


def listed(config_file: Path, *, database_url: str = "") -> int:
    """A line for each month; 1 and a sentence on stderr."""

    def told(config: StoreConfig, url: str, texts: Texts) -> None:
        engine = open_postgres(url, config.node)
        with engine.connect().execution_options(read_only=True) as connection:
            away = {row.month: row for row in dropped_months(connection)}
            here = {month.month: month for month in months_here(connection)}
            for name in sorted({*here, *away}):  # one that a wrong clock began has no table of its own
                month, row = here.get(name, MonthHere(month=name, bytes_count=0)), away.get(name)
                size = {"month": month.month, "kib": month.bytes_count // _KIB}
                if row is None:
                    print(texts.get("backup.month_here", **size))
                else:
                    at = f"{hall_time(from_us(row.dropped_at_us)):%Y-%m-%d}"
                    print(texts.get("backup.month_away", **size, at=at, events=row.events))
        engine.dispose()

    return _done(config_file, database_url, told)


def drop(config_file: Path, month: datetime, folder: Path, *, database_url: str = "") -> int:
    """0; 1 and the reason why it stays, on stderr."""

    def dropped(config: StoreConfig, url: str, texts: Texts) -> None:
        keys, now = read_keys(config.key_file), open_clock(config.clock_file).now()
        kept = _retention(config, now).log_months
        first = month.date().replace(day=1)
        made = drop_month(url, first, folder, keys, own=config.name, now=now, months_kept=kept)
        size = {"before": made.bytes_before // _KIB, "after": made.bytes_after // _KIB}
        print(texts.get("backup.month_dropped", month=made.month, events=made.events, kept=made.kept, **size))

    return _done(config_file, database_url, dropped)


def restore(config_file: Path, month: datetime, folder: Path, *, database_url: str = "") -> int:
    """0; 1 and a sentence on stderr, and nothing has changed."""

    def restored(config: StoreConfig, url: str, texts: Texts) -> None:
        events = restore_month(url, month.date().replace(day=1), folder, read_keys(config.key_file))
        print(texts.get("backup.month_restored", month=f"{month:%Y-%m}", events=events))

    return _done(config_file, database_url, restored)


def _done(config_file: Path, database_url: str, act: Callable[[StoreConfig, str, Texts], None]) -> int:
    try:
        config = load_config(config_file)
        act(config, database_url or _url(config), load_texts(config.assets_dir))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    return 0


def _url(config: StoreConfig) -> str:
    if config.database_url is None:
        raise StoreError("archive.no_months", path=str(config.database))
    return config.database_url


def _retention(config: StoreConfig, now: datetime) -> RetentionPolicy:
    """In force at the centre: its revisions over the files."""
    engine = open_postgres(_url(config), config.node)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            revised = read_revised(connection, config.name)
    finally:
        engine.dispose()
    files = open_policy_files(config.assets_dir, demo=config.demo)
    return files.hold(revised, hall_date(now)).policy.retention
