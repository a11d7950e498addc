"""吹哨报到 at the store: a call is made for a case, the called units answer, come and report."""

from uuid import UUID

import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.casework.case_door import open_case
from case_store.casework.names import case_code
from case_store.casework.record_lines import lines_of
from case_store.casework.sealed_texts import opener, sealer
from case_store.casework.whistle_rows import WAITS, rows
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import whistle_name, whistle_of
from case_store.log.schema import whistle
from case_store.seal import SealError
from cases.casework.by import By
from cases.casework.case_state import FINISHED
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.supervision.whistle import WhistleCall
from cases.supervision.whistle_acts import Whistle, WhistleAct, command_of, text_of
from cases.supervision.whistle_rules import CallUnits, decide
from cases.views_supervision import WhistlePage, WhistleRow

_DONE = TypeAdapter(str)


class WhistleDoor:
    """Who may whistle calls; a unit sees the calls for it."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def rows(self, who: OnDuty, *, waiting: bool) -> tuple[WhistleRow, ...]:
        """Called units, the newest first; `waiting`: only those that are not here yet."""
        with self._runner.past() as past:
            own = () if _sees_all(who) else (whistle.c.unit == who.unit,)
            return rows(past.connection, past.stream, self._house.policy, *own, *([WAITS] if waiting else ()))

    def page(self, who: OnDuty, whistle_id: str) -> WhistlePage | Refusal:
        """A call with its reason."""
        with self._runner.past() as past:
            call = _seen(past, who, whistle_id)
            return call if isinstance(call, Refusal) else self._page(past, call)

    def call(self, command_id: UUID, who: OnDuty, act: Whistle) -> WhistlePage | Refusal:
        """吹哨, for a case that whoever calls may open."""
        body = {"whistle": (who.staff_id, act)}
        done = self._runner.decide(command_id, body, lambda work: self._call(work, who, act), _DONE)
        return self._shown(done)

    def act(self, command_id: UUID, who: OnDuty, whistle_id: str, act: WhistleAct) -> WhistlePage | Refusal:
        """One act on one call, once per `command_id`."""
        body = {"whistle_act": (who.staff_id, whistle_id, type(act).__name__, act)}
        done = self._runner.decide(
            command_id, body, lambda work: self._act(work, who, whistle_id, act), _DONE
        )
        return self._shown(done)

    def _call(self, work: Work, who: OnDuty, act: Whistle) -> str | Refusal:
        opened = open_case(work, who, act.case_id)
        if isinstance(opened, Refusal):
            return opened
        try:
            seal = sealer(work, self._house, act.case_id)
        except SealError:
            return Refusal("case.seal_broken")
        if len(act.reason) > (most := self._house.policy.whistle.reason_chars_max):
            return Refusal("whistle.reason_long", {"most": most})
        whistle_id = str(uuid_v7.uuid7())
        command = CallUnits(
            whistle_id=whistle_id,
            case_id=act.case_id,
            by=opened.by,
            units=act.units,
            arrive_by=act.arrive_by,
            unfinished=opened.case.state not in FINISHED,
            sealed=seal(act.reason),
        )
        events = decide(None, command, self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(whistle_name(whistle_id), events, who.actor)
        return whistle_id

    def _act(self, work: Work, who: OnDuty, whistle_id: str, act: WhistleAct) -> str | Refusal:
        call = _seen(work, who, whistle_id)
        if isinstance(call, Refusal):
            return call
        try:
            seal = sealer(work, self._house, call.case_id)
        except SealError:
            return Refusal("case.seal_broken")
        by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
        events = decide(call, command_of(act, by, seal(text_of(act))), self._house.policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(whistle_name(whistle_id), events, who.actor)
        return whistle_id

    def _shown(self, done: str | Refusal) -> WhistlePage | Refusal:
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            call = whistle_of(past, done)
            return Refusal("whistle.unknown") if call is None else self._page(past, call)

    def _page(self, past: Past, call: WhistleCall) -> WhistlePage:
        opened = opener(past, self._house, call.case_id)
        lines = lines_of(past, whistle_name(call.whistle_id), opened)
        of_call = whistle.c.whistle_id == call.whistle_id
        return WhistlePage(
            whistle_id=call.whistle_id,
            case_id=call.case_id,
            case_code=case_code(past, call.case_id),
            reason=lines[0].text if lines else "",
            units=rows(past.connection, past.stream, self._house.policy, of_call),
            lines=lines,
        )


def _sees_all(who: OnDuty) -> bool:
    return not who.unit and (may(who.role, Right.WHISTLE) or may(who.role, Right.SUPERVISE))


def _seen(past: Past, who: OnDuty, whistle_id: str) -> WhistleCall | Refusal:
    """A call that was not for somebody's unit is answered as one that is not there."""
    call = whistle_of(past, whistle_id)
    if call is None or not (_sees_all(who) or call.of(who.unit)):
        return Refusal("whistle.unknown")
    return call
