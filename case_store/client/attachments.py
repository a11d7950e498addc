"""Attachments (附件) of a case, for the counter. Every method raises Unreachable."""

from urllib.parse import quote
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import HallConnection, adapter
from cases.matter.media.media_type import AttachmentKind
from cases.refusal import Refusal
from cases.views_casework import CaseView

FILE_TIMEOUT_S = 60.0  # 20 MB to a slow disk, after a second of cleaning
_CASE = adapter(CaseView)


class AttachmentClient:
    """Files in and out, whole in memory: none is written to this machine's disk."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def add(
        self,
        case_id: str,
        kind: AttachmentKind,
        content: bytes,
        *,
        name: str = "",
        remark: str = "",
        declared: str = "application/octet-stream",
        command_id: UUID | None = None,
    ) -> CaseView | Refusal:
        """The page with the new attachment. `declared`: the media type that the file claims; it must be true."""
        headers = {
            "Content-Type": declared,
            "X-Command-Id": str(command_id or uuid_v7.uuid7()),
            "X-Attachment-Kind": kind.value,
            "X-Attachment-Name": quote(name, safe=""),
            "X-Attachment-Remark": quote(remark, safe=""),
        }
        return await self._connection.send_file(_path(case_id), content, headers, _CASE, FILE_TIMEOUT_S)

    async def read(self, case_id: str, attachment_id: str, *, to_print: bool = False) -> bytes | Refusal:
        """The content; that it was read is kept, with `to_print` that it was taken for a printed copy.

        What is printed is never this itself, but what printing.copies.print_copy makes of it.
        """
        path = f"{_path(case_id)}/{quote(attachment_id, safe='')}{'?print=1' if to_print else ''}"
        return await self._connection.fetch_file(path, FILE_TIMEOUT_S)


def _path(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}/attachments"
