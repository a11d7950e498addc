"""分流建议: to whom a matter may be given, best first, with reasons (domain.md §1.1 F6, §1.3 P4, §1.4 O2, §1.5 U4).

调解优先、分层递进: ways without a court first, the nearest level first, upward one level at a time. The duty list says
whose matter it is; who is on duty today comes before who has to be called. A person confirms.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.advice.grade import Level
from cases.advice.reason import Reason
from cases.advice.resolution_method import ResolutionMethod
from cases.advice.route_candidates import Candidate, RoutingFacts, area_of, candidates
from cases.policy.hall import StationingMode
from cases.policy.policy import Policy
from cases.policy.roster import UnitToday
from cases.policy.units import UnitKind, UnitPolicy
from cases.refusal import Refusal

__all__ = ["RouteSuggestion", "RoutingFacts", "check_escalation", "suggest_routes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteSuggestion:
    """One way to go. `dual_with`: the department beside the territory (双交办); `co_units` help (配合)."""

    unit_id: str
    channel: ResolutionMethod
    level: Level
    dual_with: str | None = None
    co_units: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    litigation: bool = False


def suggest_routes(
    facts: RoutingFacts, policy: Policy, today: Sequence[UnitToday]
) -> tuple[RouteSuggestion, ...]:
    """All ways, best first; at least one without a court. `today`: the units of the day (roster.units_on)."""
    counters = {one.unit: one.counter_no for one in reversed(today) if one.mode is not StationingMode.ON_CALL}
    found = _within_reach(candidates(facts, policy), facts, policy)
    floor = _floor(facts, policy)
    nearest = min((one.unit.level.rank for one in found if _mediates(one)), default=floor)

    def order(one: Candidate) -> tuple[bool, bool, bool, bool, bool, int, int, bool]:
        return (
            one.channel in policy.mediation.litigation,
            one.unit.id in facts.returned_by,
            one.dual_with is None,
            not one.first,
            one.unit.level.rank < floor,
            one.unit.level.rank,
            policy.mediation.channel_order.index(one.channel),
            one.unit.id not in counters,
        )

    return tuple(
        RouteSuggestion(
            unit_id=one.unit.id,
            channel=one.channel,
            level=one.unit.level,
            dual_with=one.dual_with,
            co_units=tuple(sorted(one.co_units, key=lambda unit: unit not in counters)),
            reasons=(
                *one.reasons,
                *_why_here(one, nearest, facts, policy),
                *_presence(one.unit, counters, policy),
            ),
            litigation=one.channel in policy.mediation.litigation,
        )
        for one in sorted(found, key=order)
    )


def check_escalation(
    from_level: Level, to_level: Level, reason: str, *, lead_level: Level = Level.VILLAGE
) -> Refusal | None:
    """分层递进: up one level with a reason; farther only as high as the grade puts the lead. Down is free."""
    if to_level.rank <= from_level.rank:
        return None
    if to_level.rank > max(from_level.rank + 1, lead_level.rank):
        return Refusal("escalation.skips_level", {"levels": to_level.rank - from_level.rank})
    return None if reason.strip() else Refusal("escalation.no_reason")


def _within_reach(found: list[Candidate], facts: RoutingFacts, policy: Policy) -> list[Candidate]:
    """Mediation by levels (四级联调): from the lead's level the nearest and one above, after a failure the next."""
    reach = _reach(found, facts, policy)
    return [one for one in found if not _mediates(one) or one.unit.level.rank in reach]


def _reach(found: list[Candidate], facts: RoutingFacts, policy: Policy) -> frozenset[int]:
    floor = _floor(facts, policy)
    if facts.failed_levels:
        return frozenset({floor})
    nearest = min(
        (r for one in found if _mediates(one) and (r := one.unit.level.rank) >= floor), default=floor
    )
    return frozenset({nearest, nearest + 1})


def _floor(facts: RoutingFacts, policy: Policy) -> int:
    """The lowest rank that is of use: where the grade puts the lead, and above whatever has failed."""
    failed = (level.rank + 1 for level in facts.failed_levels)
    return max(policy.grading.lead.of(facts.grade).rank, *failed, 0)


def _mediates(one: Candidate) -> bool:
    return one.unit.kind is UnitKind.MEDIATION


def _why_here(one: Candidate, nearest: int, facts: RoutingFacts, policy: Policy) -> list[Reason]:
    reasons = [Reason(f"route.at_{one.unit.level}")]
    if _mediates(one) and facts.failed_levels:
        reasons.append(Reason("route.failed_below"))
    elif _mediates(one) and one.unit.level.rank > nearest:
        reasons.append(Reason("route.one_level_up"))
    if one.channel in policy.mediation.litigation:
        reasons.append(Reason("route.litigation_last"))
    if one.unit.id in facts.returned_by:
        reasons.append(Reason("route.returned_before"))
    if area_of(facts, policy) != facts.town:
        reasons.append(Reason("route.town_unknown"))
    return reasons


def _presence(unit: UnitPolicy, counters: dict[str, int | None], policy: Policy) -> list[Reason]:
    """Where the citizen finds it: at a counter today, elsewhere, or called (随驻)."""
    if unit.id in counters:
        number = counters[unit.id]
        return [
            Reason("route.on_duty") if number is None else Reason("route.on_duty_at", {"counter": number})
        ]
    if unit.kind is not UnitKind.DEPARTMENT:
        return []
    here = unit.area in ("", policy.units.home_banner)
    return [Reason("route.whistle" if here else "route.elsewhere")]
