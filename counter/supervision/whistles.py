"""吹哨报到: who was called and is not here yet, and what a called unit does about it."""

from dataclasses import replace

from cases.policy.policy import Policy
from cases.policy.units import CENTRE
from cases.roles import Right
from cases.supervision import whistle_acts as acts
from cases.supervision.whistle import STEP_AFTER, WhistleState
from cases.views_supervision import ItemLine, WhistlePage, WhistleRow
from counter.casework.act_context import Field, FieldKind
from counter.casework.act_fields import MUST_SAY_WHY, SEARCH, TEXT, UNITS, ActForm
from counter.casework.case_words import FactRow, word
from counter.casework.unit_search import unit_options
from counter.supervision.board_words import NOWHERE, Here, case_options, facts, happened, moment_text, sign_of
from counter.supervision.section import (
    BoardLine,
    Cases,
    Choice,
    Chosen,
    Detail,
    Filter,
    Offer,
    PartRow,
    Question,
    Section,
    fixed,
)
from counter.wording import short_case_code

ALL = "all"
ABSENT = (WhistleState.CALLED, WhistleState.CONFIRMED, WhistleState.MISSED)
Rows = tuple[WhistleRow, ...]


class WhistlesSection(Section[Rows, WhistlePage]):
    """A line is one unit of a call: each goes its own way."""

    name = "whistles"
    has_pages = True
    has_lights = True

    def ask(self) -> Question:
        """All of them: what is over is told apart here."""
        return self.services.client.whistles.rows()

    def ask_page(self, row_id: str) -> Question:
        """The call that a unit belongs to."""
        return self.services.client.whistles.page(_whistle_of(row_id))

    def lines(self, found: Rows) -> list[BoardLine]:
        """Missed ones, then those that are waited for, the earliest first; 全部 shows what is over, too."""
        is_all = self.narrowed.get("shown") == ALL
        kept = [row for row in found if is_all or row.due_at or _is_missed(row)]
        kept.sort(key=lambda row: (not _is_missed(row), row.due_at is None, row.due_at or row.called_at))
        return [self._line(row) for row in kept]

    def count(self, found: Rows) -> str:
        """Who is waited for, and who did not come."""
        missed = sum(_is_missed(row) for row in found)
        awaited = sum(row.due_at is not None for row in found)
        return self.say("whistles.count", awaited=awaited, missed=missed)

    def filters(self, found: Rows | None) -> tuple[Filter, ...]:
        """What is over as well."""
        choice = Choice(code=ALL, name=self.say("whistles.all"), count=str(len(found)) if found else "")
        return (
            Filter(name="shown", chosen=self.narrowed.get("shown", ""), choices=(choice,), is_switch=True),
        )

    def detail(self, chosen: Chosen[Rows, WhistlePage]) -> Detail:
        """Why, who was called, and what each did."""
        shown = chosen.shown
        row = next(row for row in chosen.found if _row_id(row) == chosen.row_id)
        texts = self.services.rules.texts
        known = facts(
            self,
            called=moment_text(row.called_at, texts),
            arrive_by=moment_text(row.arrive_by, texts),
        )
        why = shown.reason if shown else ""
        reason = (
            (FactRow(key="reason", label=self.say("fact.reason"), value=why, is_long=True),) if why else ()
        )
        return Detail(
            title=row.unit_name,
            code=short_case_code(row.case_code),
            chips=(self._state(row),),
            facts=(*known, *reason),
            parts_title=self.say("whistles.units"),
            parts=tuple(self._part(one) for one in shown.units) if shown else (),
            lines=happened(_without_reason(shown.lines), texts) if shown else (),
            case_id=row.case_id,
        )

    def offers(self, chosen: Chosen[Rows, WhistlePage]) -> list[Offer]:
        """应哨, 报到, 报告 for the called unit; 撤哨 and 吹哨 for who may whistle."""
        row = next((row for row in chosen.found if _row_id(row) == chosen.row_id), None)
        offers: list[Offer] = []
        if row is not None and row.unit == (self.own_unit or CENTRE) and self.may(Right.HANDLE):
            offers += self._own(row)
        if self.may(Right.WHISTLE):
            if row is not None and row.state in ABSENT:
                offers.append(self._offer("call-off", "X", _call_off(row.unit), row))
            here = Here(row.case_id, short_case_code(row.case_code)) if row else NOWHERE
            offers.append(
                Offer(
                    name="whistle",
                    key="N",
                    form=lambda cases: _whistle(cases, self.policy, here),
                    ask=self.services.client.whistles.call,
                    asks_case=True,
                )
            )
        return offers

    def _own(self, row: WhistleRow) -> list[Offer]:
        """The next step first. Who is here has answered; who was late may still come and report."""
        state = WhistleState(row.state)
        steps = {
            "whistle-confirm": ("C", (WhistleState.CALLED,), ActForm(key="", make=lambda _f: acts.Confirm())),
            "whistle-arrive": ("D", ABSENT, ActForm(key="", make=lambda _f: acts.Arrive())),
            "whistle-report": ("B", (WhistleState.ARRIVED, WhistleState.MISSED), _report()),
        }
        possible = [(name, key, form) for name, (key, states, form) in steps.items() if state in states]
        return [
            self._offer(name, key, form, row, is_primary=number == 0)
            for number, (name, key, form) in enumerate(possible)
        ]

    def _offer(
        self, name: str, key: str, form: ActForm, row: WhistleRow, *, is_primary: bool = False
    ) -> Offer:
        client = self.services.client.whistles
        return Offer(
            name=name,
            key=key,
            form=fixed(form),
            ask=lambda act, id_: client.act(row.whistle_id, act, id_),
            is_primary=is_primary,
        )

    def _line(self, row: WhistleRow) -> BoardLine:
        texts = self.services.rules.texts
        return BoardLine(
            row_id=_row_id(row),
            **sign_of(_shape(row), texts),
            title=self._state(row),
            code=short_case_code(row.case_code),
            until=moment_text(row.due_at, texts),
            note=row.unit_name,
            needs_me=row.unit == (self.own_unit or CENTRE) and row.due_at is not None,
        )

    def _part(self, row: WhistleRow) -> PartRow:
        texts = self.services.rules.texts
        return PartRow(
            row_id=row.unit,
            name=row.unit_name,
            note=self._state(row),
            side=moment_text(row.due_at, texts),
            **sign_of(_shape(row), texts),
        )

    def _state(self, row: WhistleRow) -> str:
        return word(self.services.rules.texts, "supervision.whistle", row.state)


def _whistle(cases: Cases, policy: Policy, here: Here) -> ActForm:
    return ActForm(
        key="",
        fields=(
            Field(
                key="whistle_case",
                kind=SEARCH,
                required=True,
                options=lambda _on: case_options(cases, policy, here),
                preset=lambda _on: here.case_id,
            ),
            Field(key="called_units", kind=UNITS, required=True, options=lambda _on: unit_options(policy)),
            MUST_SAY_WHY,
            Field(key="arrive_by", kind=FieldKind.MOMENT),
        ),
        make=lambda f: acts.Whistle(
            case_id=f.text("whistle_case"),
            units=f.many("called_units"),
            reason=f.text("because"),
            arrive_by=f.moment("arrive_by"),
        ),
    )


def _report() -> ActForm:
    return ActForm(
        key="",
        fields=(Field(key="arrived_text", kind=TEXT, required=True, lines=5),),
        make=lambda f: acts.ReportBack(text=f.text("arrived_text")),
    )


def _call_off(unit: str) -> ActForm:
    return ActForm(
        key="",
        fields=(MUST_SAY_WHY,),
        make=lambda f: acts.CallOff(reason=f.text("because"), units=(unit,)),
    )


def _without_reason(lines: tuple[ItemLine, ...]) -> tuple[ItemLine, ...]:
    """Why it was called stands above already."""
    return (*(replace(line, text="") for line in lines[:1]), *lines[1:])


def _is_missed(row: WhistleRow) -> bool:
    return row.state == WhistleState.MISSED


def _shape(row: WhistleRow) -> str:
    """In time, missed, or over."""
    if _is_missed(row):
        return "overdue"
    return "normal" if row.state in STEP_AFTER else "done"


def _row_id(row: WhistleRow) -> str:
    return f"{row.whistle_id}/{row.unit}"


def _whistle_of(row_id: str) -> str:
    return row_id.partition("/")[0]
