"""A new calendar (年度放假通知, opening hours, a notice withdrawn): every clock that runs is counted again (issue 5).

A part at a time, so that commands are answered in between; how far it has come is kept in the transaction of what was
counted, so that a process that dies goes on where it was. Clocks that stopped are never touched.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.recount_file import recount_csv
from case_store.casework.recount_rows import kept_clocks, moved_rows, moved_since, open_cases, row_of
from case_store.errors import StoreError, passing_over
from case_store.hall.house import House, OnDuty
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, case_of, staff_name
from case_store.log.micros import from_us, to_us
from case_store.log.rows import object_in
from case_store.log.schema import clock, recount
from case_store.log.sql import upsert
from cases.casework.case_commands import RecountClocks
from cases.casework.case_rules import decide
from cases.casework.case_state import Case
from cases.data_taken import DataTaken
from cases.deadlines.case_clock import derived
from cases.deadlines.recount import Recounted
from cases.deadlines.recount import recount as count_again
from cases.deadlines.work_calendar import WorkCalendar
from cases.policy.policy import Policy, calendar_of
from cases.policy.policy_file import PolicyError
from cases.policy.policy_revision import laid_over
from cases.policy.policy_versions import CALENDAR_FOLDER, kind_of
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_recount import RecountReport, RecountRow

CASES_TOGETHER = 200  # in one transaction
NOTICE = "notice.clocks_recounted"
REPORT = "report:recount"  # DataTaken.what
_ROW = sa.select(recount).where(recount.c.stream == param("s"))
_KEEP = upsert(recount)
_SET = _KEEP.on_conflict_do_update(
    index_elements=["stream"],
    set_={
        name: _KEEP.excluded[name]
        for name in ("counted", "files", "day", "toward", "after_case", "started_at_us")
    },
)
_OTHERWISE = (
    sa.select(clock.c.case_id)
    .where(clock.c.stream == param("s"), clock.c.running == 1, clock.c.calendar_version != param("v"))
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """By what everything was counted, and how far it is counted by something else."""

    counted: str = ""
    files: str = ""
    day: str = ""
    toward: str = ""
    after_case: str = ""
    started_at_us: int = 0


class RecountDoor:
    """The recount of one store, and its report."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._known_good = ""  # looked at once: a quiet second costs nothing

    def tick(self) -> bool:
        """Count the next cases again, if there are any to count. Whether there are more."""
        wanted = self._fingerprint()
        if wanted == self._known_good:
            return False
        with self._runner.writing() as work:
            standing = _standing(work)
            if standing is None and not _is_counted_otherwise(work, self._house.policy):
                _keep(work, self._done(wanted))
                standing = _Standing(counted=wanted)
            standing = standing or _Standing()
            if standing.counted == wanted:
                self._known_good = wanted
                return False
            if standing.toward != wanted:
                standing = replace(standing, toward=wanted, after_case="", started_at_us=to_us(work.now))
            last = self._count_some(work, standing)
            if last is not None:
                _keep(work, replace(standing, after_case=last))
                return True
            self._tell(work, standing)
            _keep(work, self._done(wanted, standing.started_at_us))
            return True

    def would_move(self) -> tuple[RecountRow, ...]:
        """What a recount would move now; nothing is written."""
        rows: list[RecountRow] = []
        with self._runner.past() as past:
            before, after_case = self._before(_standing(past) or _Standing()), ""
            while case_ids := open_cases(past, after_case, CASES_TOGETHER):
                for case_id, changed in self._changed(past, case_ids, before):
                    with passing_over():
                        rows += _moving(case_of(past, case_id), changed)
                after_case = case_ids[-1]
        return tuple(sorted(rows, key=lambda row: (not row.earlier, row.due_at)))

    def take_out(self, who: OnDuty, texts: Texts) -> bytes:
        """The report as a table; that it was taken out is kept."""
        rows = self.report().rows
        with self._runner.writing() as work:
            taken = DataTaken(staff_id=who.staff_id, what=REPORT, form="csv", rows=len(rows))
            work.record(staff_name(who.staff_id), [taken], who.actor)
        return recount_csv(rows, texts)

    def report(self) -> RecountReport:
        """What the last recount moved, as far as it has come."""
        with self._runner.past() as past:
            standing = _standing(past) or _Standing()
            since = standing.started_at_us
            rows = moved_rows(past, since) if since else ()
            moved, earlier = moved_since(past, since) if since else (0, 0)
            return RecountReport(
                calendar_version=self._house.policy.calendar.version,
                started_at=from_us(since) if since else None,
                running=bool(standing.toward),
                moved=moved,
                earlier=earlier,
                rows=rows,
            )

    def _count_some(self, work: Work, standing: _Standing) -> str | None:
        """The last case that was looked at; None at the end."""
        case_ids = open_cases(work, standing.after_case, CASES_TOGETHER)
        for case_id, changed in self._changed(work, case_ids, self._before(standing)):
            self._recount(work, case_id, changed)
        return case_ids[-1] if case_ids else None

    def _changed(
        self, past: Past, case_ids: list[str], before: WorkCalendar
    ) -> Iterator[tuple[str, list[Recounted]]]:
        """The clocks of these cases whose dates are others by the calendar in force."""
        policy = self._house.policy
        by_case: dict[str, list[Recounted]] = {}
        kept = kept_clocks(past, case_ids)
        for one in count_again(kept, before, policy.calendar, policy.deadlines.lights):
            case_id, _, _ = one.clock_id.partition("/")
            by_case.setdefault(case_id, []).append(one)
        yield from by_case.items()

    def _recount(self, work: Work, case_id: str, changed: list[Recounted]) -> None:
        policy = self._house.policy
        try:
            case = case_of(work, case_id)
        except StoreError:  # an event of a newer version: that program counts again
            return
        if case is None:
            return
        names = {one.clock_id.partition("/")[2] for one in changed}
        spans = {str(span): span for one in changed for span in one.why}
        command = RecountClocks(
            calendar_version=policy.calendar.version,
            clocks=tuple(derived(clock, policy) for clock in case.clocks if clock.clock_id in names),
            why=tuple(spans.values()),
        )
        events = decide(case, command, policy, work.now, work.stream)
        if isinstance(events, Refusal):  # handed over: the next holder counts by its own calendar
            return
        work.record(case_name(case_id), events, SYSTEM)

    def _tell(self, work: Work, standing: _Standing) -> None:
        moved, earlier = moved_since(work, standing.started_at_us)
        if moved:
            raise_notice(
                work,
                NOTICE,
                f"{standing.toward}/{standing.started_at_us}",
                work.now,
                moved=moved,
                earlier=earlier,
                calendar=self._house.policy.calendar.version,
            )

    def _before(self, standing: _Standing) -> WorkCalendar:
        """The calendar of the dates that are kept. Only explains: where it is unknown, nothing is explained."""
        if files := object_in(standing.files):
            try:
                return calendar_of(files, date.fromisoformat(standing.day))
            except (PolicyError, TypeError, ValueError):  # files of an earlier version, or damaged since
                pass
        return self._house.policy.calendar

    def _fingerprint(self) -> str:
        policy = self._house.policy
        told = (
            policy.calendar.version,
            policy.calendar.opening.model_dump_json(),
            policy.deadlines.lights.model_dump_json(),
            *(
                f"{name}\n{text}"
                for name, text in sorted(self._files().items())
                if name.startswith(CALENDAR_FOLDER)
            ),
        )
        return hashlib.sha256("\x00".join(told).encode()).hexdigest()

    def _files(self) -> Mapping[str, str]:
        """What the calendar in force is read from."""
        files = laid_over(self._house.files.own, dict(self._house.held.view.files))
        return {
            name: text
            for name, text in files.items()
            if name.startswith(CALENDAR_FOLDER) or kind_of(name) == "hall"
        }

    def _done(self, counted: str, started_at_us: int = 0) -> _Standing:
        day = self._house.held.view.day
        return _Standing(
            counted=counted,
            files=orjson.dumps(self._files()).decode(),
            day=day.isoformat() if day else "",
            started_at_us=started_at_us,
        )


def _moving(case: Case | None, changed: list[Recounted]) -> list[RecountRow]:
    if case is None:
        return []
    kinds = {clock.clock_id: clock.kind.value for clock in case.clocks}
    named = [(one.clock_id.partition("/")[2], one) for one in changed if one.moved]
    return [row_of(case.case_id, case.case_code, kinds[name], one) for name, one in named if name in kinds]


def _standing(past: Past) -> _Standing | None:
    row = past.connection.execute(_ROW, {"s": past.stream}).first()
    if row is None:
        return None
    return _Standing(
        counted=row.counted,
        files=row.files,
        day=row.day,
        toward=row.toward,
        after_case=row.after_case,
        started_at_us=row.started_at_us,
    )


def _keep(work: Work, standing: _Standing) -> None:
    work.connection.execute(_SET, {"stream": work.stream, **asdict(standing)})


def _is_counted_otherwise(past: Past, policy: Policy) -> bool:
    """Whether a clock of this store runs by another calendar: it was opened by an earlier version of this program."""
    wanted = {"s": past.stream, "v": policy.calendar.version}
    return past.connection.execute(_OTHERWISE, wanted).first() is not None
