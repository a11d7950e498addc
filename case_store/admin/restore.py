"""`python main.py admin restore --from DIR --config FILE`: a store from its backup, on this or another machine."""

import sys
from pathlib import Path

from case_store.admin.verify import tell_faults
from case_store.backup.bring_back import bring_back
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.policy_files import load_texts
from case_store.run import sentence
from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError


def main(config_file: Path, place: Path, *, database_url: str = "") -> int:
    """0; 1 when nothing was brought back. What is there already is never overwritten.

    `database_url`: as a superuser, where rights are kept by roles and the service itself may make no tables.
    """
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
        brought = bring_back(config, place, database_url=database_url)
    except (StoreError, PolicyError) as error:
        print(sentence(error), file=sys.stderr)
        return 1
    manifest = brought.manifest
    made_at = f"{hall_time(manifest.made_at):%Y-%m-%d %H:%M}"
    print(
        texts.get("backup.restored", made_at=made_at, events=manifest.events, files=len(manifest.attachments))
    )
    print(texts.get(f"backup.next.{config.role}"))
    return tell_faults(brought.faults, texts)
