"""`python main.py admin import FILE --mapping NAME --config FILE --staff ID`: a list into the hall that runs.

Asked of its service with a PIN, as `admin policy revise`: the hall works on, and its rights and rules hold.
"""

import asyncio
import os
import sys
from pathlib import Path

from case_store.client.connection import Unreachable
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.imports.bad_rows import write_bad_rows
from case_store.policy_files import load_texts
from case_store.run import sentence
from case_store.signed_in import ask_signed_in
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal


def import_list(
    file: Path, mapping: str, config_file: Path, *, staff_id: str, pin: str, bad_rows: Path | None = None
) -> int:
    """0 and the report on stdout when every row is in; 1 when some are bad; 2 and a sentence when none was read."""
    try:
        config = load_config(config_file)
        texts = load_texts(config.assets_dir)
    except (StoreError, PolicyError) as error:
        return _not_read(sentence(error))
    try:
        content = file.read_bytes()
    except OSError:
        return _not_read(texts.refusal("import.no_file", Reader.STAFF))
    try:
        answer = asyncio.run(
            ask_signed_in(config, staff_id, pin, lambda client: client.imports.send(content, mapping))
        )
    except StoreError as error:
        return _not_read(sentence(error))
    except Unreachable as error:
        return _not_read(texts.get("imports.unreachable", why=error.reason))
    if isinstance(answer, Refusal):
        return _not_read(texts.tell(answer, Reader.STAFF))
    print("\n".join(answer.lines))
    _head, bad = answer.bad
    if bad_rows is not None and bad:
        try:
            write_bad_rows(bad_rows, answer.bad, texts)
        except OSError as error:
            return _not_read(
                texts.get("imports.not_written", path=bad_rows, why=os.strerror(error.errno or 0))
            )
        print(texts.get("imports.written", path=bad_rows))
    return int(bool(bad))


def _not_read(said: str) -> int:
    print(said, file=sys.stderr)
    return 2
