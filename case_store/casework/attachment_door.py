"""Attachments (附件) of a case: taken in at the counter, kept in the vault, read again (issue 5, Handling).

What takes long (checking, cleaning, sealing, the disk) is done outside the store's one thread, by the route; here are
the parts that need the log. The file is durable before the event that names it: a power cut between the two leaves a
file that nobody names, and the sweep removes it.

Files go up to the centre and down to the holder by themselves, after their events (sync/file_carrier.py). Until one has
come, whoever has the record without the file is told `attachment.missing`.
"""

from dataclasses import asdict, dataclass
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter

from case_store.attachments.intake import Incoming
from case_store.attachments.vault import Kept
from case_store.casework.case_door import open_case
from case_store.casework.case_page import case_view
from case_store.casework.sealed_texts import NOTE
from case_store.casework.timeline import history_of
from case_store.hall.house import House, OnDuty
from case_store.hall.matters import key_of
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name
from case_store.log.schema import attachment, case_forgotten, document
from case_store.seal import CaseKey, SealError, seal_field
from cases.casework.by import By
from cases.casework.case_additions import AttachmentAdded, PaperIssued
from cases.casework.case_commands import AddAttachment, ReadPerson
from cases.casework.case_rules import decide
from cases.casework.case_state import Case
from cases.matter.attachment import Attachment, note_of
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.refusal import Refusal
from cases.views_casework import CaseView

READ, READ_TO_PRINT = "attachment", "attachment_print"  # purposes of a reading
_DONE = TypeAdapter(str)
# What cannot be opened any more is not kept: files of forgotten cases go with the next sweep.
_NAMED = sa.union(
    *(
        sa.select(table.c.file_hash).where(~sa.exists().where(case_forgotten.c.case_id == table.c.case_id))
        for table in (attachment, document)
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the counter says of a file; `command_id` is also the attachment's id."""

    command_id: UUID
    case_id: str
    kind: AttachmentKind
    name: str
    remark: str = ""

    @property
    def attachment_id(self) -> str:
        """One file for one command."""
        return str(self.command_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An attachment, and the key that opens it."""

    key: CaseKey
    attachment: Attachment


class AttachmentDoor:
    """For whoever may open the case."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def key(self, who: OnDuty, case_id: str) -> CaseKey | Refusal:
        """The key that a file is sealed with, before anything is written."""
        with self._runner.past() as past:
            opened = _opened(past, self._house, who, case_id)
            return opened if isinstance(opened, Refusal) else opened[1]

    def add(self, who: OnDuty, sent: Sent, incoming: Incoming, kept: Kept) -> CaseView | Refusal:
        """The event, once the file is in the vault; answered by the page as it is then."""
        body = {"attach": (who.staff_id, sent, kept.content_hash)}
        done = self._runner.decide(
            sent.command_id, body, lambda work: self._add(work, who, sent, incoming, kept), _DONE
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            opened = open_case(past, who, sent.case_id)
            if isinstance(opened, Refusal):
                return opened
            return case_view(past, self._house, opened.case, opened.by)

    def find(self, who: OnDuty, case_id: str, attachment_id: str) -> Found | Refusal:
        """One attachment of the case."""
        with self._runner.past() as past:
            opened = _opened(past, self._house, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            added = _added(past, case_id, attachment_id)
            return Found(key=opened[1], attachment=_record(added)) if added else Refusal("attachment.unknown")

    def note_reading(self, who: OnDuty, case_id: str, purpose: str) -> bool | Refusal:
        """Durable before the first byte is given away."""

        def note(work: Work) -> bool | Refusal:
            opened = open_case(work, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            reading = ReadPerson(staff_id=who.staff_id, purpose=purpose)
            events = decide(opened.case, reading, self._house.policy, work.now, work.stream)
            if isinstance(events, Refusal):
                return events
            work.record(case_name(case_id), events, who.actor)
            return True

        return self._runner.now(note)

    def named_files(self) -> frozenset[str]:
        """All files that an event names, whoever holds the case."""
        with self._runner.reading() as connection:
            return frozenset(connection.execute(_NAMED).scalars())

    def _add(self, work: Work, who: OnDuty, sent: Sent, incoming: Incoming, kept: Kept) -> str | Refusal:
        opened = _opened(work, self._house, who, sent.case_id)
        if isinstance(opened, Refusal):
            return opened
        case, key, by = opened
        policy = self._house.policy
        note = note_of(sent.name, sent.remark, kept.content_hash, policy.attachments)
        command = AddAttachment(
            by=by,
            attachment_id=sent.attachment_id,
            kind=sent.kind.value,
            media_type=incoming.media_type.value,
            bytes_count=kept.bytes_count,
            file_hash=kept.file_hash,
            sealed=seal_field(key, NOTE, asdict(note)),
            signs=incoming.signs,
            issued=_issued(work, sent.case_id) if incoming.signs else frozenset(),
        )
        events = decide(case, command, policy, work.now, work.stream)
        if isinstance(events, Refusal):
            return events
        work.record(case_name(sent.case_id), events, who.actor)
        return sent.attachment_id


def _opened(past: Past, house: House, who: OnDuty, case_id: str) -> tuple[Case, CaseKey, By] | Refusal:
    opened = open_case(past, who, case_id)
    if isinstance(opened, Refusal):
        return opened
    try:
        return opened.case, key_of(past, house, case_id), opened.by
    except SealError:
        return Refusal("case.seal_broken")


def _added(past: Past, case_id: str, attachment_id: str) -> AttachmentAdded | None:
    for line in history_of(past, case_id):
        if isinstance(line.event, AttachmentAdded) and line.event.attachment_id == attachment_id:
            return line.event
    return None


def _issued(past: Past, case_id: str) -> frozenset[str]:
    """Print hashes of the papers of the case that are out."""
    lines = history_of(past, case_id)
    return frozenset(line.event.print_hash for line in lines if isinstance(line.event, PaperIssued))


def _record(added: AttachmentAdded) -> Attachment:
    return Attachment(
        attachment_id=added.attachment_id,
        kind=AttachmentKind(added.kind),
        media_type=MediaType(added.media_type),
        bytes_count=added.bytes_count,
        file_hash=added.file_hash,
        note=added.sealed,
    )
