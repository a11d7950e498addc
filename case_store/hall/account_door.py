"""Accounts of staff: the PIN at sign-in, and what administrators do with accounts. Who changes what is an event."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

import orjson

from case_store.hall import staff
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.hall.staff import Member
from case_store.log.event_log import Work
from case_store.log.history import staff_name
from cases.people.account import AccountAsked, AccountChange, AccountChanged, decide
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_guard import AccountRow

SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Somebody new: their PIN is hashed already."""

    view: StaffView
    pin_hash: str


class AccountDoor:
    """Everything here runs in the store's one thread."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def begin(self) -> None:
        """After a start of the machine: locks of earlier starts begin again."""
        steady = self._house.steady()
        with self._runner.reading() as connection:
            if not staff.was_locked_before(connection, self._runner.stream, steady):
                return
        with self._runner.writing() as work:
            staff.lock_again(work.connection, work.stream, self._house.policy.guard.pin, steady)

    # Signing in.

    def people(self) -> tuple[StaffView, ...]:
        """Who may sign in."""
        with self._runner.reading() as connection:
            return staff.all_staff(connection, self._runner.stream)

    def member(self, staff_id: str) -> Member | None:
        """One member of staff."""
        with self._runner.reading() as connection:
            return staff.look_up(connection, self._runner.stream, staff_id)

    def locked(self, member: Member) -> Refusal | None:
        """The refusal while somebody is locked out."""
        return member.locked(self._house.steady())

    def settle(self, staff_id: str, *, right: bool) -> Refusal | None:
        """Write down how a try with a PIN ended."""
        with self._runner.writing() as work:
            member = staff.look_up(work.connection, work.stream, staff_id)
            if member is None:
                return Refusal("auth.pin_wrong")
            steady, policy = self._house.steady(), self._house.policy.guard.pin
            if (locked := member.locked(steady)) is not None:
                return locked
            refusal = staff.settle(work.connection, work.stream, member, policy, steady, right=right)
            if refusal is not None and refusal.code == "auth.locked":
                _record(work, AccountChanged(staff_id=staff_id, what=AccountChange.LOCKED), SYSTEM)
            return refusal

    def credential(self, member: Member) -> str:
        """What a counter keeps to know its staff without the hall: another one as soon as PIN, role or unit changes."""
        view = member.view
        told = orjson.dumps(["credential", view.staff_id, view.role, view.unit, member.pin_hash])
        secret = self._house.keys.search_secret()
        return hmac.new(secret, told, hashlib.sha256).hexdigest()

    def is_credential(self, staff_id: str, credential: str) -> bool:
        """Whether what a counter keeps still holds."""
        member = self.member(staff_id)
        if member is None or self.locked(member) is not None:
            return False
        return hmac.compare_digest(self.credential(member).encode(), credential.encode())

    # What administrators do.

    def rows(self) -> tuple[AccountRow, ...]:
        """Everybody, and who is locked out for how long."""
        steady = self._house.steady()
        with self._runner.reading() as connection:
            members = staff.all_members(connection, self._runner.stream)
        return tuple(
            AccountRow(
                staff_id=one.view.staff_id,
                name=one.view.name,
                role=one.view.role,
                unit=one.view.unit,
                locked_minutes=int(locked.facts["minutes"]) if (locked := one.locked(steady)) else 0,
            )
            for one in members
        )

    def install(self, account: NewAccount) -> None:
        """Somebody who may sign in, by whoever installs the store: the first administrator, a demo."""
        with self._runner.writing() as work:
            staff.add_staff(work.connection, work.stream, account.view, account.pin_hash)
            _record(work, _as_event(account.view, AccountChange.ADDED), SYSTEM)

    def add(self, who: OnDuty, account: NewAccount) -> bool | Refusal:
        """Somebody new."""
        asked = _as_asked(account.view, AccountChange.ADDED)
        return self._change(
            who,
            asked,
            lambda work: staff.add_staff(work.connection, work.stream, account.view, account.pin_hash),
        )

    def change(self, who: OnDuty, view: StaffView) -> bool | Refusal:
        """Another name, role or unit: every session of theirs ends."""
        asked = _as_asked(view, AccountChange.ROLE)
        return self._change(who, asked, lambda work: staff.change(work.connection, work.stream, view))

    def new_pin(self, who: OnDuty, staff_id: str, pin_hash: str) -> bool | Refusal:
        """A new PIN for somebody else: every session of theirs ends."""
        return self._new_pin(who, AccountAsked(staff_id=staff_id, what=AccountChange.PIN), pin_hash)

    def own_pin(self, who: OnDuty, pin_hash: str) -> bool | Refusal:
        """One's own new PIN, after the one of until now was right: every session of theirs ends."""
        asked = AccountAsked(staff_id=who.staff_id, what=AccountChange.PIN, proven=True)
        return self._new_pin(who, asked, pin_hash)

    def unlock(self, who: OnDuty, staff_id: str) -> bool | Refusal:
        """By another administrator than the one who is locked out."""
        asked = AccountAsked(staff_id=staff_id, what=AccountChange.UNLOCKED)
        return self._change(who, asked, lambda work: staff.unlock(work.connection, work.stream, staff_id))

    def remove(self, who: OnDuty, staff_id: str) -> bool | Refusal:
        """Nobody signs in as them any more; every session of theirs ends."""
        asked = AccountAsked(staff_id=staff_id, what=AccountChange.REMOVED)
        return self._change(who, asked, lambda work: staff.remove(work.connection, work.stream, staff_id))

    def _new_pin(self, who: OnDuty, asked: AccountAsked, pin_hash: str) -> bool | Refusal:
        return self._change(
            who, asked, lambda work: staff.new_pin(work.connection, work.stream, asked.staff_id, pin_hash)
        )

    def _change(self, who: OnDuty, asked: AccountAsked, write: Callable[[Work], None]) -> bool | Refusal:
        def act(work: Work) -> bool | Refusal:
            units = self._house.policy.units
            happened = decide(
                asked,
                who.staff_id,
                lambda staff_id: staff.look_up(work.connection, work.stream, staff_id) is not None,
                lambda unit: units.of(unit) is not None,
            )
            if isinstance(happened, Refusal):
                return happened
            write(work)
            _record(work, happened, who.actor)
            return True

        return self._runner.now(act)


def _record(work: Work, happened: AccountChanged, actor: str) -> None:
    work.record(staff_name(happened.staff_id), [happened], actor)


def _as_event(view: StaffView, what: AccountChange) -> AccountChanged:
    return AccountChanged(staff_id=view.staff_id, what=what, role=view.role, unit=view.unit)


def _as_asked(view: StaffView, what: AccountChange) -> AccountAsked:
    return AccountAsked(staff_id=view.staff_id, what=what, role=view.role, unit=view.unit)
