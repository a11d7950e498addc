"""督办 at the store: the list, an item with its ladder and documents, and what people do with it."""

from uuid import UUID

import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.casework.case_door import open_case
from case_store.casework.document_serials import last_serial
from case_store.casework.record_lines import lines_of
from case_store.casework.sealed_texts import opener_of, sealer_of, sealing_for
from case_store.casework.supervision_rows import board, light_of, read_row
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_of, item_name, item_of
from case_store.log.micros import to_us
from case_store.seal import SealError
from cases.casework.by import By
from cases.casework.case_state import FINISHED
from cases.deadlines.case_clock import ArmedClock
from cases.policy.supervision import Trigger
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.supervision.ladder import missing_before, reached, rung_day
from cases.supervision.supervision import RungState, SupervisionItem
from cases.supervision.supervision_acts import ITEM_ACTS, Approve, ItemAct, RaiseByHand, command_of, text_of
from cases.supervision.supervision_commands import RaiseItem
from cases.supervision.supervision_rules import decide
from cases.views_supervision import ItemPage, LimitView, RungView, SupervisionBoard

_DONE = TypeAdapter(str)


class SupervisionDoor:
    """For supervisors and leaders, and for whoever answers for an item."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def board(self, who: OnDuty, trigger: str, rung: str, unit: str, *, done: bool) -> SupervisionBoard:
        """The supervision list (督办清单)."""
        with self._runner.past() as past:
            return board(past, self._house, by_of(who), trigger=trigger, rung=rung, unit=unit, done=done)

    def page(self, who: OnDuty, item_id: str) -> ItemPage | Refusal:
        """An item. One that is not theirs is answered as one that is not there."""
        with self._runner.past() as past:
            return self._page(past, by_of(who), item_id)

    def raise_by_hand(self, command_id: UUID, who: OnDuty, act: RaiseByHand) -> ItemPage | Refusal:
        """列入督办 by a person, with a reason."""
        done = self._runner.decide(
            command_id,
            {"raise": (who.staff_id, act)},
            lambda work: self._raise_by_hand(work, who, act),
            _DONE,
        )
        return self._shown(who, done)

    def act(self, command_id: UUID, who: OnDuty, item_id: str, act: ItemAct) -> ItemPage | Refusal:
        """One act on one item, once per `command_id`; answered by its page."""
        done = self._runner.decide(
            command_id,
            {"item_act": (who.staff_id, item_id, type(act).__name__, act)},
            lambda work: self._act(work, by_of(who), who.actor, item_id, act),
            _DONE,
        )
        return self._shown(who, done)

    def _raise_by_hand(self, work: Work, who: OnDuty, act: RaiseByHand) -> str | Refusal:
        item_id = str(uuid_v7.uuid7())
        if act.case_id and isinstance(opened := open_case(work, who, act.case_id), Refusal):
            return opened
        sealing = sealing_for(work, self._house, act.case_id, item_id)
        if isinstance(sealing, Refusal):
            return sealing
        seal, keys = sealing
        head = self._house.policy.units.of(act.unit)
        command = RaiseItem(
            item_id=item_id,
            trigger=Trigger.MANUAL,
            cause=Trigger.MANUAL,
            happened_at=work.now,
            case_id=act.case_id,
            unit=act.unit,
            responsible=act.responsible or (head.head if head else ""),
            staff_id=who.staff_id,
            sealed=seal(act.reason),
            keys=keys,
        )
        raised = decide(None, command, self._house.policy, work.now)
        if isinstance(raised, Refusal):
            return raised
        work.record(item_name(item_id), raised, who.actor)
        return item_id

    def _act(self, work: Work, by: By, actor: str, item_id: str, act: ItemAct) -> str | Refusal:
        item = _seen(work, by, item_id)
        if isinstance(item, Refusal):
            return item
        try:
            seal = sealer_of(work, self._house, item_id, item.case_id)
        except SealError:
            return Refusal("case.seal_broken")
        policy = self._house.policy
        document = policy.supervision.document(act.rung) if isinstance(act, Approve) else None
        command = command_of(
            act,
            by,
            seal(text_of(act)),
            last_serial=last_serial(work, document.number_word) if document else 0,
            settled=is_settled(work, item),
        )
        events = decide(item, command, policy, work.now)
        if isinstance(events, Refusal):
            return events
        work.record(item_name(item_id), events, actor)
        return item_id

    def _shown(self, who: OnDuty, done: str | Refusal) -> ItemPage | Refusal:
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            return self._page(past, by_of(who), done)

    def _page(self, past: Past, by: By, item_id: str) -> ItemPage | Refusal:
        item, row = _seen(past, by, item_id), read_row(past, self._house, item_id)
        if isinstance(item, Refusal) or row is None:
            return Refusal("supervision.unknown")
        opened = opener_of(past, self._house, item_id, item.case_id)
        return ItemPage(
            row=row,
            visit_id=item.visit_id,
            whistle_id=item.whistle_id,
            cause=item.cause,
            limit=limit_view(past, item.limit) if item.limit else None,
            ladder=self._ladder(item, by),
            interview_owed=item.interview_owed,
            settled=is_settled(past, item),
            rectified=bool(item.rectified_by),
            visited=item.visited,
            appeal=_appeal(item),
            lines=lines_of(past, item_name(item_id), opened),
            acts=_acts(item, by),
        )

    def _ladder(self, item: SupervisionItem, by: By) -> tuple[RungView, ...]:
        """Every rung of policy with what became of it; nothing for an item without ladder."""
        policy = self._house.policy
        ladder = policy.deadlines.ladder
        if item.ladder_from is None:
            return ()
        rungs: list[RungView] = []
        for at, rung in enumerate(ladder):
            document, taken = policy.supervision.document(rung.rung), item.rung(rung.rung)
            days = rung.after_workdays
            approves = document is not None and by.role in document.approvers and not item.closed
            decides = approves and not item.answered_by(by)
            rungs.append(
                RungView(
                    rung=rung.rung,
                    document=document.document if document else "",
                    automatic=rung.automatic,
                    state=taken.state.value if taken else "",
                    number=taken.number.text if taken and taken.number else "",
                    due_on=rung_day(item.ladder_from, days, policy.calendar) if days else None,
                    may_decide=decides and taken is not None and taken.state is RungState.DRAFTED,
                    may_ask=decides
                    and days is None
                    and at > reached(ladder, item.taken)
                    and not missing_before(ladder, rung.rung, item.taken),
                )
            )
        return tuple(rungs)


def by_of(who: OnDuty) -> By:
    """Whoever is signed in, as the rules know them."""
    return By(staff_id=who.staff_id, role=who.role, unit=who.unit)


def is_settled(past: Past, item: SupervisionItem) -> bool:
    """Whether what caused the item is over: its clock runs no longer, the key matter is finished."""
    if not item.case_id:
        return True
    case = case_of(past, item.case_id)
    if case is None or item.trigger == Trigger.SUPERIOR_KEY:
        return case is not None and case.state in FINISHED
    return all(clock.clock_id != item.cause for clock in case.clocks)


def limit_view(past: Past, limit: ArmedClock) -> LimitView:
    """完成时限 with its light now."""
    return LimitView(
        clock_id=limit.clock_id,
        unit=limit.unit.value,
        amount=limit.amount,
        started_at=limit.started_at,
        due_at=limit.due_at,
        due_date=limit.due_date,
        provisional=limit.provisional,
        light=light_of(to_us(past.now), to_us(limit.soon_at), to_us(limit.due_at)),
    )


def _seen(past: Past, by: By, item_id: str) -> SupervisionItem | Refusal:
    item = item_of(past, item_id)
    supervises = not by.unit and may(by.role, Right.ASSIGN)
    if item is None:
        return Refusal("supervision.unknown")
    visits = item.trigger == Trigger.BAD_RATING and not by.unit and may(by.role, Right.FEED_BACK)
    if not (supervises or item.answered_by(by) or visits):
        return Refusal("supervision.unknown")
    return item


def _appeal(item: SupervisionItem) -> str:
    if not item.appeal_by:
        return ""
    return {None: "filed", True: "upheld", False: "rejected"}[item.appeal_upheld]


def _acts(item: SupervisionItem, by: By) -> tuple[str, ...]:
    """The acts that this person's rights allow; the rule has the last word."""
    if item.closed:
        return ()
    own, rated = item.answered_by(by), item.trigger == Trigger.BAD_RATING
    sense = {
        "rectified": own or not (by.unit or item.rated),
        "visited": rated and not own and bool(item.rectified_by),
        "appeal": rated and own and not item.appeal_by,
        "decide-appeal": bool(item.appeal_by) and item.appeal_upheld is None and not own,
        "interview": item.interview_owed and not own,
        "close": not own,
        "ask-rung": item.ladder_from is not None and not own,
        "approve": bool(item.drafts) and not own,
        "drop": bool(item.drafts) and not own,
    }
    return tuple(
        name for name, (_act, right) in ITEM_ACTS.items() if may(by.role, right) and sense.get(name, True)
    )
