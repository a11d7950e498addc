"""attachment, import_key: what of a case is looked for by a hash: files of the vault, and what was imported before."""

import sqlalchemy as sa

from case_store.log.prepared import Prepared
from case_store.log.schema import attachment, import_key
from case_store.log.sql import upsert
from cases.casework.case_additions import AttachmentAdded
from cases.casework.case_events import CaseRegistered

_ATTACH = Prepared(upsert(attachment).on_conflict_do_nothing())
_IMPORTED = Prepared(upsert(import_key).on_conflict_do_nothing())


def attached(connection: sa.Connection, this: dict[str, str], added: AttachmentAdded) -> None:
    """`this`: holder's stream and case id, as "s" and "i"."""
    row = {
        "stream": this["s"],
        "attachment_id": added.attachment_id,
        "case_id": this["i"],
        "file_hash": added.file_hash,
    }
    _ATTACH.run(connection, row)


def imported(connection: sa.Connection, stream: str, registered: CaseRegistered) -> None:
    """The first import of a matter stands."""
    if registered.imported is None:
        return
    row = {
        "stream": stream,
        "key_hash": registered.imported.key,
        "content_hash": registered.imported.content_hash,
        "case_id": registered.case_id,
    }
    _IMPORTED.run(connection, row)
