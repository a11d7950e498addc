"""`python main.py admin backup --config FILE --to DIR`: a signed copy of a store, made while it runs."""

import sys
from pathlib import Path

from case_store.backup.make import make_backup
from case_store.clock import SystemClock
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence
from cases.policy.policy_file import PolicyError


def main(config_file: Path, into: Path, *, keep: int = 0, database_url: str = "") -> int:
    """0; 1 when there is no backup now, or when files of the vault are damaged (they are named).

    `database_url`: as somebody who may read everything, where the service itself may not.
    """
    try:
        config = load_config(config_file).at(database_url)
        texts = load_texts(config.assets_dir)
        made = make_backup(config, into, SystemClock().now(), keep=keep)
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    manifest = made.manifest
    facts = {"folder": made.folder, "events": manifest.events, "files": len(manifest.attachments)}
    print(texts.get("backup.made", **facts))
    for name in made.damaged:
        print(texts.get("backup.damaged_attachment", file=name), file=sys.stderr)
    return int(bool(made.damaged))
