"""Registration beside the citizen: autosave, earlier matters, and going on with one of them (issue 4)."""

from uuid import UUID

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.hall import search_keys
from case_store.hall.casework import (
    AT_THE_DESK,
    CaseDone,
    key_for,
    view_after,
    visit_here,
)
from case_store.hall.house import AtDesk, House
from case_store.hall.matters import private_of, told_of_case, told_of_draft, unsaved_of_case
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, staff_name, visit_name
from case_store.log.micros import from_us
from case_store.log.schema import case_
from case_store.seal import seal
from cases.casework.case_additions import PersonRead
from cases.data_taken import DataTaken
from cases.matter.duplicates import (
    Candidate,
    EarlierMatter,
    Likeness,
    applicant_names,
    possible_duplicates,
    terms_of,
)
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter
from cases.people.masking import mask_name
from cases.queue import visit_commands, visit_decisions
from cases.queue.visit import Visit
from cases.refusal import Refusal
from cases.views import DraftKept, MatterView

EARLIER_MATTERS = "earlier_matters"  # DataTaken.what
CANDIDATES_MAX = 30  # opened at one look
SHOWN_MAX = 9
FOLLOWED_BY_LOOK = 500  # matters; some 0.3 s after a long absence, nothing on an ordinary day
FOLLOWED_BY_TICK = 3  # some 5 ms, for which a command may wait

Matter = tuple[OpenMatter, PrivateMatter]
_CASE_DONE = TypeAdapter(CaseDone)
_CASE = sa.select(case_).where(case_.c.stream == param("s"), case_.c.case_id == param("i"))


class RegistrationDoor:
    """For the desk that has the citizen, and for nobody else."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def save_draft(self, at_desk: AtDesk, visit_id: str, matter: Matter) -> DraftKept | Refusal:
        """Autosave: the whole form as it now is, sealed with the key that its case has or will have."""
        return self._runner.now(lambda work: _save(work, self._house, at_desk, visit_id, matter))

    def earlier_matters(
        self, at_desk: AtDesk, visit_id: str, matter: Matter
    ) -> tuple[EarlierMatter, ...] | Refusal:
        """Possible duplicates of what is typed; that somebody looked is an event."""
        return self._runner.now(lambda work: _look(work, self._house, at_desk, visit_id, matter))

    def link(
        self, command_id: UUID, at_desk: AtDesk, visit_id: str, case_id: str, matter: Matter
    ) -> MatterView | Refusal:
        """The visit goes on with an earlier case, which must share something with what is typed."""
        done = self._runner.decide(
            command_id,
            {"link": (at_desk, visit_id, case_id)},
            lambda work: _link(work, self._house, at_desk, (visit_id, case_id), matter),
            _CASE_DONE,
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            return view_after(past, self._house, at_desk, done.case_id)

    def tick(self) -> bool:
        """A few more matters that can be found. Whether there may be more."""
        with self._runner.reading() as connection:
            if not search_keys.behind(connection, self._runner.stream):
                return False
        with self._runner.writing() as work:
            search_keys.follow(work, self._house, FOLLOWED_BY_TICK)
        return True

    def rebuild(self) -> None:
        """All search keys anew."""
        with self._runner.writing() as work:
            search_keys.start_again(work, self._house)


def _save(work: Work, house: House, at_desk: AtDesk, visit_id: str, matter: Matter) -> DraftKept | Refusal:
    state = visit_here(work, visit_id, at_desk)
    if isinstance(state, Refusal):
        return state
    told = told_of_case(work, state.case_id) if state.case_id else told_of_draft(work, visit_id)
    key, keys = key_for(work, house, told)
    open_part, private = matter
    if told is not None and key.case_id == told.key_id and _stands(work, house, state, matter):
        return DraftKept(saved_at=work.now)
    command = visit_commands.SaveDraft(
        counter_no=at_desk.counter_no,
        draft_id=key.case_id,
        draft=SealedMatter(open=open_part, sealed=seal(key, private), keys=keys),
        staff_id=at_desk.staff_id,
    )
    events = visit_decisions.decide(state, command)
    if isinstance(events, Refusal):
        return events
    work.record(visit_name(visit_id), events, at_desk.actor)
    return DraftKept(saved_at=work.now)


def _stands(past: Past, house: House, state: Visit, matter: Matter) -> bool:
    """Whether exactly this is stored already: going through fields without changing them writes nothing."""
    if state.case_id is not None:
        told = unsaved_of_case(past, state.visit_id, state.case_id) or told_of_case(past, state.case_id)
    else:
        told = told_of_draft(past, state.visit_id)
    return told is not None and told.open == matter[0] and private_of(past, house, told) == matter[1]


def _look(
    work: Work, house: House, at_desk: AtDesk, visit_id: str, matter: Matter
) -> tuple[EarlierMatter, ...] | Refusal:
    state = visit_here(work, visit_id, at_desk)
    if isinstance(state, Refusal):
        return state
    search_keys.follow(work, house, FOLLOWED_BY_LOOK)
    found = tuple(
        shown
        for like in _alike(work, house, state.case_id, matter)[:SHOWN_MAX]
        if (shown := _shown(work, house, like)) is not None
    )
    if found:
        taken = DataTaken(staff_id=at_desk.staff_id, what=EARLIER_MATTERS, form="screen", rows=len(found))
        work.record(staff_name(at_desk.staff_id), [taken], at_desk.actor)
    return found


def _link(
    work: Work, house: House, at_desk: AtDesk, wish: tuple[str, str], matter: Matter
) -> CaseDone | Refusal:
    visit_id, case_id = wish
    state = visit_here(work, visit_id, at_desk)
    if isinstance(state, Refusal):
        return state
    search_keys.follow(work, house, FOLLOWED_BY_LOOK)
    if case_id not in {like.case_id for like in _alike(work, house, state.case_id, matter)}:
        return Refusal("registration.not_alike")
    events = visit_decisions.decide(state, visit_commands.LinkCase(case_id=case_id))
    if isinstance(events, Refusal):
        return events
    work.record(visit_name(visit_id), events, at_desk.actor)
    read = PersonRead(staff_id=at_desk.staff_id, purpose=AT_THE_DESK)
    work.record(case_name(case_id), [read], at_desk.actor)
    return CaseDone(case_id=case_id)


def _alike(past: Past, house: House, own_case: str | None, matter: Matter) -> tuple[Likeness, ...]:
    ids = search_keys.find_cases(past, house, terms_of(matter[1]), own_case, CANDIDATES_MAX)
    candidates = [found for case_id in ids if (found := _candidate(past, house, case_id)) is not None]
    return possible_duplicates(*matter, candidates)


def _candidate(past: Past, house: House, case_id: str) -> Candidate | None:
    told = told_of_case(past, case_id)
    private = private_of(past, house, told) if told else None
    row = past.connection.execute(_CASE, {"s": past.stream, "i": case_id}).first()
    if told is None or private is None or row is None:
        return None
    return Candidate(
        case_id=case_id, registered_at=from_us(row.registered_at_us), open=told.open, private=private
    )


def _shown(past: Past, house: House, like: Likeness) -> EarlierMatter | None:
    row = past.connection.execute(_CASE, {"s": past.stream, "i": like.case_id}).first()
    candidate = _candidate(past, house, like.case_id)
    if row is None or candidate is None:
        return None
    surnames = house.policy.masking.compound_surnames
    return EarlierMatter(
        case_id=like.case_id,
        case_code=row.case_code,
        case_state=row.state,
        registered_at=candidate.registered_at,
        category=candidate.open.category,
        town=candidate.open.town,
        masked_names=tuple(mask_name(name, surnames) for name in applicant_names(candidate.private)),
        reasons=like.reasons,
    )
