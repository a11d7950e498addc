"""Papers of a case (文书): a number and a code are drawn, the paper is made at the counter, then issued into the vault.

The counter makes it because rooms beside each other do not know each other (printing, case_store). Between the two
steps a crash leaves a number without a paper: the same command draws the same number again, else it becomes void. What
takes long (sealing, the disk) is done outside the store's one thread by the route, as with attachments.
"""

import os
from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter

from case_store.attachments.vault import Kept
from case_store.casework.attachment_door import Found
from case_store.casework.case_door import Opened, open_case
from case_store.casework.case_page import case_view
from case_store.casework.document_serials import last_serial
from case_store.casework.names import name_of
from case_store.casework.paper_rows import by_code, by_number, paper_row
from case_store.hall.house import House, OnDuty
from case_store.hall.matters import key_of
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, item_of, record_name
from case_store.log.micros import from_us
from case_store.seal import CaseKey, SealError
from cases.advice.roadmap import standing_of
from cases.casework import case_additions as adds
from cases.casework.case_commands import DrawPaper, IssuePaper
from cases.casework.case_rules import decide
from cases.matter.attachment import Attachment
from cases.matter.citizen_code import CODE_BYTES, citizen_code, code_hash
from cases.matter.media.media_type import AttachmentKind, MediaType
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.paper.paper_rules import is_what_was_drawn
from cases.refusal import Refusal
from cases.supervision.coordination import RecordMade
from cases.supervision.document_number import DocumentNumber
from cases.views_casework import CaseView
from cases.views_papers import DrawnNumber, KnownPaper, PaperDraft

READ = "paper"  # purpose of a reading
_DRAWN = TypeAdapter(DrawnNumber)
_DONE = TypeAdapter(str)
_ITEM, _RECORD = "supervision:", "record:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which paper of which case. `of`: the supervision item or record whose number it has; "" for the case's own."""

    case_id: str
    kind: DocumentKind
    of: str = ""


class PapersDoor:
    """For whoever may open the case; which papers somebody may make is the rule's (casework.paper_rules)."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def draw(self, command_id: UUID, who: OnDuty, asked: Asked) -> PaperDraft | Refusal:
        """取号, once per `command_id`: asked again it is the same number with the same code."""
        body = {"draw_paper": (who.staff_id, asked)}
        drawn = self._runner.decide(
            command_id, body, lambda work: self._draw(work, who, asked, str(command_id)), _DRAWN
        )
        if isinstance(drawn, Refusal):
            return drawn
        with self._runner.past() as past:
            opened = open_case(past, who, asked.case_id)
            if isinstance(opened, Refusal):
                return opened
            return PaperDraft(
                drawn=drawn,
                case=case_view(past, self._house, opened.case, opened.by),
                road=standing_of(opened.case, None, self._house.policy).steps,
                made_by=name_of(past, who.staff_id),
            )

    def key(
        self, who: OnDuty, case_id: str, paper_id: str, record: PaperRecord, code_hash_: str
    ) -> CaseKey | Refusal:
        """The key that the paper is sealed with, before anything is written: only for what was drawn."""
        with self._runner.past() as past:
            opened = open_case(past, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            return _unfit(past, opened, paper_id, record, code_hash_) or _key(past, self._house, case_id)

    def issue(
        self, command_id: UUID, who: OnDuty, case_id: str, record: PaperRecord, kept: tuple[str, str, Kept]
    ) -> CaseView | Refusal:
        """出具, once the file is in the vault. `kept`: the paper's id, its code's hash, and what the vault says."""
        paper_id, code_hash_, file = kept
        body = {"issue_paper": (who.staff_id, case_id, paper_id, code_hash_, record.canonical().decode())}
        done = self._runner.decide(
            command_id,
            body,
            lambda work: self._issue(work, who, case_id, record, (paper_id, code_hash_, file)),
            _DONE,
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            opened = open_case(past, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            return case_view(past, self._house, opened.case, opened.by)

    def find(self, who: OnDuty, case_id: str, paper_id: str) -> Found | Refusal:
        """One paper of the case, as the vault knows it."""
        with self._runner.past() as past:
            opened = open_case(past, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            row = paper_row(past.connection, case_id, paper_id)
            if row is None or row.issued_at_us is None:
                return Refusal("paper.not_here")
            key = _key(past, self._house, case_id)
            if isinstance(key, Refusal):
                return key
            return Found(
                key=key,
                attachment=Attachment(
                    attachment_id=paper_id,
                    kind=AttachmentKind.PDF,
                    media_type=MediaType.PDF,
                    bytes_count=row.bytes_count,
                    file_hash=row.file_hash,
                    note=None,
                ),
            )

    def known_by_code(self, code_hash_: str) -> KnownPaper | Refusal:
        """What the log knows of the paper with this code."""
        with self._runner.past() as past:
            found = by_code(past.connection, code_hash_, self._house.policy.papers, past.now)
            return found or Refusal("paper.unknown_here")

    def known_by_number(self, kind: str, number: str, content_hash: str) -> KnownPaper | Refusal:
        """What it knows of a paper that says this of itself."""
        with self._runner.past() as past:
            papers = self._house.policy.papers
            found = by_number(past.connection, (kind, number, content_hash), papers, past.now)
            return found or Refusal("paper.unknown_here")

    def _draw(self, work: Work, who: OnDuty, asked: Asked, paper_id: str) -> DrawnNumber | Refusal:
        opened = open_case(work, who, asked.case_id)
        if isinstance(opened, Refusal):
            return opened
        given = _given(work, asked) if asked.of else None
        if isinstance(given, Refusal):
            return given
        policy, code = self._house.policy, citizen_code(os.urandom(CODE_BYTES))
        paper = policy.papers.of(asked.kind)
        command = DrawPaper(
            by=opened.by,
            paper_id=paper_id,
            kind=asked.kind.value,
            code_hash=code_hash(code),
            last_serial=last_serial(work, paper.number_word) if paper and given is None else 0,
            of=asked.of,
            given=given,
        )
        events = decide(opened.case, command, policy, work.now, work.stream)
        if isinstance(events, Refusal):
            return events
        work.record(case_name(asked.case_id), events, who.actor)
        (drawn,) = (one for one in events if isinstance(one, adds.PaperDrawn))
        return DrawnNumber(
            paper_id=paper_id, kind=drawn.kind, number=drawn.number.text, code=code, drawn_at=work.now
        )

    def _issue(
        self, work: Work, who: OnDuty, case_id: str, record: PaperRecord, kept: tuple[str, str, Kept]
    ) -> str | Refusal:
        paper_id, code_hash_, file = kept
        opened = open_case(work, who, case_id)
        if isinstance(opened, Refusal):
            return opened
        if unfit := _unfit(work, opened, paper_id, record, code_hash_):
            return unfit
        row = paper_row(work.connection, case_id, paper_id)
        if row.issued_at_us is not None:
            return paper_id
        command = IssuePaper(
            by=opened.by,
            paper_id=paper_id,
            kind=record.kind.value,
            number=record.number,
            content_hash=record.content_hash,
            code_hash=code_hash_,
            pages=record.pages,
            print_hash=record.print_hash,
            file_hash=file.file_hash,
            bytes_count=file.bytes_count,
        )
        events = decide(opened.case, command, self._house.policy, work.now, work.stream)
        if isinstance(events, Refusal):
            return events
        work.record(case_name(case_id), events, who.actor)
        return paper_id


def _unfit(past: Past, opened: Opened, paper_id: str, record: PaperRecord, code_hash_: str) -> Refusal | None:
    """Why this is not the paper that was drawn; one that is out already stays as it is."""
    case = opened.case
    row = paper_row(past.connection, case.case_id, paper_id)
    drawn = next(
        (
            one
            for one in past.past(case_name(case.case_id))
            if isinstance(one, adds.PaperDrawn) and one.paper_id == paper_id
        ),
        None,
    )
    drawn_at = from_us(row.drawn_at_us) if row else None
    if refused := is_what_was_drawn(record, code_hash_, drawn, drawn_at, case.case_code):
        return refused
    if row is not None and row.issued_at_us is not None and row.print_hash != record.print_hash:
        return Refusal("paper.issued_already", {"number": record.number})
    return None


def _key(past: Past, house: House, case_id: str) -> CaseKey | Refusal:
    try:
        return key_of(past, house, case_id)
    except SealError:
        return Refusal("case.seal_broken")


def _given(past: Past, asked: Asked) -> DocumentNumber | Refusal | None:
    """The number that a rung of the ladder or a record of coordination was given; it must be about this case."""
    if asked.of.startswith(_ITEM):
        item = item_of(past, asked.of.removeprefix(_ITEM))
        if item is None or item.case_id != asked.case_id:
            return Refusal("supervision.unknown")
        rung = item.rung(asked.kind.value) or item.rung(asked.kind.value.removesuffix("_record"))
        return rung.number if rung and rung.number else Refusal("paper.not_yet")
    if asked.of.startswith(_RECORD):
        record_id = asked.of.removeprefix(_RECORD)
        made = next((one for one in past.past(record_name(record_id)) if isinstance(one, RecordMade)), None)
        return made.number if made and made.case_id == asked.case_id else Refusal("record.unknown")
    return Refusal("paper.not_yet")
