"""督办清单: what is on it and until when, the ladder of each item, and what is to be done by whom."""

from collections.abc import Iterator
from dataclasses import replace

from cases.deadlines.case_clock import BudgetUnit, ledger_of
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.explanation import basis_of, explain
from cases.deadlines.explanation_words import ExplanationWords, explanation_words
from cases.policy.supervision import Trigger
from cases.roles import Right
from cases.supervision.supervision import RungState
from cases.supervision.supervision_next import BY_CASE, possible_item_acts, primary_item_act
from cases.views_supervision import Counts, ItemPage, ItemRow, RungView, SupervisionBoard
from counter.casework.case_words import unit_name, word
from counter.supervision.board_words import (
    NOWHERE,
    Here,
    day_text,
    facts,
    happened,
    moment_text,
    shape_of,
    sign_of,
)
from counter.supervision.item_forms import item_form, raise_form
from counter.supervision.section import (
    BoardLine,
    Choice,
    Chosen,
    Detail,
    Filter,
    Offer,
    Question,
    RungRow,
    Section,
    fixed,
)
from counter.wording import short_case_code

KEYS = {
    "approve": "P",
    "drop": "X",
    "interview": "T",
    "rectified": "Z",
    "visited": "I",
    "appeal": "S",
    "decide-appeal": "F",
    "name": "R",
    "ask-rung": "Q",
    "close": "J",
}
"""The letter of each act, the same on every item."""
TAKEN = (RungState.SENT, RungState.APPROVED)
DONE = "done"  # the only answer of the filter `state`


class BoardSection(Section[SupervisionBoard, ItemPage]):
    """For supervisors all items, for others what they answer for."""

    name = "board"
    has_pages = True
    has_lights = True

    def ask(self) -> Question:
        """The list, narrowed as it is."""
        by = {name: code for name, code in self.narrowed.items() if name != "state"}
        is_done = self.narrowed.get("state") == DONE
        return self.services.client.supervision.board(**by, done=is_done)

    def ask_page(self, row_id: str) -> Question:
        """An item with its ladder."""
        return self.services.client.supervision.item(row_id)

    def lines(self, found: SupervisionBoard) -> list[BoardLine]:
        """The worst limit first; for who approves, what waits for that before all others."""
        rows = sorted(found.rows, key=lambda row: not row.drafts) if self._approves else list(found.rows)
        return [self._line(row) for row in rows]

    def count(self, found: SupervisionBoard) -> str:
        """How many, and how many drafts wait."""
        key = "capped" if found.total > len(found.rows) else "count"
        said = self.say(f"board.{key}", count=found.total, shown=len(found.rows))
        return self.say("board.awaiting", said=said, drafts=found.awaiting) if found.awaiting else said

    def filters(self, found: SupervisionBoard | None) -> tuple[Filter, ...]:
        """By trigger, by the last rung, by unit, with how many open items each has."""
        texts = self.services.rules.texts

        def named(name: str, value: str) -> str:
            if name == "unit":
                return unit_name(value, self.policy)
            return word(texts, f"supervision.{name}", value)

        counted: tuple[tuple[str, Counts], ...] = (
            ("trigger", found.by_trigger if found else ()),
            ("rung", found.by_rung if found else ()),
            ("unit", found.by_unit if found else ()),
        )
        return (
            *(
                Filter(
                    name=name,
                    chosen=self.narrowed.get(name, ""),
                    choices=tuple(
                        Choice(code=value, name=named(name, value), count=str(count))
                        for value, count in counts
                        if value
                    ),
                )
                for name, counts in counted
            ),
            Filter(
                name="state",
                chosen=self.narrowed.get("state", ""),
                choices=(Choice(code=DONE, name=self.say("board.done")),),
                is_switch=True,
            ),
        )

    def detail(self, chosen: Chosen[SupervisionBoard, ItemPage]) -> Detail:
        """Why it is here, who answers, until when, how far the ladder is, and what was done."""
        shown = chosen.shown
        row = shown.row if shown else next(row for row in chosen.found.rows if row.item_id == chosen.row_id)
        texts = self.services.rules.texts
        detail = Detail(
            title=word(texts, "supervision.trigger", row.trigger),
            code=short_case_code(row.case_code) if row.case_code else "",
            case_id=row.case_id,
            facts=facts(
                self,
                unit=row.unit_name,
                responsible=row.responsible,
                raised=moment_text(row.raised_at, texts),
                limit=self._limit(row, shown),
                stands=self._stands(shown),
            ),
        )
        if shown is None:
            return detail
        return replace(
            detail,
            chips=() if row.open else (self.say("board.closed"),),
            rungs=tuple(self._rungs(shown)),
            lines=happened(shown.lines, texts),
            how=self._how(shown),
        )

    def offers(self, chosen: Chosen[SupervisionBoard, ItemPage]) -> list[Offer]:
        """What this person may do with the item, and 列入督办."""
        offers: list[Offer] = []
        shown, client = chosen.shown, self.services.client.supervision
        if shown is not None:
            primary, now, item_id = primary_item_act(shown), self.services.clock.now(), shown.row.item_id
            offers += [
                Offer(
                    name=name,
                    key=KEYS[name],
                    form=fixed(item_form(name, shown, self.policy, self.services.rules.texts, now)),
                    ask=lambda act, id_: client.act(item_id, act, id_),
                    is_primary=name == primary,
                )
                for name in possible_item_acts(shown)
            ]
        if self.may(Right.ASSIGN):
            here = Here(shown.row.case_id, short_case_code(shown.row.case_code)) if shown else NOWHERE
            offers.append(
                Offer(
                    name="raise",
                    key="N",
                    form=lambda cases: raise_form(cases, self.policy, here),
                    ask=client.raise_by_hand,
                    asks_case=True,
                )
            )
        return offers

    def made(self, answer: object) -> str:
        """The item that was put on the list."""
        return answer.row.item_id if isinstance(answer, ItemPage) else ""

    @property
    def _approves(self) -> bool:
        staff = self.services.desk.knows.staff
        return staff is not None and any(
            staff.role in document.approvers for document in self.policy.supervision.documents
        )

    def _line(self, row: ItemRow) -> BoardLine:
        texts = self.services.rules.texts
        rung = word(texts, "supervision.rung", row.last_rung) if row.last_rung else ""
        return BoardLine(
            row_id=row.item_id,
            **sign_of(shape_of(row.light), texts),
            title=word(texts, "supervision.trigger", row.trigger),
            code=short_case_code(row.case_code) if row.case_code else "",
            until=day_text(row.limit_date, texts),
            note=row.unit_name or row.responsible,
            chip=self.say("board.drafts", drafts=row.drafts) if row.drafts else rung,
            needs_me=bool(row.drafts) and self._approves,
        )

    def _limit(self, row: ItemRow, shown: ItemPage | None) -> str:
        texts = self.services.rules.texts
        day = day_text(row.limit_date, texts)
        if shown is None or shown.limit is None or not day:
            return day
        amount = texts.get(f"deadlines.limit.{shown.limit.unit}", amount=shown.limit.amount)
        said = self.say("board.limit", day=day, amount=amount)
        return texts.get("counter_casework.due.provisional", due=said) if shown.limit.provisional else said

    def _stands(self, shown: ItemPage | None) -> str:
        """Of what closing depends on: what is done and what is owed."""
        if shown is None or not shown.row.open:
            return ""
        by_case = shown.row.trigger in BY_CASE
        rated = shown.row.trigger == Trigger.BAD_RATING
        said = [
            self.say("board.settled" if shown.settled else "board.unsettled") if by_case else "",
            self.say("board.interview_owed") if shown.interview_owed else "",
            self.say("board.rectified") if shown.rectified else "",
            "" if by_case or shown.rectified else self.say("board.unrectified"),
            self.say("board.visited" if shown.visited else "board.unvisited") if rated else "",
            self.services.rules.texts.get(f"supervision.appeal.{shown.appeal}") if shown.appeal else "",
        ]
        return self.say("board.and").join(part for part in said if part)

    def _rungs(self, shown: ItemPage) -> Iterator[RungRow]:
        """The next one is the next that has a day; those without one are a leader's to ask for."""
        texts, last = self.services.rules.texts, max(_taken(shown), default=-1)
        coming = [rung.rung for rung in shown.ladder[last + 1 :] if rung.due_on and shown.row.open]
        for rung in shown.ladder:
            is_next = rung.rung in coming[:1]
            word_ahead = "next" if is_next else "ahead" if rung.due_on else "by_leader"
            yield RungRow(
                rung=rung.rung,
                name=word(texts, "supervision.rung", rung.rung),
                state_word=word(texts, "supervision.rung_state", rung.state)
                if rung.state
                else self.say(f"board.{word_ahead}"),
                number=rung.number,
                day=day_text(rung.due_on, texts),
                reach=_reach(rung, is_next=is_next),
            )

    def _how(self, shown: ItemPage) -> ExplanationWords | None:
        """「怎么算的」, counted here with the calendar in force."""
        limit = shown.limit
        if limit is None:
            return None
        kind = ClockKind.RECTIFY if shown.row.trigger == Trigger.BAD_RATING else ClockKind.SUPERVISED
        ledger = ledger_of(BudgetUnit(limit.unit), limit.amount, limit.started_at)
        explained = explain(ledger, ledger.due(self.policy.calendar), basis=basis_of(kind))
        return explanation_words(explained, self.services.rules.texts)


def _taken(shown: ItemPage) -> Iterator[int]:
    return (at for at, rung in enumerate(shown.ladder) if rung.state)


def _reach(rung: RungView, *, is_next: bool) -> str:
    if rung.state == RungState.DRAFTED:
        return "draft"
    if rung.state in TAKEN:
        return "done"
    return "dropped" if rung.state else "next" if is_next else "ahead"
