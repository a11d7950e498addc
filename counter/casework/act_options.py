"""The answers that the fields of a form choose from: lists of the policy, and what the case itself has."""

from collections.abc import Callable, Iterable

from cases.advice.grade import CaseGrade, Level
from cases.advice.reason import Reason
from cases.advice.resolution_method import ResolutionMethod
from cases.advice.routing import RouteSuggestion
from cases.casework.case_state import LIVE_DISPATCH, CloseResult, DispatchKind, DispatchState
from cases.policy.casework import CaseworkPolicy, NamedKind
from cases.policy.units import CENTRE
from cases.store_name import CENTRE as CENTRE_ABOVE
from cases.store_name import store_name
from cases.views_casework import DispatchView
from counter.casework.act_context import FormContext, Option, Values
from counter.casework.case_words import hold_words

YES, NO = "yes", "no"
OWN_CHOICE = "own"  # the route that is none of those suggested
ROUTES_SHOWN = 6
PHONE = "phone"
Options = Callable[[FormContext], tuple[Option, ...]]


def named(pick: Callable[[CaseworkPolicy], Iterable[NamedKind]]) -> Options:
    """A list of casework.toml."""
    return lambda on: tuple(Option(code=one.key, name=one.name) for one in pick(on.policy.casework))


def yes_no(key: str) -> Options:
    """Yes and no, in words of their own."""
    return lambda on: tuple(Option(code=code, name=on.say(f"answer.{key}_{code}")) for code in (YES, NO))


def grades(on: FormContext) -> tuple[Option, ...]:
    """简易、一般、疑难; the suggested one says so."""
    suggested = on.view.grade_suggestion.grade if on.view.grade_suggestion else None
    return tuple(
        Option(
            code=grade.value,
            name=on.texts.get(f"casework_reasons.grade_name.{grade.value}"),
            note=on.say("note.suggested") if grade is suggested else "",
        )
        for grade in CaseGrade
    )


def routes(on: FormContext) -> tuple[Option, ...]:
    """The suggested ways with their reasons, and at the end one's own choice."""
    found = tuple(
        Option(code=str(number), name=_route_name(route, on), note=_route_note(route, on))
        for number, route in enumerate(on.view.routes[:ROUTES_SHOWN])
    )
    return (*found, Option(code=OWN_CHOICE, name=on.say("answer.own_choice")))


def route_sets(on: FormContext, code: str) -> Values:
    """What a suggested way fills in; one's own choice leaves all as it is."""
    if code == OWN_CHOICE:
        return {}
    route = on.view.routes[int(code)]
    units = (route.unit_id, *([route.dual_with] if route.dual_with else ()), *route.co_units)
    kind = DispatchKind.DUAL if route.dual_with else DispatchKind.JOINT if route.co_units else None
    return {
        "units": ",".join(dict.fromkeys(units)),
        "kind": (kind or DispatchKind.SINGLE).value,
        "level": route.level.value,
        "method": route.channel.value,
    }


def first_route(on: FormContext) -> str:
    """The best suggestion, or one's own choice where there is none."""
    return "0" if on.view.routes else OWN_CHOICE


def stores(on: FormContext) -> tuple[Option, ...]:
    """The centre above, and the centres that are registered; not the one that has the case."""
    codes = (CENTRE_ABOVE, *(centre.code for centre in on.policy.centres.centres))
    return tuple(
        Option(code=code, name=store_name(on.policy, on.texts, code))
        for code in codes
        if code != on.view.holder
    )


def dispatch_kinds(on: FormContext) -> tuple[Option, ...]:
    """单独交办、联合调处、双交办."""
    return tuple(Option(code=kind.value, name=on.say(f"kind.{kind.value}")) for kind in DispatchKind)


def levels(on: FormContext) -> tuple[Option, ...]:
    """四级."""
    return tuple(
        Option(code=level.value, name=on.texts.get(f"casework_reasons.level.{level.value}"))
        for level in Level
    )


def methods(on: FormContext) -> tuple[Option, ...]:
    """化解方式, in the order of the policy: without a court first."""
    return tuple(
        Option(code=method.value, name=on.texts.get(f"casework_reasons.method.{method.value}"))
        for method in on.policy.mediation.channel_order
    )


def results(on: FormContext) -> tuple[Option, ...]:
    """办理结果."""
    return tuple(Option(code=result.value, name=on.say(f"result.{result.value}")) for result in CloseResult)


def rejection_reasons(on: FormContext) -> tuple[Option, ...]:
    """不予受理的理由."""
    return tuple(Option(code=code, name=one.text) for code, one in on.policy.acceptance.reasons.items())


def referrals(on: FormContext) -> tuple[Option, ...]:
    """Where to go instead."""
    return tuple(Option(code=code, name=one.name) for code, one in on.policy.acceptance.referrals.items())


def rejection_sets(on: FormContext, code: str) -> Values:
    """Where such matters mostly go."""
    return {"referral": on.policy.acceptance.reasons[code].referral}


def advised_reason(on: FormContext) -> str:
    """The reason that the scope table gives, "" where nothing bars."""
    scope = on.view.scope
    return scope.reasons[0] if scope and scope.reasons else ""


def advised_referral(on: FormContext) -> str:
    """Where the scope table sends such matters."""
    return (on.view.scope.referral or "") if on.view.scope else ""


def zones(on: FormContext) -> tuple[Option, ...]:
    """Functional zones of the centre."""
    return tuple(Option(code=zone.key, name=zone.name) for zone in on.policy.hall.zones)


def hold_reasons(on: FormContext) -> tuple[Option, ...]:
    """为什么保全."""
    return tuple(Option(code=one.key, name=one.name) for one in on.policy.retention.holds)


def holds(on: FormContext) -> tuple[Option, ...]:
    """保全 in force."""
    return tuple(Option(code=one.hold_id, name=hold_words(one, on.policy, on.texts)) for one in on.view.holds)


def duties(on: FormContext) -> tuple[Option, ...]:
    """Lines of the duty list, by their clause."""
    return tuple(
        Option(code=duty.id, name=f"{duty.clause} {duty.text}", note=_unit_name(duty.unit, on))
        for duty in on.policy.duties.duties
    )


def own_dispatches(state: DispatchState | None = None) -> Options:
    """The shares of whoever looks that are not done, or only those in one state."""
    return lambda on: tuple(
        _dispatch_option(one, on)
        for one in on.view.dispatches
        if one.own and (one.state == state if state else DispatchState(one.state) in LIVE_DISPATCH)
    )


def live_dispatches(on: FormContext) -> tuple[Option, ...]:
    """All shares that are not done."""
    live = (one for one in on.view.dispatches if DispatchState(one.state) in LIVE_DISPATCH)
    return tuple(_dispatch_option(one, on) for one in live)


def first_of(options: Options) -> Callable[[FormContext], str]:
    """The first answer as a preset."""
    return lambda on: next((one.code for one in options(on)), "")


def several(options: Options) -> Callable[[FormContext, Values], bool]:
    """A field is asked only where there is something to choose."""
    return lambda on, _values: len(options(on)) > 1


def clocks(on: FormContext) -> tuple[Option, ...]:
    """The running clocks, with the longest extension of each."""
    return tuple(
        Option(
            code=clock.clock_id,
            name=on.say(f"clock.{clock.kind}"),
            note=on.say(
                "note.longest",
                limit=on.texts.get(f"deadlines.limit.{clock.unit}", amount=clock.longest_extension),
            ),
        )
        for clock in on.view.clocks
        if clock.longest_extension and not clock.suspended
    )


def usual_channel(on: FormContext) -> str:
    """The telephone where policy has it, else the first way."""
    channels = [one.key for one in on.policy.casework.contact_channels]
    return PHONE if PHONE in channels else channels[0]


def lead_unit(on: FormContext) -> str:
    """主办单位, or the centre before one leads."""
    return next((one.unit for one in reversed(on.view.dispatches) if one.lead), CENTRE)


def reasons_text(reasons: Iterable[Reason], on: FormContext) -> str:
    """Why, one after the other."""
    return on.texts.get("deadlines.list").join(on.texts.get(one.key, **one.facts) for one in reasons)


def _route_name(route: RouteSuggestion, on: FormContext) -> str:
    units = (route.unit_id, *([route.dual_with] if route.dual_with else ()))
    names = " + ".join(_unit_name(unit, on) for unit in units)
    return f"{on.texts.get(f'casework_reasons.method.{ResolutionMethod(route.channel).value}')} · {names}"


def _route_note(route: RouteSuggestion, on: FormContext) -> str:
    reasons = reasons_text(route.reasons, on)
    if not route.co_units:
        return reasons
    return on.say(
        "note.co_units", units="、".join(_unit_name(unit, on) for unit in route.co_units), reasons=reasons
    )


def _unit_name(unit_id: str, on: FormContext) -> str:
    unit = on.policy.units.of(unit_id)
    return unit.name if unit else ""


def _dispatch_option(one: DispatchView, on: FormContext) -> Option:
    return Option(code=one.dispatch_id, name=one.unit_name, note=on.say(f"share.{one.state}"))
