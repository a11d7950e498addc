"""One of our cases read as the standard's record."""

from datetime import date
from itertools import chain

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.names import staff_names, unit_name
from case_store.casework.sealed_texts import TEXT, opener
from case_store.casework.timeline import Line, history_of
from case_store.hall.house import House
from case_store.hall.matters import private_of, told_in
from case_store.log.event_log import Past
from case_store.log.micros import from_us, from_us_or_none
from case_store.log.projections.kept_cases import CaseNotFoldable, folded_case
from case_store.log.schema import case_, reviewed_case
from cases.casework.case_state import Case
from cases.casework.handling_events import DispatchReported
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.identity_number import GA_T_517, IdKind
from cases.people.masking import mask_address, mask_id_number, mask_name, mask_text
from cases.people.party import Party
from cases.policy.policy import Policy
from cases.systems.dispute_record import DisputeRecord, Persons, RecordParty, cut, cut_name

_ROW = sa.select(case_.c.registered_at_us, case_.c.closed_at_us).where(
    case_.c.stream == param("s"), case_.c.case_id == param("i")
)
_REVIEWED = sa.select(sa.func.max(reviewed_case.c.at_us)).where(reviewed_case.c.case_id == param("i"))


def record_of(past: Past, house: House, case_id: str, persons: Persons) -> DisputeRecord | None:
    """None where it cannot be told here: a newer version's event belongs to it, or the case is unknown."""
    try:
        case = folded_case(past.connection, case_id)
    except CaseNotFoldable:
        return None
    row = past.connection.execute(_ROW, {"s": case.holder, "i": case_id}).first() if case else None
    if case is None or row is None:
        return None
    history = history_of(past, case_id)
    told = told_in(case_id, (line.event for line in sorted(history, key=lambda line: line.place)))
    private = (
        private_of(past, house, told) if told and persons is not Persons.NONE else None
    ) or PrivateMatter()
    policy, report = house.policy, _report(history)
    said = _Said(private, persons, policy)
    unit = policy.units.of(report.unit if report else case.lead_unit)
    reviewed = from_us_or_none(past.connection.execute(_REVIEWED, {"i": case_id}).scalar())
    outcome = (
        opener(past, house, case_id)(report.sealed, TEXT) if report and persons is not Persons.NONE else ""
    )
    closed_at = from_us_or_none(row.closed_at_us)
    return DisputeRecord(
        name=_event_name(case.open, policy),
        occurred_on=case.open.happened_on,
        place=(policy.places.name(case.open.town) or "" if case.open.town else "")
        + said.text(private.place_detail),
        scale=case.open.event_scale or "",
        type=case.open.dispute_type or "",
        party_count=case.open.party_count,
        summary=cut(said.text(private.summary or private.story)),
        units=cut(said.text(private.units)),
        parties=tuple(said.party(party) for party in _parties(private)),
        deadline=_deadline(case),
        method=report.method if report else "",
        organisation=unit_name(policy, unit.id) if unit else "",
        responsible=cut_name(staff_names(past).get(report.staff_id, "")) if report else "",
        contact=unit.phone if unit else "",
        resolved=case.close_result.is_resolved if case.close_result else None,
        outcome=cut(said.text(outcome)),
        reviewed_on=hall_date(reviewed) if reviewed else None,
        review="",
        longitude="",
        latitude="",
        case_code=case.case_code,
        source=case.source,
        state=case.state.value,
        grade=case.grade.value if case.grade else "",
        amount_fen=case.open.amount_fen,
        registered_on=hall_date(from_us(row.registered_at_us)),
        closed_on=hall_date(closed_at) if closed_at else None,
    )


class _Said:
    """What of persons is said."""

    def __init__(self, private: PrivateMatter, persons: Persons, policy: Policy) -> None:
        self._persons, self._surnames = persons, policy.masking.compound_surnames
        spoken = (one.name for party in private.parties for one in party.representatives)
        named = (party.name for party in private.parties)
        self._names = set(chain(named, spoken, (private.contact_name, private.other_side, private.referrer)))

    def text(self, text: str) -> str:
        """Free text."""
        if self._persons is Persons.NONE:
            return ""
        return text if self._persons is Persons.FULL else mask_text(text, self._names, self._surnames)

    def party(self, party: Party) -> RecordParty:
        """A party with codes of the standards."""
        hidden = self._persons is not Persons.FULL
        id_type = GA_T_517.get(IdKind(party.id_kind), "") if party.id_kind else ""
        return RecordParty(
            role=party.role.value,
            id_type=id_type if id_type.isdigit() else "",
            id_number=mask_id_number(party.id_number) if hidden else party.id_number,
            name=cut_name(mask_name(party.name, self._surnames) if hidden else party.name),
            sex=party.sex,
            nation=party.nation,
            address=cut(mask_address(party.address) if hidden else party.address),
        )


def _parties(private: PrivateMatter) -> tuple[Party, ...]:
    """Those that are named; before the counter has written any, the citizen who came."""
    named = tuple(party for party in private.parties if not party.is_empty)
    return named or ((Party(name=private.contact_name),) if private.contact_name else ())


def _report(history: tuple[Line, ...]) -> DispatchReported | None:
    """The last one, of whichever unit."""
    reports = [line.event for line in history if isinstance(line.event, DispatchReported)]
    return reports[-1] if reports else None


def _deadline(case: Case) -> date | None:
    """化解时限: by when the handling is to be over, while its limit runs or was halted."""
    clocks = [one for one in (*case.clocks, *case.halted) if one.kind is ClockKind.CLOSE]
    return max((one.due_date for one in clocks), default=None)


def _event_name(told: OpenMatter, policy: Policy) -> str:
    """Place and type: nobody is named in it."""
    kind = policy.dispute_types.get(told.dispute_type) if told.dispute_type else None
    category = policy.categories.get(told.category) if told.category else None
    place = policy.places.name(told.town) if told.town else None
    return (place or "") + (kind.name if kind else category.name if category else "")
