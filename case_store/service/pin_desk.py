"""Whether a PIN is somebody's: at sign-in, and again where a second person confirms."""

import asyncio

from case_store.hall.staff import Member
from case_store.store import Store
from cases.people.pin import check_pin
from cases.refusal import Refusal


class PinDesk:
    """One try at a time, so that parallel guesses cannot outrun the count of wrong ones."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = asyncio.Lock()

    async def check(self, staff_id: str, pin: str) -> Member | Refusal:
        """Who it is: `auth.pin_wrong`, also for somebody unknown, or `auth.locked`."""
        store, accounts = self._store, self._store.hall.accounts
        async with self._one_at_a_time:
            member = await store.run(accounts.member, staff_id)
            if member is not None and (locked := accounts.locked(member)) is not None:
                return locked
            right = await asyncio.to_thread(store.pins.fits, member, pin)
            refusal = await store.run(accounts.settle, staff_id, right=right)
        if member is None or refusal is not None:
            return refusal or Refusal("auth.pin_wrong")
        return member

    async def hash(self, pin: str) -> str | Refusal:
        """The stored form of a new PIN: `auth.pin_form`, `auth.pin_guessable`."""
        refusal = check_pin(pin, self._store.policy.guard.pin)
        return refusal if refusal is not None else await asyncio.to_thread(self._store.pins.hash, pin)
