"""/m 网上枫桥留言板: banner, town, write, look once more, send. Nothing is kept before it is sent.

The page with the codes is the answer to what was sent: it has no address of its own, so that no history and no log
holds them. Who sends the same form again, because the line was cut, is answered the same and nothing happens twice;
a form that is too old is given anew with what was written.
"""

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response

from case_store.central.context import PROGRAM, acting_as
from case_store.citizen_pages.answering import Answering
from case_store.citizen_pages.choice_page import MESSAGE, banner_choice, place_of, town_choice
from case_store.citizen_pages.form_fields import read_fields
from case_store.citizen_pages.form_stamp import new_stamp, read_stamp
from case_store.citizen_pages.message_door import MessageDoor, hall_for
from case_store.citizen_pages.message_page import (
    CHANGE,
    SEND,
    Written,
    check_page,
    kept_page,
    matter_of,
    message_page,
    read_written,
)
from case_store.citizen_pages.page_frame import Voice
from case_store.citizen_pages.rendering import AnyPage
from case_store.hall.wishes_door import PHONE
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.place import BANNER_DIGITS
from cases.policy.nearest_centre import centre_of
from cases.refusal import Refusal

CITY = "150500000"  # the code of the city's own centre (centres.toml)


def add_messages(routes: APIRouter, answering: Answering) -> None:
    """For everybody."""
    store = answering.store
    board = _Board(answering)

    @routes.get(f"/{MESSAGE}")
    async def banners() -> Response:
        """Which banner."""
        return answering.html(banner_choice(board.voice, MESSAGE))

    @routes.get(f"/{MESSAGE}/{{code}}")
    async def towns_or_form(code: str) -> Response:
        """A banner's towns, or the form."""
        banner = store.policy.places.banner(code)
        if banner is not None:
            return answering.html(town_choice(board.voice, MESSAGE, banner))
        return await answering.safe(board.form(code, Written()))

    @routes.post(f"/{MESSAGE}/{{code}}")
    async def sent(code: str, request: Request) -> Response:
        """What was written: shown once more, changed, or sent."""
        written, who = read_written(await read_fields(request)), answering.who(request)
        return await answering.safe(board.sent(code, written, who))


class _Board:
    def __init__(self, answering: Answering) -> None:
        self._answering, self._store = answering, answering.store

    @property
    def voice(self) -> Voice:
        """By the policy in force."""
        return Voice(self._store.policy, self._store.texts)

    async def form(self, code: str, written: Written, why: Refusal | None = None) -> Response:
        """The form for a place."""
        place = place_of(code, self._store.policy)
        if place is None:
            return self._answering.html(self._answering.writer().not_found())
        page = message_page(self.voice, written, await self._goes_to(place), self._stamp(place), why)
        return self._answering.html(page)

    async def sent(self, code: str, written: Written, who: str) -> Response:
        """The next page."""
        place = place_of(code, self._store.policy)
        if place is None:
            return self._answering.html(self._answering.writer().not_found())
        matter = matter_of(written, place, self._store.policy)
        if isinstance(matter, Refusal):
            return await self.form(code, written, matter)
        if written.step == CHANGE:
            return await self.form(code, written)
        return self._answering.html(await self._next(place, written, matter, who))

    async def _next(
        self, place: str, written: Written, matter: tuple[OpenMatter, PrivateMatter], who: str
    ) -> AnyPage:
        store, now, to = self._store, self._store.clock.now(), await self._goes_to(place)
        minutes = store.policy.citizen_page.form_minutes
        stamp = read_stamp(store.keys, self._purpose(place), written.stamp, now, minutes)
        why = Refusal("message.form_old") if stamp is None or stamp.is_old else None
        if written.step == SEND and stamp is not None and why is None:
            with acting_as(PROGRAM):
                kept = await store.run(MessageDoor(store).register, stamp.command_id, matter, who)
            if not isinstance(kept, Refusal):
                return kept_page(self.voice, kept, matter[1].story, to, now)
            why = Refusal("message.sent_before") if kept.code == "command.id_reused" else kept
            stamp = None
        fresh = self._stamp(place) if stamp is None or stamp.is_old else written.stamp
        return check_page(self.voice, matter, to=to, stamp=fresh, why=why if written.step == SEND else None)

    async def _goes_to(self, place: str) -> str:
        """The name of the store that will have it: a hall that asks us, or this centre."""

        def name(connection: sa.Connection) -> str:
            hall = hall_for(connection, place)
            if hall:
                named = place if hall == place else place[:BANNER_DIGITS]
                return centre_of(named, self._store.policy, self._store.texts).name
            own = self._store.policy.centres.of(CITY)
            return own.name if own else self.voice.say("message.centre_itself")

        return await self._answering.read(name)

    def _stamp(self, place: str) -> str:
        return new_stamp(self._store.keys, self._purpose(place), self._store.clock.now())

    @staticmethod
    def _purpose(place: str) -> str:
        return f"{PHONE}/{MESSAGE}/{place}"
