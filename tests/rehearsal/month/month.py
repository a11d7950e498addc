"""A month of casework at a real hall: matters come in, everybody works, some lie forgotten, the power fails."""

import asyncio
import contextlib
import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import uuid_utils.compat as uuid_v7

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.config import load_config
from case_store.hall.report_door import Period
from case_store.store import Store
from case_store.tokens import COUNTER
from cases.casework.acts import Act, SignOff
from cases.hall_time import hall_date, hall_time
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import BROUGHT_IN, HAS_REFERRER
from cases.refusal import Refusal
from cases.supervision import supervision_acts as supervise
from cases.views import StaffView
from cases.views_casework import CaseView
from demo.ground import lay_ground
from tests.rehearsal.month.choosing import WORD, Chooser
from tests.rehearsal.month.invariants import problems_of, sums
from tests.rehearsal.month.people import COUNTER_OF, TOWNS, people

PIN = "246810"
FIRST_DAY = date(2026, 9, 7)  # 中秋 and 国庆 with their make-up days lie in the month
ROUNDS = (time(9, 0), time(11, 0), time(15, 0), time(16, 30))
ROWS_A_ROUND = 14
FORGOTTEN_PERCENT = 12
CHECK_EVERY_DAYS = 5
YUAN = 100


class Month:
    """`play`, then read `problems` and `summary`."""

    def __init__(self, root: Path, matters: int, days: int, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311  invented matters, no secret
        self._ground = lay_ground(root)
        self._people = people(self._ground.policy)
        units = frozenset({"centre", *(person.unit for person in self._people)} - {""})
        self._chooser = Chooser(self._dice, self._ground.policy, units)
        self._matters, self._days = matters, days
        self._clients: dict[str, HallClient] = {}
        self._brought = 0
        self._last_day = FIRST_DAY
        self._states: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.power_cuts = 0
        self.problems: list[str] = []
        self._told = ""

    async def play(self) -> None:
        """All days. Raises NotReady when the hall does not come up."""
        self._ground.clock.move_to(hall_time(datetime.combine(FIRST_DAY, time(8, 20))))
        store = Store(load_config(self._ground.hall.config))
        for person in self._people:
            store.add_staff(person, PIN)
        store.close()
        self._ground.hall.start()
        try:
            day = FIRST_DAY
            for number in range(self._days):
                await self._work_day(day, -(-(self._matters - self._brought) // (self._days - number)))
                if (number + 1) % CHECK_EVERY_DAYS == 0:
                    await self._check()
                    self._ground.hall.start()
                    await self._everybody_signs_in()
                self._last_day = day
                day = self._ground.policy.calendar.next_working(day)
            await self._check()
        finally:
            for client in self._clients.values():
                await client.aclose()
            self._ground.hall.stop()

    def summary(self) -> str:
        """The month in a few lines."""
        done = "，".join(f"{name} {count}" for name, count in self.done.most_common())
        refused = "，".join(f"{code} {count}" for code, count in self.refused.most_common(12))
        return f"{self._told}\n办的：{done}\n拒绝：{refused}\n断电{self.power_cuts}次"

    # A day.

    async def _work_day(self, day: date, new: int) -> None:
        self._ground.clock.move_to(hall_time(datetime.combine(day, time(8, 30))))
        await self._yesterday_is_over()
        await self._everybody_signs_in()
        for turn, at in enumerate(ROUNDS):
            self._ground.clock.move_to(hall_time(datetime.combine(day, at)))
            for _ in range(new // len(ROUNDS) + (turn < new % len(ROUNDS))):
                await self._bring_in()
            for person in self._dice.sample(self._people, len(self._people)):
                await self._round(person)
        await self._sign_off_in_a_batch()
        await self._supervise()

    async def _yesterday_is_over(self) -> None:
        """跨日清零, by the hall itself: until then nobody signs in for today."""
        while (client := self._clients.get("s1")) is not None:
            if isinstance(await client.casework.inbox(), Refusal):
                return
            await asyncio.sleep(0.05)

    async def _everybody_signs_in(self) -> None:
        for person in self._people:
            client = self._clients.get(person.staff_id)
            if client is None:
                client = HallClient(self._ground.hall_url, self._ground.tokens[COUNTER])
                self._clients[person.staff_id] = client
            entered = await client.sign_in(person.staff_id, PIN, COUNTER_OF.get(person.staff_id))
            if isinstance(entered, Refusal):
                self.problems.append(f"{person.staff_id} 不能签到：{entered.code}")

    async def _bring_in(self) -> None:
        by = self._clients["s1"]
        source = self._dice.choice(sorted(BROUGHT_IN))
        words = PrivateMatter(
            contact_name="李某甲",
            contact_phone="13000000001",
            story=WORD,
            referrer="网格员" if source in HAS_REFERRER else "",
        )
        made = await by.casework.bring_in(source, self._invented(), words)
        if isinstance(made, Refusal):
            self.problems.append(f"登记不了：{made.code} {dict(made.facts)}")
        else:
            self._brought += 1

    def _invented(self) -> OpenMatter:
        """Any type of the standard, any size; one in nine is of a million and more."""
        policy, dice = self._ground.policy, self._dice
        types = sorted(code for code, known in policy.dispute_types.items() if known.parent)
        amount = dice.choice(
            (
                None,
                None,
                None,
                3_000,
                20_000,
                80_000,
                300_000,
                900_000,
                1_000_000 + dice.randrange(9) * 250_000,
            )
        )
        return OpenMatter(
            category=dice.choice([one.id for one in policy.categories.categories]),
            dispute_type=dice.choice(types),
            town=dice.choice(TOWNS).rpartition("_")[2],
            party_count=dice.choice((1, 1, 1, 2, 4, 6, 12, 37)),
            amount_fen=None if amount is None else amount * YUAN,
        )

    async def _round(self, person: StaffView) -> None:
        """What waits for somebody, and a look at something that does not."""
        cases = self._clients[person.staff_id].casework
        ids: list[str] = []
        for tab, most in (("mine", ROWS_A_ROUND), ("all", 3)):
            inbox = await cases.inbox(tab)
            if isinstance(inbox, Refusal):
                self.refused[inbox.code] += 1
                continue
            ids += [row.case_id for row in self._dice.sample(inbox.rows, min(most, len(inbox.rows)))]
        for case_id in dict.fromkeys(ids):
            page = await cases.open(case_id)
            if isinstance(page, Refusal):
                self.problems.append(f"{person.staff_id} 打不开收件箱里的事项：{page.code}")
            elif not self._forgets(page):
                await self._act(person.staff_id, page)

    def _forgets(self, page: CaseView) -> bool:
        """Some matters lie on a desk for two weeks."""
        unlucky = int(page.case_code[-6:]) % 100 < FORGOTTEN_PERCENT
        return unlucky and hall_date(self._now) - hall_date(page.registered_at) < timedelta(days=14)

    async def _act(self, staff_id: str, page: CaseView) -> None:
        act = self._chooser.choose(page, self._now)
        if act is None:
            return
        command_id = uuid_v7.uuid7()
        fails = self._dice.random() < 0.0015  # the power
        answer = await (self._in_the_dark if fails else self._sent)(staff_id, page.case_id, act, command_id)
        if isinstance(answer, Refusal):
            self.refused[answer.code] += 1
        else:
            self.done[type(act).__name__] += 1

    async def _sent(self, staff_id: str, case_id: str, act: Act, command_id: UUID) -> CaseView | Refusal:
        return await self._clients[staff_id].casework.act(case_id, act, command_id)

    async def _in_the_dark(
        self, staff_id: str, case_id: str, act: Act, command_id: UUID
    ) -> CaseView | Refusal:
        """The power fails in the middle of it; afterwards it is asked again and has happened once."""
        self.power_cuts += 1
        asked = asyncio.ensure_future(self._sent(staff_id, case_id, act, command_id))
        await asyncio.sleep(self._dice.random() * 0.02)
        self._ground.hall.kill()
        self._ground.hall.start()
        await self._everybody_signs_in()
        with contextlib.suppress(Unreachable):
            await asked
        return await self._sent(staff_id, case_id, act, command_id)

    async def _sign_off_in_a_batch(self) -> None:
        cases = self._clients["s2"].casework
        inbox = await cases.inbox("to_sign_off")
        if not isinstance(inbox, Refusal) and inbox.rows:
            lines = await cases.act_on_many(tuple(row.case_id for row in inbox.rows), SignOff())
            if not isinstance(lines, Refusal):
                self.refused.update(line.code for line in lines if line.code)
                self.done["SignOff"] += sum(not line.code for line in lines)

    async def _supervise(self) -> None:
        """A leader decides on drafts; the supervisor talks, and closes what is settled."""
        board = await self._clients["sup"].supervision.board()
        for row in () if isinstance(board, Refusal) else board.rows[:30]:
            page = await self._clients["sup"].supervision.item(row.item_id)
            if isinstance(page, Refusal):
                continue
            for rung in page.ladder:
                if rung.state == "drafted":
                    drop = self._dice.random() < 0.3
                    decided = (
                        supervise.Drop(rung=rung.rung, because=WORD)
                        if drop
                        else supervise.Approve(rung=rung.rung)
                    )
                    await self._on_item("lead", row.item_id, decided)
            if page.interview_owed:
                await self._on_item("sup", row.item_id, supervise.Interview(held_at=self._now, text=WORD))
            elif page.settled:
                await self._on_item("sup", row.item_id, supervise.Close(evidence=WORD))

    async def _on_item(self, staff_id: str, item_id: str, act: supervise.ItemAct) -> None:
        answer = await self._clients[staff_id].supervision.act(item_id, act)
        name = f"supervise.{type(act).__name__}"
        (self.refused if isinstance(answer, Refusal) else self.done).update(
            [answer.code if isinstance(answer, Refusal) else name]
        )

    # The truth.

    async def _check(self) -> None:
        """The hall stands still; its file is read."""
        await asyncio.sleep(0.5)  # what is due has been claimed
        self._ground.hall.stop()
        store = Store(load_config(self._ground.hall.config))
        try:
            self.problems += problems_of(store, self._now)
            report = sums(store, Period(FIRST_DAY, hall_date(self._now)))
        finally:
            store.close()
        told = report.total
        received = sum(count for _became, count in report.received)
        if received != self._brought:
            self.problems.append(f"登记了{self._brought}件，报表说{received}件")
        if told.accepted != told.open + told.closed:
            self.problems.append("受理不等于在办加办结")
        accepted = dict(report.received).get("accepted", 0)
        if accepted != told.accepted:
            self.problems.append(f"登记去向里受理{accepted}件，口径里受理{told.accepted}件")
        self._told = (
            f"登记{received}件：{dict(report.received)}\n受理{told.accepted}，在办{told.open}，办结{told.closed}："
            f"{dict(told.closed_by)}\n化解率{_percent(told.resolution_rate)}，按时办结率{_percent(told.in_time_rate)}，"
            f"超期率{_percent(told.overdue_rate)}，重大金额{told.major}件，天数{told.days_p50}／{told.days_p90}"
        )

    @property
    def _now(self) -> datetime:
        return self._ground.clock.now()


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"
