"""Forms of handling: records, appointments, mediation, agreement, suspension, extension, report."""

from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchState
from cases.hall_time import hall_time
from cases.refusal import Refusal
from counter.casework import act_advice as advice
from counter.casework import act_options as among
from counter.casework.act_context import Field, FieldKind, FormContext, Values
from counter.casework.act_fields import (
    BECAUSE,
    CHOICE,
    METHOD,
    MUST_SAY_WHY,
    PERFORM_BY,
    RESULT,
    SEARCH,
    TERMS,
    TEXT,
    ActForm,
    asks_zone,
    dispatch_of,
    own,
)
from counter.casework.act_values import Filled, read_moment
from counter.casework.unit_search import unit_options

RECORD_KINDS = among.named(lambda policy: policy.record_kinds)
ROOMS = among.named(lambda policy: policy.rooms)


def is_short_notice(on: FormContext, values: Values) -> bool:
    """Whether the appointment comes sooner than the rule lets it (domain.md §1.4 O5)."""
    meet_at = read_moment(values.get("meet_at", ""), on.today)
    if isinstance(meet_at, Refusal):
        return False
    return (meet_at.date() - on.today).days < on.policy.deadlines.appointment_notice_calendar_days


def _appoint(filled: Filled) -> acts.Appoint:
    meet_at = filled.moment("meet_at")
    if meet_at is None:
        raise TypeError("a required moment was read as none")
    return acts.Appoint(
        kind=filled.text("appointment_kind"),
        meet_at=hall_time(meet_at),
        text=filled.text("appointment_text"),
        room=filled.text("room"),
        override=filled.text("override"),
    )


HANDLING: dict[str, ActForm] = {
    "record": ActForm(
        key="J",
        fields=(
            Field(
                key="record_kind",
                kind=CHOICE,
                required=True,
                options=RECORD_KINDS,
                preset=among.first_of(RECORD_KINDS),
            ),
            Field(key="record_text", kind=TEXT, required=True, lines=5),
            Field(key="zone", kind=CHOICE, options=among.zones, wanted=asks_zone),
            Field(key="room", kind=CHOICE, options=ROOMS, wanted=asks_zone),
        ),
        make=lambda f: acts.Record(
            kind=f.text("record_kind"),
            text=f.text("record_text"),
            zone=f.text("zone"),
            room=f.text("room"),
        ),
    ),
    "appoint": ActForm(
        key="Y",
        advice=advice.appointing,
        fields=(
            Field(
                key="appointment_kind",
                kind=CHOICE,
                required=True,
                options=among.named(lambda policy: policy.appointment_kinds),
                preset=among.first_of(among.named(lambda policy: policy.appointment_kinds)),
            ),
            Field(key="meet_at", kind=FieldKind.MOMENT, required=True),
            Field(key="override", kind=TEXT, required=True, lines=2, wanted=is_short_notice),
            Field(key="room", kind=CHOICE, options=ROOMS),
            Field(key="appointment_text", kind=TEXT),
        ),
        make=_appoint,
    ),
    "begin-mediation": ActForm(
        key="K",
        fields=(
            Field(
                key="org",
                kind=SEARCH,
                required=True,
                options=lambda on: unit_options(on.policy),
                preset=among.lead_unit,
            ),
            Field(key="by_court", kind=CHOICE, options=among.yes_no("by_court"), preset=lambda _on: among.NO),
        ),
        make=lambda f: acts.BeginMediation(org=f.text("org"), by_court=bool(f.is_yes("by_court"))),
    ),
    "finish-mediation": ActForm(
        key="K",
        fields=(Field(key="agreed", kind=CHOICE, required=True, options=among.yes_no("agreed")),),
        make=lambda f: acts.FinishMediation(agreed=bool(f.is_yes("agreed"))),
    ),
    "agree": ActForm(
        key="X",
        fields=(TERMS, PERFORM_BY),
        advice=advice.plain("agree"),
        make=lambda f: acts.Agree(terms=f.text("terms"), perform_by=f.day("perform_by")),
    ),
    "suspend": ActForm(
        key="Z",
        advice=advice.plain("suspend"),
        fields=(
            Field(
                key="suspend_reason",
                kind=CHOICE,
                required=True,
                options=among.named(lambda policy: policy.suspend_reasons),
            ),
            BECAUSE,
        ),
        make=lambda f: acts.Suspend(reason_code=f.text("suspend_reason"), because=f.text("because")),
    ),
    "resume": ActForm(key="H", make=lambda _f: acts.Resume(), advice=advice.plain("resume")),
    "ask-longer": ActForm(
        key="E",
        advice=advice.asking_longer,
        fields=(
            Field(
                key="clock",
                kind=CHOICE,
                required=True,
                options=among.clocks,
                preset=among.first_of(among.clocks),
            ),
            Field(key="amount", kind=FieldKind.NUMBER, required=True),
            MUST_SAY_WHY,
        ),
        make=lambda f: acts.AskLonger(
            clock_id=f.text("clock"), amount=f.number("amount") or 0, because=f.text("because")
        ),
    ),
    "decide-longer": ActForm(
        key="P",
        advice=advice.deciding_longer,
        fields=(Field(key="grant", kind=CHOICE, required=True, options=among.yes_no("grant")),),
        make=lambda f: acts.DecideLonger(grant=bool(f.is_yes("grant"))),
    ),
    "report": ActForm(
        key="R",
        advice=advice.reporting,
        fields=(
            own(DispatchState.ACKNOWLEDGED),
            RESULT,
            METHOD,
            Field(key="report_text", kind=TEXT, required=True, lines=4),
        ),
        make=lambda f: acts.Report(
            dispatch_id=dispatch_of(f, DispatchState.ACKNOWLEDGED),
            result=CloseResult(f.text("result")),
            method=ResolutionMethod(f.text("method")),
            text=f.text("report_text"),
        ),
    ),
}
