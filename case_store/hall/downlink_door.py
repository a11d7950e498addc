"""What the centre tells, taken in at a hall: events and cursor in one transaction, and staff told what needs them."""

from collections.abc import Callable, Sequence

from case_store.hall.emergencies import raise_alarm
from case_store.hall.house import House
from case_store.hall.late_decisions import tell_late_decisions
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.hall.words import tell_word
from case_store.log.event_log import Work
from case_store.log.placed import Placed
from case_store.log.projections.kept_cases import kept_case
from case_store.sync.pull import CursorRead
from case_store.sync.pull_apply import Pulled, apply_pulled, read_cursor
from cases.casework.case_additions import CitizenWrote
from cases.casework.case_events import HandedOver, TakenOver
from cases.codec import UnknownEvent
from cases.policy.policy_revision import PolicyRevised
from cases.store_name import store_name

_CASE = "case:"
HANDED_HERE, TAKEN_AWAY = "notice.case_handed_here", "notice.case_taken_away"


class DownlinkDoor:
    """The hall's side of `sync.downlink`. Everything here runs in the store's thread."""

    def __init__(self, runner: Runner, house: House, renew_policy: Callable[[], None]) -> None:
        """`renew_policy`: after the centre has revised something that holds here, too."""
        self._runner, self._house, self._renew_policy = runner, house, renew_policy

    def cursor(self) -> CursorRead:
        """How far this hall has been told."""
        with self._runner.reading() as connection:
            return read_cursor(connection, self._runner.stream)

    def take(self, pulled: Pulled) -> None:
        """Screens show it after the commit. Raises ValueError for an answer to another question."""
        with self._runner.writing() as work:
            applied = apply_pulled(work.connection, work.stream, pulled, work.now)
            tell_late_decisions(work, self._house, applied.late)
            self._tell_staff(work, applied.placed)
            told = [one.happened for one in applied.placed if not isinstance(one.happened, UnknownEvent)]
            work.appended += told
        if any(isinstance(happened, PolicyRevised) for happened in told):
            self._renew_policy()

    def _tell_staff(self, work: Work, placed: Sequence[Placed]) -> None:
        """Of a case that comes here, of one that somebody took from here, and of what its citizen adds."""
        for one in placed:
            if isinstance(one.happened, CitizenWrote):
                self._tell_word(work, one.envelope.aggregate.removeprefix(_CASE), one.happened)
                continue
            match one.happened:
                case HandedOver(to_store=work.stream):
                    code, other = HANDED_HERE, one.envelope.stream
                case TakenOver(from_store=work.stream, forced=True) as taken:
                    code, other = TAKEN_AWAY, taken.store
                case _:
                    continue
            case = kept_case(work.connection, one.envelope.aggregate.removeprefix(_CASE))
            if case is not None:
                name = store_name(self._house.policy, self._house.texts, other)
                raise_notice(
                    work, code, one.envelope.id, work.now, case_code=case.case_code, other_store=name
                )
                if code == HANDED_HERE:
                    kinds = case.open.emergencies
                    raise_alarm(work, self._house.policy.emergency, kinds, case.case_id, case.case_code)

    def _tell_word(self, work: Work, case_id: str, word: CitizenWrote) -> None:
        """Only where the case is held, or waits to be taken."""
        case = kept_case(work.connection, case_id)
        if case is not None and work.stream in (case.holder, case.handed_to):
            tell_word(work, self._house.policy.emergency, case.case_code, word)
