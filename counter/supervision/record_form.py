"""The form of a record of coordination. A line for the next task opens once the one before it has its unit."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from cases.policy.coordination import RecordKind
from cases.policy.policy import Policy
from cases.supervision.coordination_acts import Resolution, WriteRecord
from counter.casework.act_context import Field, FieldKind, FormContext, Option, Values
from counter.casework.act_fields import CHOICE, LINE, SEARCH, TEXT, UNITS, ActForm
from counter.casework.act_values import Filled
from counter.casework.unit_search import unit_options
from counter.supervision.board_words import case_options, typed_moment
from counter.supervision.section import Cases


def write_form(cases: Cases, policy: Policy, now: datetime) -> ActForm:
    """工作会议、会商研判、请示报告、协同联动."""
    units = unit_options(policy)
    kinds = tuple(Option(code=one.kind.value, name=one.name) for one in policy.coordination.records)
    return ActForm(
        key="",
        fields=(
            Field(
                key="record_of",
                kind=CHOICE,
                required=True,
                options=lambda _on: kinds,
                preset=lambda _on: kinds[0].code,
            ),
            Field(
                key="record_at",
                kind=FieldKind.HAPPENED,
                required=True,
                preset=lambda _on: typed_moment(now),
            ),
            Field(key="record_units", kind=UNITS, options=lambda _on: units),
            Field(key="case", kind=SEARCH, options=lambda _on: case_options(cases, policy)),
            Field(key="record_says", kind=TEXT, required=True, lines=5),
            *_task_fields(policy.coordination.tasks_max, units),
        ),
        make=lambda f: WriteRecord(
            kind=RecordKind(f.text("record_of")),
            held_at=f.moment("record_at") or now,
            text=f.text("record_says"),
            units=f.many("record_units"),
            case_id=f.text("case"),
            resolutions=tuple(_resolutions(f, policy.coordination.tasks_max)),
        ),
    )


def labels_of(policy: Policy, say: Callable[..., str]) -> Mapping[str, str]:
    """Every task has its number in its labels."""
    usual = policy.coordination.task_workdays
    return {
        f"field.{part}_{number}": say(f"records.{part}", number=number, usual=usual)
        for number in range(1, policy.coordination.tasks_max + 1)
        for part in ("task_unit", "task_says", "task_days")
    }


def _task_fields(tasks_max: int, units: tuple[Option, ...]) -> Iterator[Field]:
    for number in range(1, tasks_max + 1):
        has_unit = _filled(f"task_unit_{number}")
        yield Field(
            key=f"task_unit_{number}",
            kind=SEARCH,
            options=lambda _on: units,
            wanted=_filled(f"task_unit_{number - 1}") if number > 1 else _filled("record_of"),
        )
        yield Field(key=f"task_says_{number}", kind=LINE, required=True, wanted=has_unit)
        yield Field(key=f"task_days_{number}", kind=FieldKind.NUMBER, wanted=has_unit)


def _filled(key: str) -> Callable[[FormContext, Values], bool]:
    return lambda _on, values: bool(values.get(key))


def _resolutions(filled: Filled, tasks_max: int) -> Iterator[Resolution]:
    for number in range(1, tasks_max + 1):
        if unit := filled.text(f"task_unit_{number}"):
            yield Resolution(
                unit=unit,
                text=filled.text(f"task_says_{number}"),
                workdays=filled.number(f"task_days_{number}"),
            )
