"""What is written on the phone, kept: a matter at the centre, handed at once to the hall of its place; a word more.

The matter goes the road of everything that is brought in without a visit (casework.bring_in_door). Nothing here is ever
in clear on disk.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.casework.bring_in_door import receipt_code, register_without_visit
from case_store.casework.sealed_texts import TEXT
from case_store.citizen_pages.limits import Counted, Limits
from case_store.errors import granted
from case_store.hall.matters import key_of, private_of, told_of_case
from case_store.hall.notices import SYSTEM
from case_store.hall.wishes_door import PHONE
from case_store.hall.words import tell_word
from case_store.keys import CENTRE
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, case_of
from case_store.log.schema import case_, downlink_head
from case_store.seal import SealError, seal_field
from case_store.store import Store
from cases.advice.emergency import find_emergency
from cases.casework.by import By
from cases.casework.case_additions import CitizenWrote
from cases.casework.case_commands import HandOver
from cases.casework.case_rules import decide
from cases.casework.case_state import CaseState
from cases.free_text import clean_text
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from cases.people.place import BANNER_DIGITS
from cases.policy.centres import OWN_OF_BANNER
from cases.refusal import Refusal

CLOSED_TO_WORDS = frozenset({CaseState.WITHDRAWN, CaseState.MERGED})
_CASE_ID = TypeAdapter(str)
_ASKS = sa.select(downlink_head.c.stream).where(downlink_head.c.stream.in_(param("halls", expanding=True)))
_ROW = sa.select(case_).where(case_.c.case_id == param("i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A matter that was written, for the one page that tells its codes. `hall`: where it went; "": it is here."""

    case_code: str
    lookup_code: str = field(repr=False)
    code: str = field(repr=False)
    answer_by: date | None
    hall: str


def hall_for(connection: sa.Connection, place: str) -> str:
    """The stream of the hall for a place (6 or 9 digits): the town's own, else its banner's; "": none asks us."""
    own = place[:BANNER_DIGITS] + OWN_OF_BANNER
    wanted = [place, own] if len(place) > BANNER_DIGITS else [own]
    asking = set(connection.execute(_ASKS, {"halls": wanted}).scalars())
    return next((stream for stream in wanted if stream in asking), "")


class MessageDoor:
    """In the store's thread."""

    def __init__(self, store: Store) -> None:
        self._store, self._house, self._runner = store, store.house, store.hall.runner

    def register(
        self, command_id: UUID, matter: tuple[OpenMatter, PrivateMatter], who: str
    ) -> Kept | Refusal:
        """Once per `command_id`. `who`: under whom it is counted."""
        case_id = self._runner.decide(
            command_id,
            {"message": matter},
            lambda work: self._register(work, command_id, matter, who),
            _CASE_ID,
        )
        if isinstance(case_id, Refusal):
            return case_id
        with self._runner.past() as past:
            return self._kept(past, command_id, case_id)

    def add_word(self, command_id: UUID, case_id: str, text: str) -> str | Refusal:
        """Once per `command_id`."""
        body = {"word": (case_id, text)}
        return self._runner.decide(
            command_id, body, lambda work: self._word(work, command_id, case_id, text), _CASE_ID
        )

    def _register(
        self, work: Work, command_id: UUID, matter: tuple[OpenMatter, PrivateMatter], who: str
    ) -> str | Refusal:
        house, limits = self._house, self._limits(work)
        if not limits.may(Counted.MESSAGE, who):
            return self._too_often(limits, Counted.MESSAGE)
        limits.count(Counted.MESSAGE, who)
        case_id = register_without_visit(
            work, house, command_id, source=Source.MESSAGE_BOARD, matter=matter, actor=PHONE
        )
        if hall := hall_for(work.connection, matter[0].town or ""):
            by = By(staff_id="", role="")  # nobody decides it: a place has one hall
            asked = HandOver(by=by, to_store=hall)
            events = granted(decide(case_of(work, case_id), asked, house.policy, work.now, work.stream))
            work.record(case_name(case_id), events, SYSTEM)
        return case_id

    def _kept(self, past: Past, command_id: UUID, case_id: str) -> Kept | Refusal:
        row = past.connection.execute(_ROW, {"i": case_id}).one()
        told = told_of_case(past, case_id)
        private = private_of(past, self._house, told) if told else None
        if private is None:
            return Refusal("case.seal_broken")
        return Kept(
            case_code=row.case_code,
            lookup_code=private.lookup_code,
            code=receipt_code(self._house, command_id),
            answer_by=None if row.info_only or not row.answer_by else date.fromisoformat(row.answer_by),
            hall=row.handed_to or ("" if row.stream == CENTRE else row.stream),
        )

    def _word(self, work: Work, command_id: UUID, case_id: str, text: str) -> str | Refusal:
        policy = self._house.policy
        clean = clean_text(text, policy.citizen_page.word_chars_max)
        if clean.cut:
            return Refusal("message.too_long", {"max": policy.citizen_page.word_chars_max})
        if not clean.text:
            return Refusal("message.empty")
        case = case_of(work, case_id)
        if case is None or case.forgotten or case.state in CLOSED_TO_WORDS:
            return Refusal("word.closed", {"phone": policy.hall.phone})
        limits = self._limits(work)
        if not limits.may(Counted.WORD, case_id):
            return self._too_often(limits, Counted.WORD)
        try:
            sealed = seal_field(key_of(work, self._house, case_id), TEXT, {"text": clean.text})
        except SealError:
            return Refusal("case.seal_broken")
        limits.count(Counted.WORD, case_id)
        word = CitizenWrote(
            word_id=str(command_id),
            wrote_at=work.now,
            sealed=sealed,
            emergencies=tuple(hit.kind.value for hit in find_emergency(clean.text, policy.emergency)),
        )
        work.record(case_name(case_id), [word], PHONE)
        if word.emergencies or (case.holder == work.stream and not case.handed_to):
            tell_word(work, policy.emergency, case.case_code, word)
        return case_id

    def _limits(self, work: Work) -> Limits:
        policy = self._house.policy.citizen_page
        return Limits(work.connection, self._store.config.name, policy, work.now)

    def _too_often(self, limits: Limits, what: Counted) -> Refusal:
        phone = self._house.policy.hall.phone
        return Refusal("page.too_often", {"minutes": limits.wait_minutes(what), "phone": phone})
