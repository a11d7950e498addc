"""What a form is, and the fields that several forms share."""

from collections.abc import Callable
from dataclasses import dataclass

from cases.casework.case_state import CloseResult, DispatchState
from counter.casework import act_options as among
from counter.casework.act_advice import Advice, nothing
from counter.casework.act_context import Field, FieldKind, FormContext, Values
from counter.casework.act_values import Filled

CHOICE, SEARCH, UNITS, LINE, TEXT = (
    FieldKind.CHOICE,
    FieldKind.SEARCH,
    FieldKind.UNITS,
    FieldKind.LINE,
    FieldKind.TEXT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """`key`: the letter that opens it, the same in every state. `make` is called with a form that could be read."""

    key: str
    make: Callable[[Filled], object]
    fields: tuple[Field, ...] = ()
    advice: Advice = nothing


def asks_zone(on: FormContext, values: Values) -> bool:
    """Whether a place in the centre belongs to this kind of record."""
    kind = on.policy.casework.record_kind(values.get("record_kind", ""))
    return kind is not None and kind.asks_zone


def needs_agreement(_on: FormContext, values: Values) -> bool:
    """Whether the chosen result is an agreement."""
    return values.get("result") == CloseResult.RESOLVED_AGREEMENT


def own(state: DispatchState | None = None) -> Field:
    """Which of one's own shares; asked only where there are several."""
    options = among.own_dispatches(state)
    return Field(
        key="dispatch",
        kind=CHOICE,
        options=options,
        preset=among.first_of(options),
        wanted=among.several(options),
    )


def dispatch_of(filled: Filled, state: DispatchState | None = None) -> str:
    """The chosen share, or the only one there is."""
    return filled.text("dispatch") or among.first_of(among.own_dispatches(state))(filled.on)


BECAUSE = Field(key="because", kind=TEXT)
MUST_SAY_WHY = Field(key="because", kind=TEXT, required=True)
CHANNEL = Field(
    key="channel",
    kind=CHOICE,
    required=True,
    options=among.named(lambda policy: policy.contact_channels),
    preset=among.usual_channel,
)
RESULT = Field(key="result", kind=CHOICE, options=among.results, required=True)
METHOD = Field(key="method", kind=CHOICE, options=among.methods, required=True)
TERMS = Field(key="terms", kind=TEXT, required=True, lines=4)
PERFORM_BY = Field(key="perform_by", kind=FieldKind.DAY)
