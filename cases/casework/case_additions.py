"""Additions to a case: facts in a set, from whoever may see it, in every state (design.md §2).

They change no state by themselves; the holder's next decision takes them into account.
"""

from dataclasses import dataclass
from datetime import datetime

from cases.casework.case_commands import AcknowledgeDispatch, Answerable, ReturnDispatch
from cases.casework.forgetting_events import CaseForgotten, HoldLifted, HoldPlaced
from cases.casework.handling_commands import AskExtension, ReportResult, SignOff
from cases.sealed import Sealed
from cases.supervision.document_number import DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRead:
    """Somebody opened the sealed part: an addition, kept for the audit."""

    staff_id: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingRecorded:
    """办理记录: a talk, a survey, a consultation, a joint mediation, a move to another zone."""

    record_id: str
    kind: str  # key of casework.toml [record_kinds]
    staff_id: str
    unit: str
    done_at: datetime
    zone: str = ""  # functional zone, for hand-overs between zones (domain.md §1.2 S2)
    room: str = ""
    consultation: bool = False  # 会商: answers what a second return owes
    sealed: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentAdded:
    """材料: a photo, a scan, a sound; the bytes are in the vault, encrypted.

    `file_hash` is of the sealed file: the vault finds and checks it by that without a key. A hash of the content itself
    would tell whoever has the same photo that it lies in this case; it is in the sealed note.
    """

    attachment_id: str
    kind: str
    media_type: str
    bytes_count: int
    file_hash: str  # SHA-256, hex
    staff_id: str
    sealed: Sealed | None = None  # attachment.AttachmentNote
    signs: str = ""  # print hash of the paper that this signature is bound to (cases.paper.signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSet:
    """上门/调解预约. Notice at least so many calendar days before, or a reason why not (domain.md §1.4 O5)."""

    appointment_id: str
    staff_id: str
    kind: str  # key of casework.toml [appointment_kinds]
    meet_at: datetime
    noticed_at: datetime
    zone: str = ""
    room: str = ""
    sealed: Sealed | None = None  # people, place
    override: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDrawn:
    """取号: a number (文号) for a paper that is being made. Without its PaperIssued it is void (作废) after a while.

    `of`: the aggregate whose number it is, where the paper belongs to more than the case (督办, 会商).
    """

    paper_id: str
    kind: str
    number: DocumentNumber
    code_hash: str
    staff_id: str
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued:
    """出具文书: its number and the hashes of what it says and shows (paper_record); the paper is in the vault."""

    paper_id: str
    kind: str
    number: str
    content_hash: str
    code_hash: str  # SHA-256 of the code in its QR; "" without
    pages: int
    staff_id: str
    print_hash: str = ""
    file_hash: str = ""  # of the sealed file, as of an attachment
    bytes_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAsked:
    """Somebody at another store asks the holder for a decision."""

    addition_id: str
    from_store: str
    acknowledge: AcknowledgeDispatch | None = None
    give_back: ReturnDispatch | None = None
    report: ReportResult | None = None
    extend: AskExtension | None = None
    sign_off: SignOff | None = None

    @property
    def command(self) -> Answerable | None:
        """The one command that is asked for; None when a newer version asks for something unknown here."""
        return self.acknowledge or self.give_back or self.report or self.extend or self.sign_off


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReminded:
    """提醒 by the command zone: a unit that has the case is asked to go on. What it owes stands in the case."""

    reminder_id: str
    unit: str
    staff_id: str
    reminded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenWrote:
    """补充 from the citizen's phone (网上枫桥留言板): a word more on a matter, by whoever holds its code."""

    word_id: str
    wrote_at: datetime
    sealed: Sealed
    emergencies: tuple[str, ...] = ()  # what is to be feared, never the words


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDeclined:
    """不接收: the store that the case was handed to in this tenure does not take it; its holder has it back."""

    store: str
    tenure: int
    staff_id: str
    because: Sealed | None = None


Addition = (
    PersonRead
    | HandlingRecorded
    | AttachmentAdded
    | AppointmentSet
    | PaperDrawn
    | PaperIssued
    | ActionAsked
    | CaseReminded
    | CitizenWrote
    | TransferDeclined
    | CaseForgotten
    | HoldPlaced
    | HoldLifted
)
