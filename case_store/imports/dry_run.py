"""`python main.py admin import FILE --mapping NAME --config FILE --dry-run`: what an import would do; nothing changes.

It needs the assets only. What the store knows already is not looked at: every good row counts as new.
"""

import os
import sys
from pathlib import Path

from case_store.clock import open_clock
from case_store.config import load_config
from case_store.errors import StoreError
from case_store.imports.bad_rows import write_bad_rows
from case_store.imports.list_file import read_list
from case_store.policy_files import load_policy, load_texts
from case_store.run import sentence
from cases.hall_time import hall_date
from cases.matter.import_report import bad_rows_table, report_lines, sort_out
from cases.matter.import_rows import ImportGround
from cases.policy.policy_file import PolicyError
from cases.refusal import Reader, Refusal

_SECRET_BYTES = 32


def dry_run(file: Path, mapping_name: str, config_file: Path, bad_rows: Path | None = None) -> int:
    """0 and the report on stdout when every row is good; 1 when some are bad; 2 and a sentence when none was read."""
    try:
        config = load_config(config_file)
        now = open_clock(config.clock_file).now()
        policy = load_policy(config.assets_dir, day=hall_date(now), demo=config.demo)
        texts = load_texts(config.assets_dir)
    except (StoreError, PolicyError) as error:
        return _not_read(sentence(error))
    mapping = policy.imports.mappings.get(mapping_name)
    if mapping is None:
        known = texts.get("imports.comma").join(sorted(policy.imports.mappings))
        return _not_read(
            texts.refusal("import.mapping_unknown", Reader.STAFF, mapping=mapping_name, known=known)
        )
    read = read_list(file, mapping, policy.imports.limits)
    if isinstance(read, Refusal):
        return _not_read(texts.tell(read, Reader.STAFF))
    ground = ImportGround(mapping=mapping, policy=policy, now=now, secret=os.urandom(_SECRET_BYTES))
    report = sort_out(read.head, read.matters(ground), {})
    print("\n".join(report_lines(report, texts, policy.imports.limits.problems_shown_max, dry_run=True)))
    if bad_rows is not None and report.bad:
        try:
            table = bad_rows_table(report, {row.line: row for row in read.rows}, texts)
            write_bad_rows(bad_rows, table, texts)
        except OSError as error:
            return _not_read(
                texts.get("imports.not_written", path=bad_rows, why=os.strerror(error.errno or 0))
            )
        print(texts.get("imports.written", path=bad_rows))
    return int(bool(report.bad))


def _not_read(said: str) -> int:
    print(said, file=sys.stderr)
    return 2
