"""The door to the policy in force: revised by staff, laid over this machine's own files, changed with the day.

Nothing half: the whole policy that would result is checked first, then the revision is an event, and only after its
commit does the house work by it. A start of the store and a new day take the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import sqlalchemy as sa
import structlog
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.notices import raise_notice
from case_store.hall.policy_in_use import in_use
from case_store.hall.runner import Runner
from case_store.hall.staff import all_staff
from case_store.log.event_log import EventLog, Work
from case_store.log.schema import policy_revision
from case_store.policy_files import PolicyHeld
from case_store.revised_policy import read_revised
from cases.hall_time import hall_date
from cases.policy.policy import Policy, policy_rev
from cases.policy.policy_file import PolicyError
from cases.policy.policy_revision import (
    CHARS_MAX,
    FILES_MAX,
    WHY_CHARS_MAX,
    PolicyRevised,
    checked_policy,
    laid_over,
)
from cases.policy.policy_versions import kind_of
from cases.policy.roster import parse_roster
from cases.refusal import Refusal
from cases.views import PolicyChange, PolicyView

AGGREGATE = "policy:hall"
LEFT_OUT = "notice.policy_left_out"
_REV = TypeAdapter(str)
_LAST = (
    sa.select(policy_revision.c.at_us)
    .where(policy_revision.c.stream == param("s"))
    .order_by(policy_revision.c.at_us.desc())
    .limit(1)
)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What shall hold instead: whole files by name, and why. `based_on`: the revision that its author had read."""

    files: Mapping[str, str] = field(repr=False)
    why: str
    based_on: str = ""


class PolicyDoor:
    """One hall's policy. Everything here runs in the store's thread."""

    def __init__(self, runner: Runner, house: House, log: EventLog) -> None:
        self._runner, self._house, self._log = runner, house, log
        self._looked_through: PolicyHeld | None = None
        self._hold(hall_date(runner.clock_now()))

    @property
    def view(self) -> PolicyView:
        """What holds now."""
        return self._house.held.view

    @property
    def files(self) -> dict[str, str]:
        """Every file as it is in force, by name."""
        return laid_over(self._house.files.own, dict(self.view.files))

    def revise(self, command_id: UUID, who: OnDuty, revision: Revision) -> PolicyView | Refusal:
        """制度修订: checked as a whole, kept, and in force when this returns."""
        body = {"revise": who, "files": dict(revision.files), "why": revision.why}
        done = self._runner.decide(command_id, body, lambda work: self._revise(work, who, revision), _REV)
        if isinstance(done, Refusal):
            return done
        self._hold(hall_date(self._runner.clock_now()))
        return self.view

    def check(self, revision: Revision) -> PolicyView | Refusal:
        """What `revise` would answer now, and nothing is changed."""
        with self._runner.past() as past:
            tried = self._tried(past.connection, hall_date(past.now), revision)
        return tried if isinstance(tried, Refusal) else PolicyView(rev=tried.rev)

    def history(self) -> tuple[PolicyChange, ...]:
        """Who changed what, the newest first."""
        told = self._log.read(AGGREGATE)  # a damaged revision is left out, and hides no other
        revised = [(envelope.at, one) for envelope, one in told if isinstance(one, PolicyRevised)]
        with self._runner.reading() as connection:
            names = {member.staff_id: member.name for member in all_staff(connection, self._runner.stream)}
        return tuple(
            PolicyChange(
                at=at,
                staff_id=one.staff_id,
                staff_name=names.get(one.staff_id, ""),
                why=one.why,
                names=tuple(name for name, _text in one.files),
            )
            for at, one in reversed(revised)
        )

    def renew(self) -> None:
        """Something was revised elsewhere that holds here, too."""
        self._hold(hall_date(self._runner.clock_now()))

    def keep_day(self) -> None:
        """A new day may bring another version of a file into force; what cannot be used is told to staff."""
        today = hall_date(self._runner.clock_now())
        if today != self.view.day:
            self._hold(today)
        if self._house.held is not self._looked_through:
            self._tell_left_out()
            self._looked_through = self._house.held

    def _revise(self, work: Work, who: OnDuty, revision: Revision) -> str | Refusal:
        tried = self._tried(work.connection, hall_date(work.now), revision)
        if isinstance(tried, Refusal):
            return tried
        event = PolicyRevised(
            files=tuple(sorted(revision.files.items())), staff_id=who.staff_id, why=revision.why.strip()
        )
        work.record(AGGREGATE, [event], who.actor)
        return tried.rev

    def _tried(self, connection: sa.Connection, today: date, revision: Revision) -> Policy | Refusal:
        """The policy that would hold, or why it may not."""
        if not 0 < len(revision.why.strip()) <= WHY_CHARS_MAX:
            return Refusal("policy.why_missing", {"chars": WHY_CHARS_MAX})
        if len(revision.files) > FILES_MAX or sum(map(len, revision.files.values())) > CHARS_MAX:
            return Refusal("policy.too_large", {"files": FILES_MAX, "chars": CHARS_MAX})
        before = laid_over(self._house.files.own, read_revised(connection, self._runner.stream))
        if revision.based_on not in ("", policy_rev(before), self.view.rev):
            return Refusal("policy.changed_meanwhile")
        after = laid_over(before, revision.files)
        if after == before:
            return Refusal("policy.nothing_new")
        try:
            policy = checked_policy(after, day=today, demo=self._house.files.demo, before=self._house.policy)
            self._know_everybody(connection, revision.files)
        except PolicyError as error:
            return Refusal("policy.invalid", error.facts)
        return in_use(connection, self._runner.stream, today, self._house.policy, policy) or policy

    def _know_everybody(self, connection: sa.Connection, files: Mapping[str, str]) -> None:
        """Raises PolicyError for somebody in a roster who does not work here."""
        known = {member.staff_id for member in all_staff(connection, self._runner.stream)}
        for name in files:
            if kind_of(name) == "roster":
                roster = parse_roster(files[name], name)
                for staff_id in sorted(roster.staff_ids() - known):
                    raise PolicyError(name, roster.first_of(staff_id), f"本大厅没有工号 {staff_id} 的人员")

    def _hold(self, day: date) -> None:
        with self._runner.reading() as connection:
            revised = read_revised(connection, self._runner.stream)
        self._house.held = held = self._house.files.hold(revised, day)
        self._log.policy_rev = held.policy.rev
        for name, error in held.left_out.items():
            _log.error("revised policy file left out", name=name, why=str(error))

    def _tell_left_out(self) -> None:
        """Once a file and revision: staff must know that something which they decided does not hold."""
        if not self._house.held.left_out:
            return
        with self._runner.writing() as work:
            since = work.connection.execute(_LAST, {"s": work.stream}).scalar()
            for name, error in self._house.held.left_out.items():
                raise_notice(
                    work, LEFT_OUT, f"{name}/{since}", work.now, file=name, key=error.key, why=error.why
                )
