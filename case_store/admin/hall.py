"""`python main.py admin hall card|export|import|remove`: a hall moves from one centre to another."""

import sys
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from case_store.central.arriving import import_hall
from case_store.central.card import card_of, read_card, write_card
from case_store.central.moving import export_hall
from case_store.central.removing import remove_hall
from case_store.clock import open_clock
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.keys import read_keys
from case_store.policy_files import load_policy, load_texts
from case_store.run import sentence
from cases.policy.policy_file import PolicyError


def card(config_file: Path, to: Path) -> int:
    """0; 1 and a sentence on stderr."""

    def written(config: StoreConfig, _url: str) -> None:
        name = load_policy(config.assets_dir, demo=config.demo).hall.short_name
        made = card_of(read_keys(config.key_file), name)
        write_card(made, to)
        print(load_texts(config.assets_dir).get("move.card", path=str(to), mark=made.mark))

    return _done(config_file, "", written)


def export(config_file: Path, stream: str, other: Path, into: Path, *, database_url: str = "") -> int:
    """0; 1 and the reason why it stays, on stderr."""

    def exported(config: StoreConfig, url: str) -> None:
        to, now = read_card(other), open_clock(config.clock_file).now()
        made = export_hall(config, read_keys(config.key_file), stream, to, into, database_url=url, now=now)
        texts, rows = load_texts(config.assets_dir), made.moved.rows
        facts = {"events": rows["event"], "keys": rows["case_key"], "files": len(made.moved.attachments)}
        print(texts.get("move.exported", folder=str(made.folder), to=to.name, mark=to.mark, **facts))
        for left, code in ((made.shared, "shared"), (made.closed, "closed"), (made.files_missing, "files")):
            if left:
                print(texts.get(f"move.exported_{code}", count=left))

    return _done(config_file, database_url, exported)


def take(config_file: Path, folder: Path, other: Path, *, database_url: str = "") -> int:
    """0; 1 and a sentence on stderr, and nothing is here."""

    def taken(config: StoreConfig, url: str) -> None:
        by, now = read_card(other), open_clock(config.clock_file).now()
        arrived = import_hall(config, read_keys(config.key_file), folder, by, database_url=url, now=now)
        texts = load_texts(config.assets_dir)
        facts = {"stream": arrived.stream, "events": arrived.events, "name": by.name, "mark": by.mark}
        print(texts.get("move.imported", **facts))

    return _done(config_file, database_url, taken)


def remove(config_file: Path, stream: str, arrived: Path, other: Path, *, database_url: str = "") -> int:
    """0; 1 and the reason why it stays, on stderr."""

    def removed(config: StoreConfig, url: str) -> None:
        made = remove_hall(config, stream, arrived, read_card(other), database_url=url)
        facts = {"stream": stream, "events": made.events, "kept": made.kept}
        print(load_texts(config.assets_dir).get("move.removed", **facts))

    return _done(config_file, database_url, removed)


def _done(config_file: Path, database_url: str, act: Callable[[StoreConfig, str], None]) -> int:
    try:
        config = load_config(config_file)
        act(config, database_url or _url(config))
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    except (sa.exc.OperationalError, sa.exc.InternalError) as error:  # lost midway; nothing is half done
        print(sentence(StoreError("store.database_away", why=type(error.orig).__name__)), file=sys.stderr)
        return 1
    return 0


def _url(config: StoreConfig) -> str:
    if config.role != "centre" or config.database_url is None:
        raise StoreError("move.no_cluster", path=str(config.database))
    return config.database_url
