"""/ what the pages can do; /c 找中心, by banner and by town."""

import sqlalchemy as sa
from fastapi import APIRouter, Response

from case_store.citizen_pages.answering import Answering
from case_store.citizen_pages.centre_page import CentrePage, centre_page
from case_store.citizen_pages.choice_page import CENTRES, banner_choice, first_page, place_of, town_choice
from case_store.citizen_pages.message_door import hall_for
from case_store.citizen_pages.page_frame import Voice
from cases.people.place import BANNER_DIGITS
from cases.policy.centres import OWN_OF_BANNER
from cases.policy.nearest_centre import centre_of


def add_centres(routes: APIRouter, answering: Answering) -> None:
    """For everybody."""
    store = answering.store

    def voice() -> Voice:
        return Voice(store.policy, store.texts)

    @routes.get("/")
    async def first() -> Response:
        """What the pages can do."""
        return answering.html(first_page(voice()))

    @routes.get(f"/{CENTRES}")
    async def banners() -> Response:
        """Which banner's."""
        return answering.html(banner_choice(voice(), CENTRES))

    @routes.get(f"/{CENTRES}/{{code}}")
    async def towns_or_centre(code: str) -> Response:
        """A banner's towns, or the centre of one."""
        banner, place = store.policy.places.banner(code), place_of(code, store.policy)
        if banner is not None:
            return answering.html(town_choice(voice(), CENTRES, banner))
        if place is None:
            return answering.html(answering.writer().not_found())

        def look(connection: sa.Connection) -> CentrePage:
            centre = centre_of(place, store.policy, store.texts)
            told = answering.told_by(connection)(hall_for(connection, place) or store.policy.hall.stream)
            own = place if len(place) > BANNER_DIGITS else place + OWN_OF_BANNER
            policy = told if told.hall.centre_code == own else store.policy
            if policy is told:  # its own words about itself, as it has revised them
                centre = centre_of(place, told, store.texts)
            return centre_page(Voice(policy, store.texts), centre, code, store.clock.now())

        async def answer() -> Response:
            return answering.html(await answering.read(look))

        return await answering.safe(answer())
