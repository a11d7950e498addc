"""Forms of what is done with an item of the supervision list."""

from collections.abc import Callable
from datetime import datetime

from cases.policy.policy import Policy
from cases.supervision import supervision_acts as acts
from cases.texts import Texts
from cases.views_supervision import ItemPage, RungView
from counter.casework.act_context import Field, FieldKind, Option
from counter.casework.act_fields import CHANNEL, CHOICE, LINE, MUST_SAY_WHY, SEARCH, TEXT, ActForm
from counter.casework.act_options import first_of, yes_no
from counter.casework.case_words import word
from counter.casework.unit_search import unit_options
from counter.supervision.board_words import Here, case_options, typed_moment
from counter.supervision.section import Cases


def item_form(name: str, page: ItemPage, policy: Policy, texts: Texts, now: datetime) -> ActForm:
    """The form of an act of `ITEM_ACTS` on this item."""
    decided = _rung(tuple(rung for rung in page.ladder if rung.may_decide), texts)
    match name:
        case "approve":
            return ActForm(
                key="",
                fields=(decided, Field(key="approve_text", kind=TEXT)),
                make=lambda f: acts.Approve(rung=f.text("rung"), text=f.text("approve_text")),
            )
        case "drop":
            return ActForm(
                key="",
                fields=(decided, MUST_SAY_WHY),
                make=lambda f: acts.Drop(rung=f.text("rung"), because=f.text("because")),
            )
        case "ask-rung":
            asked = _rung(tuple(rung for rung in page.ladder if rung.may_ask), texts)
            return ActForm(key="", fields=(asked,), make=lambda f: acts.AskFor(rung=f.text("rung")))
        case "name":
            return _name(page, policy)
        case "interview":
            return _interview(now)
        case "visited":
            return _visited()
        case "decide-appeal":
            return _decide_appeal()
        case "rectified":
            return _said("rectified_text", lambda text: acts.Rectified(text=text))
        case "appeal":
            return _said("appeal_text", lambda text: acts.Appeal(text=text))
        case _:
            return _said("evidence", lambda text: acts.Close(evidence=text))


def raise_form(cases: Cases, policy: Policy, here: Here) -> ActForm:
    """列入督办 by a person."""
    return ActForm(
        key="",
        fields=(
            _unit(policy, ""),
            Field(key="responsible", kind=LINE),
            Field(
                key="case",
                kind=SEARCH,
                options=lambda _on: case_options(cases, policy, here),
                preset=lambda _on: here.case_id,
            ),
            MUST_SAY_WHY,
        ),
        make=lambda f: acts.RaiseByHand(
            unit=f.text("unit"),
            reason=f.text("because"),
            responsible=f.text("responsible"),
            case_id=f.text("case"),
        ),
    )


def _unit(policy: Policy, unit: str) -> Field:
    return Field(
        key="unit",
        kind=SEARCH,
        required=True,
        options=lambda _on: unit_options(policy),
        preset=lambda _on: unit,
    )


def _rung(rungs: tuple[RungView, ...], texts: Texts) -> Field:
    """Which paper; asked only where there are several."""
    options = tuple(Option(code=one.rung, name=word(texts, "supervision.rung", one.rung)) for one in rungs)
    return Field(
        key="rung",
        kind=CHOICE,
        required=True,
        options=lambda _on: options,
        preset=first_of(lambda _on: options),
    )


def _name(page: ItemPage, policy: Policy) -> ActForm:
    return ActForm(
        key="",
        fields=(
            _unit(policy, page.row.unit),
            Field(key="responsible", kind=LINE, required=True, preset=lambda _on: page.row.responsible),
        ),
        make=lambda f: acts.Name(unit=f.text("unit"), responsible=f.text("responsible")),
    )


def _interview(now: datetime) -> ActForm:
    held_at = Field(
        key="held_at", kind=FieldKind.HAPPENED, required=True, preset=lambda _on: typed_moment(now)
    )
    return ActForm(
        key="",
        fields=(
            held_at,
            Field(key="interview_text", kind=TEXT, required=True, lines=5),
            Field(key="calendar_days", kind=FieldKind.NUMBER),
        ),
        make=lambda f: acts.Interview(
            held_at=f.moment("held_at") or now,
            text=f.text("interview_text"),
            calendar_days=f.number("calendar_days"),
        ),
    )


def _visited() -> ActForm:
    return ActForm(
        key="",
        fields=(
            CHANNEL,
            Field(key="satisfied", kind=CHOICE, required=True, options=yes_no("satisfied")),
            Field(key="visit_text", kind=TEXT),
        ),
        make=lambda f: acts.Visited(
            channel=f.text("channel"), satisfied=f.is_yes("satisfied"), text=f.text("visit_text")
        ),
    )


def _decide_appeal() -> ActForm:
    return ActForm(
        key="",
        fields=(
            Field(key="upheld", kind=CHOICE, required=True, options=yes_no("upheld")),
            Field(key="decide_text", kind=TEXT, required=True),
        ),
        make=lambda f: acts.DecideAppeal(upheld=bool(f.is_yes("upheld")), text=f.text("decide_text")),
    )


def _said(key: str, make: Callable[[str], acts.ItemAct]) -> ActForm:
    """One text and nothing else."""
    field = Field(key=key, kind=TEXT, required=True, lines=5)
    return ActForm(key="", fields=(field,), make=lambda f: make(f.text(key)))
