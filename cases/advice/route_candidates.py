"""Who may take a matter, and by which way: mediation organisations, whoever the duty list names, the centre itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cases.advice.grade import CaseGrade, Level
from cases.advice.reason import Reason
from cases.advice.resolution_method import NEEDS_CONSENT, ResolutionMethod
from cases.advice.scope import type_codes
from cases.policy.duties import DutyPolicy
from cases.policy.policy import Policy
from cases.policy.units import CENTRE, TERRITORY, UnitPolicy

PLACE_DIGITS = 6  # of a banner: the first six of every place
MEDIATION = frozenset(  # 调解 in its own right; 行政调解 belongs to a department's handling
    {
        ResolutionMethod.PEOPLES_MEDIATION,
        ResolutionMethod.INDUSTRY_MEDIATION,
        ResolutionMethod.JUDICIAL_MEDIATION,
    }
)
TOGETHER = frozenset(  # ways that several units go side by side; every other is a way of its own
    {
        ResolutionMethod.RECONCILIATION,
        ResolutionMethod.PEOPLES_MEDIATION,
        ResolutionMethod.ADMINISTRATIVE_MEDIATION,
        ResolutionMethod.INDUSTRY_MEDIATION,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingFacts:
    """What dispatch looks at; None: not known. `town`: 9 digits, or the 6 of a banner.

    `failed_levels`: where mediation has failed; `returned_by`: units that gave it back; `mediation_barred`: by §3.4.
    """

    gb_code: str | None = None
    category: str | None = None
    town: str | None = None
    grade: CaseGrade = CaseGrade.SIMPLE
    tags: frozenset[str] = frozenset()
    parties_agree_to_mediation: bool | None = None
    amount_fen: int | None = None
    party_count: int | None = None
    superior: bool = False
    failed_levels: frozenset[Level] = frozenset()
    returned_by: frozenset[str] = frozenset()
    mediation_barred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit and a way. `first`: it has to lead (双交办, 重大金额, 疑难), and so comes before the nearer ones."""

    unit: UnitPolicy
    channel: ResolutionMethod
    co_units: tuple[str, ...] = ()
    dual_with: str | None = None
    first: bool = False
    reasons: tuple[Reason, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Duty:
    """A line of the duty list with the unit that it means at the place of the matter."""

    line: DutyPolicy
    unit: UnitPolicy


def candidates(facts: RoutingFacts, policy: Policy) -> list[Candidate]:
    """All, in no order that matters; each unit and way once."""
    found: dict[tuple[str, ResolutionMethod, bool], Candidate] = {}
    for code in type_codes(facts.gb_code, facts.category, policy):
        for one in _for_type(code, facts, policy):
            found.setdefault((one.unit.id, one.channel, one.dual_with is not None), one)
    return list(found.values())


def area_of(facts: RoutingFacts, policy: Policy) -> str:
    """Where the matter is: its town or banner; as long as that is not known, our own banner."""
    known = facts.town is not None and policy.places.name(facts.town) is not None
    return facts.town if known and facts.town else policy.units.home_banner


def is_major(facts: RoutingFacts, policy: Policy) -> bool:
    """重大金额: the centre leads."""
    return facts.amount_fen is not None and facts.amount_fen >= policy.grading.major_amount_fen


def _for_type(code: str, facts: RoutingFacts, policy: Policy) -> Iterator[Candidate]:
    area = area_of(facts, policy)
    owner = _at(policy.duties.owner(code, facts.tags), area, policy)
    helpers = [
        duty
        for line in policy.duties.helpers(code, facts.tags)
        if (duty := _at(line, area, policy)) is not None
    ]
    together = tuple(
        dict.fromkeys(
            duty.unit.id
            for duty in helpers
            if TOGETHER & set(_ways(duty)) and (owner is None or duty.unit.id != owner.unit.id)
        )
    )
    mediable = _mediable(code, facts, policy)
    centre = policy.units.in_banner(CENTRE, area[:PLACE_DIGITS])
    if owner is not None:
        yield from _dual(code, owner, helpers, facts, policy)
        yield from _major(owner, together, centre, facts, policy)
        yield from _handling(owner, together, mediable, facts, policy)
    for duty in helpers:
        for way in _ways(duty):
            if way not in TOGETHER and (way not in MEDIATION or mediable):
                yield Candidate(unit=duty.unit, channel=way, reasons=(_cites(duty),))
    if mediable:
        for one in policy.mediation.for_matter(code, area):
            unit = one.as_unit
            yield Candidate(
                unit=unit,
                channel=unit.channels[0],
                co_units=(owner.unit.id,)
                if owner is not None and facts.grade is not CaseGrade.SIMPLE
                else (),
                reasons=(Reason("route.mediates"), *_consent(facts)),
            )
    if centre is not None:
        way = ResolutionMethod.PEOPLES_MEDIATION if mediable else ResolutionMethod.OTHER_ORGAN
        yield Candidate(unit=centre, channel=way, reasons=(Reason("route.centre"),))


def _dual(
    code: str, owner: _Duty, helpers: list[_Duty], facts: RoutingFacts, policy: Policy
) -> Iterator[Candidate]:
    """双交办: the territory and the department, when a superior assigned it or the type asks for it (U4)."""
    by_type = code.startswith(policy.duties.dual_gb_codes)
    territory = policy.units.territory(area_of(facts, policy))
    if territory is None or not (facts.superior or by_type):
        return
    line = next((duty for duty in (owner, *helpers) if duty.unit.id != territory.id), None)
    if line is None:
        return
    petition = code.startswith(policy.deadlines.petition_gb_codes)
    yield Candidate(
        unit=territory,
        channel=ResolutionMethod.PETITION if petition else _own_way(facts),
        dual_with=line.unit.id,
        first=True,
        reasons=(Reason("route.dual_superior" if facts.superior else "route.dual_type"), _cites(line)),
    )


def _major(
    owner: _Duty, together: tuple[str, ...], centre: UnitPolicy | None, facts: RoutingFacts, policy: Policy
) -> Iterator[Candidate]:
    """重大金额: the centre leads, the units of the duty list help (O4)."""
    if centre is None or not is_major(facts, policy):
        return
    yield Candidate(
        unit=centre,
        channel=_own_way(facts),
        co_units=tuple(unit for unit in dict.fromkeys((owner.unit.id, *together)) if unit != centre.id),
        first=True,
        reasons=(Reason("route.major_amount"), _cites(owner)),
    )


def _handling(
    owner: _Duty, together: tuple[str, ...], mediable: bool, facts: RoutingFacts, policy: Policy
) -> Iterator[Candidate]:
    """Whose duty it is (主办), by each of its ways; in a difficult matter it leads those who help (会商)."""
    lead = policy.grading.lead.of(facts.grade)
    wanted = [way for way in _ways(owner) if way not in MEDIATION or mediable]
    if facts.parties_agree_to_mediation is False:
        wanted = [way for way in wanted if way not in NEEDS_CONSENT]
    difficult = facts.grade is CaseGrade.DIFFICULT and not is_major(facts, policy)
    joint = difficult and owner.unit.level.rank >= lead.rank
    for number, way in enumerate(wanted or [ResolutionMethod.OTHER]):
        together_here = number == 0 and facts.grade is not CaseGrade.SIMPLE
        yield Candidate(
            unit=owner.unit,
            channel=way,
            co_units=together if together_here else (),
            first=joint and number == 0,
            reasons=(
                _cites(owner),
                *([Reason("route.joint_study")] if joint and number == 0 else []),
                *(_consent(facts) if way in NEEDS_CONSENT else ()),
            ),
        )


def _at(line: DutyPolicy | None, area: str, policy: Policy) -> _Duty | None:
    if line is None:
        return None
    unit = (
        policy.units.territory(area)
        if line.unit == TERRITORY
        else policy.units.in_banner(line.unit, area[:PLACE_DIGITS])
    )
    return None if unit is None else _Duty(line, unit)


def _ways(duty: _Duty) -> tuple[ResolutionMethod, ...]:
    return duty.line.channels or duty.unit.channels


def _mediable(code: str, facts: RoutingFacts, policy: Policy) -> bool:
    rule = policy.acceptance.rule(code)
    allowed = rule is None or rule.mediation
    return allowed and not facts.mediation_barred and facts.parties_agree_to_mediation is not False


def _own_way(facts: RoutingFacts) -> ResolutionMethod:
    refused = facts.parties_agree_to_mediation is False
    return ResolutionMethod.OTHER if refused else ResolutionMethod.ADMINISTRATIVE_MEDIATION


def _cites(duty: _Duty) -> Reason:
    return Reason("route.duty", {"clause": duty.line.clause, "text": duty.line.text})


def _consent(facts: RoutingFacts) -> tuple[Reason, ...]:
    return (Reason("route.ask_consent"),) if facts.parties_agree_to_mediation is None else ()
