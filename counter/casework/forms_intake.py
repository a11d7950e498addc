"""Forms of the way in: acceptance, grade, dispatch, and 一表办, which is all of it on one page."""

from dataclasses import replace

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind, DispatchState
from cases.typed import compact
from counter.casework import act_advice as advice
from counter.casework import act_options as among
from counter.casework.act_context import Field
from counter.casework.act_fields import (
    BECAUSE,
    CHOICE,
    LINE,
    METHOD,
    MUST_SAY_WHY,
    PERFORM_BY,
    RESULT,
    SEARCH,
    TERMS,
    TEXT,
    UNITS,
    ActForm,
    dispatch_of,
    needs_agreement,
    own,
)
from counter.casework.unit_search import unit_options

INTAKE: dict[str, ActForm] = {
    "accept": ActForm(key="S", make=lambda _f: acts.Accept(), advice=advice.acceptance),
    "reject": ActForm(
        key="B",
        advice=advice.acceptance,
        fields=(
            Field(
                key="reason",
                kind=CHOICE,
                required=True,
                options=among.rejection_reasons,
                preset=among.advised_reason,
                sets=among.rejection_sets,
            ),
            Field(
                key="referral",
                kind=CHOICE,
                required=True,
                options=among.referrals,
                preset=among.advised_referral,
            ),
            Field(key="remark", kind=TEXT),
        ),
        make=lambda f: acts.Reject(
            reason_code=f.text("reason"), referral_code=f.text("referral"), remark=f.text("remark")
        ),
    ),
    "grade": ActForm(
        key="D",
        advice=advice.grade,
        fields=(
            Field(
                key="grade",
                kind=CHOICE,
                required=True,
                options=among.grades,
                preset=lambda on: on.view.grade_suggestion.grade.value if on.view.grade_suggestion else "",
            ),
            BECAUSE,
        ),
        make=lambda f: acts.Grade(grade=CaseGrade(f.text("grade")), because=f.text("because")),
    ),
    "send": ActForm(
        key="F",
        advice=advice.sending,
        fields=(
            Field(
                key="route",
                kind=CHOICE,
                options=among.routes,
                preset=among.first_route,
                sets=among.route_sets,
            ),
            Field(key="units", kind=UNITS, required=True, options=lambda on: unit_options(on.policy)),
            Field(key="kind", kind=CHOICE, required=True, options=among.dispatch_kinds),
            Field(key="level", kind=CHOICE, required=True, options=among.levels),
            Field(key="method", kind=CHOICE, required=True, options=among.methods),
            BECAUSE,
        ),
        make=lambda f: acts.SendTo(
            kind=DispatchKind(f.text("kind")),
            level=Level(f.text("level")),
            channel=ResolutionMethod(f.text("method")),
            units=f.many("units"),
            because=f.text("because"),
        ),
    ),
    "acknowledge": ActForm(
        key="Q",
        fields=(own(DispatchState.ASSIGNED),),
        make=lambda f: acts.Acknowledge(dispatch_id=dispatch_of(f, DispatchState.ASSIGNED)),
        advice=advice.plain("acknowledge"),
    ),
    "give-back": ActForm(
        key="T",
        advice=advice.returning,
        fields=(
            own(),
            Field(key="duty", kind=SEARCH, required=True, options=among.duties),
            BECAUSE,
        ),
        make=lambda f: acts.GiveBack(
            dispatch_id=dispatch_of(f), duty_id=f.text("duty"), because=f.text("because")
        ),
    ),
    "recall": ActForm(
        key="U",
        fields=(
            Field(
                key="dispatch",
                kind=CHOICE,
                required=True,
                options=among.live_dispatches,
                preset=among.first_of(among.live_dispatches),
            ),
            BECAUSE,
        ),
        make=lambda f: acts.Recall(dispatch_id=f.text("dispatch"), because=f.text("because")),
    ),
    "withdraw": ActForm(
        key="W",
        fields=(MUST_SAY_WHY,),
        advice=advice.plain("withdraw"),
        make=lambda f: acts.Withdraw(because=f.text("because")),
    ),
    "merge": ActForm(
        key="M",
        fields=(Field(key="into_case_code", kind=LINE, required=True),),
        advice=advice.plain("merge"),
        make=lambda f: acts.Merge(into_case_code=compact(f.text("into_case_code"))),
    ),
    "settle": ActForm(
        key="N",
        advice=advice.settling,
        fields=(
            Field(key="done", kind=TEXT, required=True),
            RESULT,
            METHOD,
            replace(TERMS, wanted=needs_agreement),
            replace(PERFORM_BY, wanted=needs_agreement),
            Field(key="told", kind=TEXT, required=True, lines=2),
        ),
        make=lambda f: acts.SettleNow(
            done=f.text("done"),
            result=CloseResult(f.text("result")),
            method=ResolutionMethod(f.text("method")),
            told=f.text("told"),
            terms=f.text("terms"),
            perform_by=f.day("perform_by"),
        ),
    ),
}
