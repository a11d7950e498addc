"""A case in words, as its page shows it: head, who and what, clocks, units, materials. Pure: the view in, lines out."""

from collections.abc import Iterator
from dataclasses import dataclass

from cases.casework.case_state import CaseState
from cases.casework.steps import STEP_OF
from cases.deadlines.case_clock import BudgetUnit, ledger_of
from cases.deadlines.deadline_light import Light
from cases.deadlines.explanation import basis_of, explain
from cases.deadlines.explanation_words import ExplanationWords, explanation_words
from cases.hall_time import hall_time
from cases.people.party import Party
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_casework import CaseView, ClockView, DispatchView, HoldView
from counter.wording import (
    LIGHT_SHAPES,
    category_name,
    grouped_phone,
    long_case_code,
    money,
    place_name,
    time_left,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """Something that is known of the case. `is_long`: a text of its own below its label."""

    key: str
    label: str
    value: str
    is_long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A running clock. `key`: the digit that opens 「怎么算的」."""

    clock_id: str
    key: str
    name: str
    light: str
    mark: str
    light_word: str
    time_left: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit's share."""

    dispatch_id: str
    name: str
    part: str
    share: str
    is_live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRow:
    """材料 or 文书."""

    row_id: str
    name: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHead:
    """The line over the page. `light` is a shape, "" without a running clock; `step` of the citizen's five."""

    code: str = ""
    kind: str = ""
    state_word: str = ""
    step: int = 1
    grade: str = ""
    marks: tuple[str, ...] = ()
    source: str = ""
    light: str = ""
    left: str = ""
    waits: str = ""


NO_HEAD = CaseHead()
_SIGNED_FOR = (CaseState.DISPATCHED, CaseState.REOPENED)  # a unit has yet to sign for it


def word(texts: Texts, table: str, value: str) -> str:
    """A value's word; one of a newer hall stands as it is."""
    key = f"{table}.{value}"
    return texts.get(key) if key in texts.keys else value


def light_mark(light: str, texts: Texts) -> str:
    """The shape of a light as a sign; "" for none."""
    return texts.get(f"lists.mark.{light}") if light else ""


def clock_name(kind: str, texts: Texts) -> str:
    """What a clock waits for."""
    return word(texts, "counter_casework.clock", kind)


def unit_name(unit_id: str, policy: Policy) -> str:
    """A unit's name; what is a name already stands as it is."""
    unit = policy.units.of(unit_id) if unit_id else None
    return unit.name if unit else unit_id


def kind_words(dispute_type: str | None, category: str | None, policy: Policy) -> str:
    """The standard's word, before it is chosen the citizen's."""
    found = policy.dispute_types.get(dispute_type or "")
    return found.name if found else category_name(category, policy)


def case_head(view: CaseView, policy: Policy, texts: Texts) -> CaseHead:
    """Which case this is and where it stands."""
    say = texts.get
    worst = min(view.clocks, key=_worst, default=None)
    marks = {
        "major": view.major_amount,
        "superior": view.superior_key,
        "info_only": view.info_only,
        "elsewhere": not view.held_here,
        "consultation": view.consultation_owed,
        "held": bool(view.holds),
    }
    return CaseHead(
        code=long_case_code(view.case_code),
        kind=kind_words(view.open.dispute_type, view.open.category, policy),
        state_word=state_words(view, texts),
        step=STEP_OF[CaseState(view.state)] if view.state in set(CaseState) else 1,
        grade=word(texts, "casework_reasons.grade_name", view.grade) if view.grade else "",
        marks=(
            *(word(texts, "casework_reasons.emergency", name) for name in view.emergencies),
            *(say(f"counter_casework.mark.{name}") for name, is_set in marks.items() if is_set),
            *(say("counter_casework.mark.whistles", count=len(view.whistles)) for _ in view.whistles[:1]),
            *(say("counter_casework.mark.items", count=len(view.items)) for _ in view.items[:1]),
        ),
        source=say("counter_casework.head.source", source=word(texts, "sources.name", view.source)),
        light=LIGHT_SHAPES[Light(worst.light)] if worst else "",
        left=time_left(worst, texts) if worst else "",
        waits=waits_words(view, worst, texts),
    )


def state_words(view: CaseView, texts: Texts) -> str:
    """The exact state, with the result once there is one."""
    state = word(texts, "counter_casework.state", view.state)
    result = view.close_result or view.proposed
    if not result:
        return state
    return texts.get(
        "counter_casework.head.result", state=state, result=word(texts, "counter_casework.result", result)
    )


def waits_words(view: CaseView, worst: ClockView | None, texts: Texts) -> str:
    """Whose turn it is and until when; "" where nothing is waited for."""
    due = due_words(worst, texts) if worst else ""
    if view.primary:
        key = "late" if worst is not None and worst.past else "mine"
        return texts.get(f"counter_casework.waits.{key}", due=due) if due else ""
    keys = (f"counter_casework.waits.{name}" for name in (view.state, view.waits_for))
    key = next((key for key in keys if key in texts.keys), "")
    if not view.waits_for or not key:
        return ""
    wanted = ("assigned",) if view.state in _SIGNED_FOR else ("assigned", "acknowledged")
    units = "、".join(one.unit_name for one in view.dispatches if one.state in wanted)
    who = texts.get(key, units=units or texts.get("counter_casework.waits.no_unit"))
    return texts.get("counter_casework.waits.until", who=who, due=due) if due else who


def facts(view: CaseView, policy: Policy, texts: Texts) -> list[FactRow]:
    """Who and what. What was not said is left out; a case whose persons do not open here says so once."""
    rows = [
        ("contact", _contact(view), False),
        ("other_side", _other_side(view), False),
        ("place", _place(view, policy), False),
        ("amount", money(view.open.amount_fen), False),
        ("people", _people_count(view, texts), False),
        ("happened_on", f"{view.open.happened_on:%Y-%m-%d}" if view.open.happened_on else "", False),
        ("units", view.private.units, False),
        ("referrer", view.private.referrer, False),
        ("story", view.private.story, True),
        ("summary", view.private.summary, True),
        ("demand", view.private.demand, True),
        ("evidence", "\n".join(view.private.evidence), True),
    ]
    said = [
        *_parties(view, texts),
        *(
            FactRow(key=key, label=texts.get(f"counter_casework.fact.{key}"), value=value, is_long=long)
            for key, value, long in rows
            if value
        ),
    ]
    if not view.private_readable:
        note = texts.get(f"counter_casework.head.{'forgotten' if view.forgotten else 'sealed'}")
        said.insert(0, FactRow(key="sealed", label="", value=note, is_long=True))
    return [*_holds(view, policy, texts), *said]


def _holds(view: CaseView, policy: Policy, texts: Texts) -> Iterator[FactRow]:
    """保全: what forbids that the case be forgotten."""
    for hold in view.holds:
        said = hold_words(hold, policy, texts, key="held")
        label = texts.get("counter_casework.fact.hold")
        yield FactRow(key=f"hold.{hold.hold_id}", label=label, value=said, is_long=False)


def hold_words(hold: HoldView, policy: Policy, texts: Texts, key: str = "hold") -> str:
    """Why, since when, and by whom; by their number where this store does not know the name."""
    reason = policy.retention.hold(hold.reason_code)
    return texts.get(
        f"counter_casework.head.{key}",
        reason=reason.name if reason else hold.reason_code,
        since=f"{hall_time(hold.since):%Y-%m-%d}",
        who=hold.name or hold.staff_id,
    )


def clock_rows(view: CaseView, texts: Texts) -> list[ClockRow]:
    """All running clocks, the worst first."""
    return [
        ClockRow(
            clock_id=clock.clock_id,
            key=str(number) if number < 10 else "",  # noqa: PLR2004 - there are nine digits
            name=clock_name(clock.kind, texts),
            light=LIGHT_SHAPES[Light(clock.light)],
            mark=light_mark(LIGHT_SHAPES[Light(clock.light)], texts),
            light_word=texts.get(f"counter.light.{LIGHT_SHAPES[Light(clock.light)]}"),
            time_left=time_left(clock, texts),
            due=due_words(clock, texts),
        )
        for number, clock in enumerate(sorted(view.clocks, key=_worst), 1)
    ]


def due_words(clock: ClockView, texts: Texts) -> str:
    """11月30日 for a limit by days, with the time for one by hours; a provisional one says so."""
    by_hours = clock.unit in (BudgetUnit.OPENING_HOURS, BudgetUnit.CLOCK_HOURS)
    at = hall_time(clock.due_at)
    day = at.date() if by_hours else clock.due_date
    due = texts.get(
        "counter_casework.due.moment" if by_hours else "counter_casework.due.day",
        month=day.month,
        day=day.day,
        time=f"{at:%H:%M}",
    )
    return texts.get("counter_casework.due.provisional", due=due) if clock.provisional else due


def how_counted(clock: ClockView, policy: Policy, texts: Texts) -> ExplanationWords:
    """「怎么算的」, counted here with the calendar in force, as the hall counts it."""
    ledger = ledger_of(BudgetUnit(clock.unit), clock.amount, clock.started_at, clock.pauses, clock.extensions)
    return explanation_words(explain(ledger, ledger.due(policy.calendar), basis=basis_of(clock.kind)), texts)


def unit_rows(view: CaseView, texts: Texts) -> list[UnitRow]:
    """Every unit that has or had a share, the newest dispatch last."""
    return [_unit_row(one, texts) for one in view.dispatches]


def material_rows(view: CaseView, texts: Texts) -> list[MaterialRow]:
    """材料 and 文书 that the case has."""
    files = [
        MaterialRow(
            row_id=one.attachment_id,
            name=one.name or word(texts, "attachments.kind", one.kind),
            note=word(texts, "attachments.kind", one.kind),
        )
        for one in view.attachments
    ]
    papers = [
        MaterialRow(
            row_id=one.paper_id,
            name=word(texts, "counter_casework.paper", one.kind),
            note=one.number,
        )
        for one in view.papers
    ]
    return files + papers


def _worst(clock: ClockView) -> tuple[int, object]:
    return (list(Light).index(Light(clock.light)), clock.due_at)


def _unit_row(one: DispatchView, texts: Texts) -> UnitRow:
    return UnitRow(
        dispatch_id=one.dispatch_id,
        name=one.unit_name,
        part=texts.get(f"counter_casework.part.{'lead' if one.lead else 'co'}"),
        share=word(texts, "counter_casework.share", one.state),
        is_live=one.state in ("assigned", "acknowledged"),
    )


def _parties(view: CaseView, texts: Texts) -> Iterator[FactRow]:
    """Each by their role: name, how many they are, telephone; of a group who speaks for it."""
    for number, party in enumerate(view.private.parties):
        label = texts.get(f"registration.role.{party.role.value}")
        yield FactRow(key=f"party.{number}", label=label, value=_party(party, texts))


def _party(party: Party, texts: Texts) -> str:
    count = texts.get("counter.matter.people_count", count=party.person_count) if party.person_count else ""
    lines = [" ".join(filter(None, (party.name, count, grouped_phone(party.phone))))]
    if party.representatives:
        names = "、".join(one.name for one in party.representatives)
        lines.append(texts.get("counter_casework.fact.speakers", names=names))
    return "\n".join(lines)


def _contact(view: CaseView) -> str:
    """Before staff have written the parties down, whoever left a name."""
    private = view.private
    if private.parties:
        return ""
    return " ".join(filter(None, (private.contact_name, grouped_phone(private.contact_phone))))


def _other_side(view: CaseView) -> str:
    """What the citizen wrote, as long as it is not one of the parties."""
    private = view.private
    return "" if any(one.name == private.other_side for one in private.parties) else private.other_side


def _people_count(view: CaseView, texts: Texts) -> str:
    count = view.open.party_count
    return texts.get("counter.matter.people_count", count=count) if count else ""


def _place(view: CaseView, policy: Policy) -> str:
    return " ".join(filter(None, (place_name(view.open.town, policy), view.private.place_detail)))
