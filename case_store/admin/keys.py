"""`python main.py admin keys check|rotate|retire|trust|escrow|recover`: the keys of a machine, by its operator.

Nothing secret is printed except the two halves of an escrow, which are made to be.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import orjson

from case_store.check_assets import ASSETS
from case_store.client.device_folder import read_enrolled
from case_store.clock import open_clock
from case_store.config import StoreConfig, load_config
from case_store.errors import StoreError
from case_store.keys import keys_of, read_key_document, write_key_document
from case_store.policy_files import load_texts
from case_store.private_file import write_private
from case_store.run import sentence
from case_store.secrecy.escrow import put_in_escrow
from case_store.secrecy.escrow import recover as open_escrow
from case_store.secrecy.rotation import (
    fingerprint,
    kept_until,
    notice,
    rewrap,
    standing,
    trusting,
    turned,
    without_retired,
    wrapped_above,
)
from case_store.store import Store
from cases.policy.policy_file import PolicyError
from cases.texts import Texts

STEP = 200


def check(config_file: Path) -> int:
    """What each key opens, and what would be lost with it. The store must be stopped. 1 when something is lost."""
    return _with_store(config_file, _check)


def rotate(config_file: Path) -> int:
    """A new reader key; the old one goes on opening. Others are told by the notice that is written beside it."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        path = config.key_file
        document = turned(read_key_document(path), open_clock(config.clock_file).now())
        write_key_document(path, document)
        keys = keys_of(document)
        beside = path.with_name(path.name.removesuffix(".json") + ".reader.json")
        beside.write_text(json.dumps(notice(keys), indent=1), "utf-8")
    except (StoreError, PolicyError) as error:
        return _said(sentence(error))
    print(texts.get("keys.turned", fingerprint=fingerprint(keys.readers[keys.name]), notice=beside))
    return 0


def retire(config_file: Path) -> int:
    """Drop old reader keys once nothing needs them. The store must be stopped; refused before that is so."""
    return _with_store(config_file, _retire)


def trust(key_file: Path, notice_file: Path) -> int:
    """Another machine's new reader key, from its signed notice, into this key file, or a hall's device.json."""
    texts = load_texts(ASSETS)
    try:
        document = read_key_document(key_file)
        told = json.loads(notice_file.read_text("utf-8"))
        write_key_document(key_file, trusting(document, told))
    except StoreError as error:
        return _said(sentence(error))
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _said(texts.get("keys.notice_refused", why=error))
    print(texts.get("keys.trusted", name=told["name"]))
    return 0


def escrow(key_file: Path, out: Path) -> int:
    """The sealed key file, and two halves on stdout for two persons."""
    texts = load_texts(ASSETS)
    try:
        document = read_key_document(key_file)
        sealed, one, other = put_in_escrow(document, keys_of(document).suite)
        write_private(out, orjson.dumps(sealed))
    except StoreError as error:
        return _said(sentence(error))
    except (OSError, ValueError) as error:
        return _said(texts.get("keys.not_written", path=out, why=error))
    print(texts.get("keys.escrowed", path=out, escrow=sealed["escrow"]))
    print(texts.get("keys.half", which=1, half=one))
    print(texts.get("keys.half", which=2, half=other))
    return 0


def recover(sealed_file: Path, one: str, other: str, out: Path) -> int:
    """The key file again, from the sealed one and both halves; nothing is overwritten."""
    texts = load_texts(ASSETS)
    try:
        document = open_escrow(json.loads(sealed_file.read_text("utf-8")), one, other)
        keys_of(document)
        write_private(out, json.dumps(document, indent=1).encode())
    except (OSError, ValueError, KeyError, TypeError) as error:
        return _said(texts.get("keys.not_recovered", why=error))
    print(texts.get("keys.recovered", path=out, name=document["name"]))
    return 0


def _check(store: Store, texts: Texts) -> int:
    keys = store.keys
    with store.log.reading() as connection:
        found = standing(connection, keys)
    facts = {"all": found.all, "left": found.left, "lost": found.lost, "retired": len(keys.retired)}
    print(texts.get("keys.standing", fingerprint=fingerprint(keys.readers[keys.name]), **facts))
    for key in ("database", "reader", "signing"):
        print(texts.get(f"keys.loss.{key}"))
    return int(bool(found.lost))


def _retire(store: Store, texts: Texts) -> int:
    config, now = store.config, store.clock.now()
    until = kept_until(store.keys, store.policy.guard.keys.retired_days)
    if until is None:
        print(texts.get("keys.none_retired"))
        return 0
    above = config.upstream.device_dir if config.upstream is not None else None
    if above is not None and not wrapped_above(store.keys, read_enrolled(above).own_reader):
        return _said(texts.get("keys.not_told_above"))
    if now < until:
        return _said(texts.get("keys.too_early", until=f"{until:%Y-%m-%d}"))
    with store.log.transaction():
        while rewrap(store.log.connection, store.keys, STEP):
            pass
    write_key_document(config.key_file, without_retired(read_key_document(config.key_file), now))
    print(texts.get("keys.retired"))
    return 0


def _with_store(config_file: Path, act: Callable[[Store, Texts], int]) -> int:
    try:
        config: StoreConfig = load_config(config_file)
        texts = load_texts(config.assets_dir)
        store = Store(config)
    except (StoreError, PolicyError) as error:
        return _said(sentence(error))
    try:
        return act(store, texts)
    finally:
        store.close()


def _said(sentence_: str) -> int:
    print(sentence_, file=sys.stderr)
    return 1
