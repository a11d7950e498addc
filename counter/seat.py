"""Who sits at this counter: sign-in, lock and sign-out, and what of it goes on while the hall does not answer.

The hall is asked first. While it does not answer, the PIN is compared with the one that it last took here; who comes in
so after a restart calls by hand and does nothing else, and is asked for the PIN again when the hall is back.
"""

import logging
from asyncio import to_thread
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from case_store.client.connection import Unreachable
from cases.refusal import Refusal
from cases.roles import needs_counter
from cases.views import StaffView
from counter.signed_in_here import SignedInHere

if TYPE_CHECKING:
    from counter.desk import Desk

SESSION_OVER = frozenset({"auth.session_missing"})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SatDown:
    """`without_hall`: by what this counter knows, not by the hall."""

    staff: StaffView
    without_hall: bool = False


class Seat:
    """`Desk.seat`."""

    def __init__(self, desk: "Desk", here: SignedInHere) -> None:
        self._desk, self._here = desk, here
        self._people_wanted = True
        desk.bridge.submit(to_thread(here.read), self._found)

    def sign_in(self, staff_id: str, pin: str) -> None:
        """PIN of one member of staff; who needs a counter sits down at this one."""

        def signed_in(sat: SatDown) -> None:
            since = None if sat.without_hall else self._desk.clock.now()
            self._desk.know(
                staff=sat.staff, by_hand_only=sat.without_hall, locked=False, signed_in_at=since, said=""
            )
            self._desk.follow_visit()

        role = next((one.role for one in self._desk.knows.people if one.staff_id == staff_id), "")
        self._ask_for(staff_id, role, pin, signed_in, alone=self._calls(role))

    def lock(self) -> None:
        """At once nothing is to be seen, and nothing is lost."""
        if self._desk.knows.staff is not None:
            self._desk.know(locked=True, said="")

    def unlock(self, pin: str) -> None:
        """The PIN of who locked."""
        staff = self._desk.knows.staff
        if staff is None or not self._desk.knows.locked:
            return

        def unlocked(sat: SatDown) -> None:
            if not sat.without_hall and self._desk.knows.by_hand_only:
                self._desk.know(by_hand_only=False, signed_in_at=self._desk.clock.now())
            self._desk.know(locked=False, said="")
            self._desk.follow_visit()

        self._ask_for(staff.staff_id, staff.role, pin, unlocked, alone=True)

    def change_pin(self, pin: str, new_pin: str, then: Callable[[], None]) -> None:
        """换密码, at the locked screen: in by the old one, which the hall must know. The new one unlocks it."""
        staff = self._desk.knows.staff
        if staff is None or not self._desk.knows.locked:
            return

        async def ask(_command_id: UUID) -> bool | Refusal:
            client = self._desk.client
            entered = await client.sign_in(staff.staff_id, pin, self._counter_of(staff.role))
            if isinstance(entered, Refusal):
                return entered
            changed = await client.accounts.own_pin(pin, new_pin)
            if not isinstance(changed, Refusal):  # the old one lets nobody in here without the hall
                await to_thread(self._here.forget, staff.staff_id)
            return changed

        def changed(_done: bool) -> None:
            self._desk.say("counter_desk.lock.pin_changed")
            then()

        self._desk.ask("sign_in", ask, changed, unreachable="counter_desk.lock.pin_not_changed")

    def sign_out(self) -> None:
        """签退, which is attendance: refused while somebody is at this desk (首问负责)."""
        if (visit := self._desk.mine) is not None:
            self._desk.say("counter_desk.lock.still_serving", ticket_no=visit.ticket_no)
            return
        never_there = self._desk.knows.by_hand_only  # the hall knows of no sign-in

        async def ask(_command_id: UUID) -> Refusal | None:
            refusal = None if never_there else await self._desk.client.sign_out()
            return None if refusal is not None and refusal.code in SESSION_OVER else refusal

        def signed_out(_nothing: None) -> None:
            self._desk.forget_visit()
            self._desk.know(
                staff=None,
                by_hand_only=False,
                locked=False,
                signed_in_at=None,
                matter=None,
                rejected=None,
                said="",
            )
            self._people_wanted = True  # somebody may have been added since
            self.ask_people()

        self._desk.ask("sign_out", ask, signed_out)

    def hall_is_back(self) -> None:
        """Who came in without the hall is asked for the PIN by it; and it says whom this counter may still know."""
        if self._desk.knows.by_hand_only and not self._desk.knows.locked:
            self._desk.know(locked=True, said=self._desk.rules.texts.get("counter_desk.lock.hall_is_back"))

        async def check() -> None:
            for staff_id, credential in await to_thread(self._here.credentials):
                if await self._desk.client.credential_holds(staff_id, credential) is False:
                    await to_thread(self._here.forget, staff_id)

        self._desk.bridge.submit(check(), None, self._not_checked)

    def ask_people(self) -> None:
        """Who may sign in: with the first view, after every sign-out, and again until somebody answers."""
        if not self._people_wanted:
            return
        self._people_wanted = False

        def told(answer: tuple[StaffView, ...] | Refusal) -> None:
            if isinstance(answer, Refusal):
                self._desk.hear_refusal(answer)
            else:
                self._desk.know(people=answer)

        def failed(_error: Exception) -> None:
            self._people_wanted = True

        self._desk.bridge.submit(self._desk.client.staff(), told, failed)

    def _calls(self, role: str) -> bool:
        """Whether there is something to do here without the hall: calling by hand."""
        return needs_counter(role) and self._desk.rules.counter_no is not None

    def _counter_of(self, role: str) -> int | None:
        return self._desk.rules.counter_no if needs_counter(role) else None

    def _ask_for(
        self, staff_id: str, role: str, pin: str, then: Callable[[SatDown], None], *, alone: bool
    ) -> None:
        """`alone`: where the hall does not answer, what this counter knows is enough."""

        async def ask(_command_id: UUID) -> SatDown | Refusal:
            client = self._desk.client
            try:
                answer = await client.sign_in(staff_id, pin, self._counter_of(role))
            except Unreachable:
                if not alone:
                    raise
                known = await to_thread(self._here.let_in, staff_id, pin)
                return known if isinstance(known, Refusal) else SatDown(known, without_hall=True)
            if isinstance(answer, Refusal):
                return answer
            await to_thread(self._here.keep, answer, client.credential, pin)
            return SatDown(answer)

        self._desk.ask("sign_in", ask, then, unreachable="counter.said.sign_in_unreachable")

    def _found(self, people: tuple[StaffView, ...]) -> None:
        """After a start: who may sign in until the hall says who may."""
        if not self._desk.knows.people:
            self._desk.know(people=tuple(one for one in people if self._calls(one.role)))

    def _not_checked(self, error: Exception) -> None:
        """Gone again, say: it is asked at the next contact."""
        if not isinstance(error, Unreachable):
            _log.error("asking what this counter keeps of sign-ins failed", exc_info=error)
