"""Who works on matters while the hall receives its visitors: offices behind the counters, units, a few old matters.

Everything goes over HTTP, as the counter app sends it; what is chosen is what the page offers (month.choosing).
"""

import asyncio
import random
from collections import Counter
from datetime import datetime, timedelta

from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.store import Store
from case_store.tokens import COUNTER
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from cases.refusal import Refusal
from cases.views import StaffView
from demo.ground import Ground
from tests.rehearsal.big_hall import PIN
from tests.rehearsal.month.choosing import WORD, Chooser
from tests.rehearsal.month.people import people

LEADER = "lead"  # signs in at the dispatch screen, and nowhere else
OFFICES = ("case-1", "case-2")  # they accept and sign off; nobody is called there
ACTS_A_ROUND = 9
OLD_DAYS = (12, 8, 3)  # calendar days before today on which the old matters were brought in
YUAN = 100


class CaseRoom:
    """`worked_on`: the matters that somebody did something with."""

    def __init__(self, ground: Ground, first_office: int, seed: int) -> None:
        self._ground = ground
        self._dice = random.Random(seed)  # noqa: S311  invented matters, no secret
        self._counter_of = {staff_id: first_office + n for n, staff_id in enumerate(OFFICES)}
        offices = tuple(StaffView(staff_id=id_, name=f"受理{id_[-1]}", role="reception") for id_ in OFFICES)
        others = [
            one for one in people(ground.policy) if one.role in ("dispatcher", "supervisor", "unit_officer")
        ]
        self._people = (*offices, *others)
        units = frozenset({one.unit for one in others} - {""})
        self._chooser = Chooser(self._dice, ground.policy, units)
        self._towns = [town.code for banner in ground.policy.places.banners for town in banner.towns]
        self._clients: dict[str, HallClient] = {}
        self.worked_on: set[str] = set()
        self.done: Counter[str] = Counter()
        self.troubles: list[str] = []

    def add_staff(self) -> None:
        """Before the hall runs."""
        store = Store(load_config(self._ground.hall.config))
        try:
            leader = next(one for one in people(self._ground.policy) if one.staff_id == LEADER)
            for person in (*self._people, leader):
                store.add_staff(person, PIN)
        finally:
            store.close()

    async def earlier_days(self, today: datetime, matters: int) -> None:
        """Matters of the days before that nobody has touched; the clock stands at `today` afterwards."""
        for days in OLD_DAYS:
            self._ground.clock.move_to(today - timedelta(days=days))
            await self._day_before_is_over()
            await self.sign_in()
            for _ in range(matters // len(OLD_DAYS)):
                await self._bring_in()
        self._ground.clock.move_to(today)
        await self._day_before_is_over()

    async def _day_before_is_over(self) -> None:
        """跨日清零, by the hall itself: until then nobody signs in for today."""
        while (client := self._clients.get(OFFICES[0])) is not None:
            if isinstance(await client.casework.inbox(), Refusal):
                return
            await asyncio.sleep(0.05)

    async def sign_in(self) -> None:
        """Everybody, for today."""
        for person in self._people:
            client = self._clients.setdefault(
                person.staff_id, HallClient(self._ground.hall_url, self._ground.tokens[COUNTER])
            )
            entered = await client.sign_in(person.staff_id, PIN, self._counter_of.get(person.staff_id))
            if isinstance(entered, Refusal):
                self.troubles.append(f"{person.staff_id} 不能签到：{entered.code}")

    async def round(self) -> None:
        """Everybody does some of what waits for them."""
        for person in self._dice.sample(self._people, len(self._people)):
            cases = self._clients[person.staff_id].casework
            inbox = await cases.inbox("mine")
            if isinstance(inbox, Refusal):
                self.troubles.append(f"{person.staff_id} 打不开收件箱：{inbox.code}")
                continue
            for row in self._dice.sample(inbox.rows, min(ACTS_A_ROUND, len(inbox.rows))):
                page = await cases.open(row.case_id)
                act = (
                    None
                    if isinstance(page, Refusal)
                    else self._chooser.choose(page, self._ground.clock.now())
                )
                if act is None:
                    continue
                answer = await cases.act(row.case_id, act)
                if not isinstance(
                    answer, Refusal
                ):  # a robot may ask for what is not allowed; the hall says no
                    self.worked_on.add(row.case_id)
                    self.done[type(act).__name__] += 1

    async def close(self) -> None:
        """Let go of all connections."""
        for client in self._clients.values():
            await client.aclose()

    async def _bring_in(self) -> None:
        policy, dice = self._ground.policy, self._dice
        types = sorted(code for code, known in policy.dispute_types.items() if known.parent)
        matter = OpenMatter(
            category=dice.choice([one.id for one in policy.categories.categories]),
            dispute_type=dice.choice(types),
            town=dice.choice(self._towns),
            party_count=dice.choice((1, 1, 2, 4, 12)),
            amount_fen=dice.choice((None, 3_000 * YUAN, 80_000 * YUAN, 1_500_000 * YUAN)),
        )
        words = PrivateMatter(contact_name="李某甲", contact_phone="13000000001", story=WORD)
        made = await self._clients[OFFICES[0]].casework.bring_in(Source.PHONE, matter, words)
        if isinstance(made, Refusal):
            self.troubles.append(f"登记不了：{made.code} {dict(made.facts)}")
