"""A rehearsed day: a real hall process, a real wall, real counters, and everybody who comes."""

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from case_store.client.hall import HallClient
from case_store.client.live import LiveFeed
from case_store.keys import read_keys
from case_store.kiosk.door import KioskDoor, KioskDoorConfig
from cases.hall_time import hall_time
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import CounterView, WaitingRow
from demo.ground import KIOSK_ID, SEEDING_KIOSK_ID, Ground
from hall_display.wall.app import WallConfig, WallScreen
from hall_display.wall.app import build as build_wall
from screenkit.grab import grab, process_events
from screenkit.screen_config import load_screen_config
from screenkit.window import make_app
from tests.rehearsal.big_hall import PIN, SERVICE_MINUTES, lay_big_hall, member
from tests.rehearsal.case_room import LEADER, OFFICES, CaseRoom
from tests.rehearsal.clockwork import Clockwork
from tests.rehearsal.desk_robot import BACK_AFTER_S, DeskRobot
from tests.rehearsal.hands import HttpHands
from tests.rehearsal.keyed_hands import KeyedHands
from tests.rehearsal.ledger import Ledger, Stay
from tests.rehearsal.people import AFTERNOON, MORNING, Visitor, visitors
from tests.rehearsal.side_by_side import SideBySide

T = TypeVar("T")
FIRST_ROUND, EVERY, ROUNDS = time(8, 50), timedelta(minutes=20), (0, 26)  # of those who work on matters
TELLING = PrivateMatter(
    other_side="某公司", story="钱一直没给。", contact_name="李某甲", contact_phone="13000000001"
)


class Day:
    """Set up, `play`, then read `ledger`. Raises NotReady when the hall does not come up."""

    def __init__(
        self,
        root: Path,
        desks: int,
        people: int,
        seed: int,
        *,
        screens: Path | None = None,
        matters: int = 0,
    ) -> None:
        """`matters`: so many old ones lie there, and offices and units work all day; 0: nobody works on matters."""
        self.ground: Ground = lay_big_hall(root, desks, len(OFFICES) if matters else 0)
        date_ = self.ground.clock.now().date()
        self.ground.clock.move_to(hall_time(datetime.combine(date_, time(8, 20))))
        self.ledger = Ledger()
        self.clockwork = Clockwork(self.ground.clock)
        self.visitors_of: dict[str, Visitor] = {}
        means = {intent: 60.0 * minutes for intent, minutes in SERVICE_MINUTES.items()}
        self._people = visitors(date_, people, seed, means)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._clients: list[HallClient] = []
        self._view: CounterView | None = None
        self.counter: KeyedHands | None = None
        self.wall: WallScreen | None = None
        self._desk_count, self._screens = desks, screens
        self._matters = matters
        self.cases = CaseRoom(self.ground, desks + 1, seed) if matters else None
        self.side_by_side: SideBySide | None = None

    def play(self) -> None:
        """The whole day."""
        self._thread.start()
        make_app(offscreen=True)
        if self.cases is not None:
            self.cases.add_staff()
        self.ground.centre.start()
        self.ground.hall.start()
        self._old_matters()
        self.wall = wall = build_wall(load_screen_config(WallConfig, self.ground.config("wall")))
        wall.view_model.changed.connect(lambda: self._watch(wall))
        feed = LiveFeed(
            self.ground.hall_url,
            self.ground.tokens["counter"],
            CounterView,
            self._see,
            lambda _state: None,
            clock=self.ground.clock,
        )
        hearing = asyncio.run_coroutine_threadsafe(feed.run(), self._loop)
        try:
            self._play()
        finally:
            hearing.cancel()
            if self.side_by_side is not None:
                self.side_by_side.close()
            if self.counter is not None:
                self.counter.screen.close()
            wall.close()
            self.ground.hall.stop()
            self.ground.centre.stop()
            self._end_loop()

    def _old_matters(self) -> None:
        if self.cases is not None:
            self.run(self.cases.earlier_days(self.clockwork.now, self._matters))
            self.run(self.cases.sign_in())

    def _end_loop(self) -> None:
        if self.cases is not None:
            self.run(self.cases.close())
        for client in self._clients:
            self.run(client.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(asyncio.sleep(0))  # what was cancelled ends
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something of the hall's while the screens live."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        while not future.done():
            process_events()
        return future.result()

    def summary(self) -> str:
        """The day in a few lines."""
        ledger = self.ledger
        ends = Counter(stay.end for stay in ledger.stays.values())
        waits = sorted(
            (stay.called_at - stay.came_at).total_seconds() / 60
            for stay in ledger.stays.values()
            if stay.called_at is not None
        )
        below_low, below_high, told = ledger.coverage()
        return "\n".join(
            (
                f"取号 {len(ledger.stays)}：" + "，".join(f"{end} {n}" for end, n in sorted(ends.items())),
                f"等候 P50 {_part(waits, 0.5):.1f} 分，P90 {_part(waits, 0.9):.1f} 分",
                f"预计等候：低于下限 {below_low:.1%}，不超过上限 {below_high:.1%}（{told} 张号）",
                *self._summary_of_cases(),
                "命令：" + "，".join(f"{verb} {n}" for verb, n in sorted(ledger.verbs.items())),
            )
        )

    def _summary_of_cases(self) -> Iterator[str]:
        if self.cases is None or self.side_by_side is None:
            return
        acts = "，".join(f"{name} {count}" for name, count in self.cases.done.most_common())
        yield f"办过的事项 {len(self.cases.worked_on)}：{acts}"
        asked, kinds = self.side_by_side.figures_asked, len(self.side_by_side.non_zero)
        yield f"两块屏对照：点开的数 {asked} 个，不是 0 的 {kinds} 种"

    def view(self) -> CounterView:
        """The hall as every counter sees it now."""
        return self._view or CounterView(hall_time=self.clockwork.now)

    def _play(self) -> None:
        doors = [self._door(kiosk_id) for kiosk_id in (KIOSK_ID, SEEDING_KIOSK_ID)]
        for door in doors:
            self.run(door.open())
        self.desks = [self._desk(number) for number in range(1, self._desk_count + 1)]
        date_ = self.clockwork.now.date()
        for turn, visitor in enumerate(self._people):
            door = doors[turn % len(doors)]
            self.clockwork.at(visitor.comes_at, partial(self._comes, visitor, door))
        if self.cases is not None and self.wall is not None:
            self.side_by_side = SideBySide(self.ground, LEADER, PIN, self.wall)
            for number in range(*ROUNDS):
                self.clockwork.at(
                    hall_time(datetime.combine(date_, FIRST_ROUND)) + number * EVERY, self._work
                )
        for hour in (9, 11, 15, 17):
            self.clockwork.at(hall_time(datetime.combine(date_, time(hour, 40))), self._photograph)
        for start in (MORNING[0], AFTERNOON[0]):
            self.clockwork.at(hall_time(datetime.combine(date_, start)), self._wake_desks)
        self.clockwork.run()
        for door in doors:
            self.run(door.close())

    def _door(self, kiosk_id: str) -> KioskDoor:
        ground = self.ground
        return KioskDoor(
            KioskDoorConfig(
                kiosk_id=kiosk_id,
                hall_url=ground.hall_url,
                token=ground.tokens["kiosk"],
                outbox=ground.root / f"{kiosk_id}-outbox.db",
                keys=read_keys(ground.keys(f"kiosk:{kiosk_id}")),
                policy=ground.policy,
                clock=ground.clock,
            )
        )

    def _desk(self, number: int) -> DeskRobot:
        return DeskRobot(
            counter_no=number,
            hands=self._keyed() if number == 1 else self._over_http(number),
            clockwork=self.clockwork,
            ledger=self.ledger,
            visitors=self.visitors_of,
            send_to=number % self._desk_count + 1 if self._desk_count > 1 else None,
            on_given_up=self._given_up,
            on_sent=self._sent,
        )

    def _keyed(self) -> KeyedHands:
        """Counter 1 is a real window, driven by keys."""
        self.counter = KeyedHands(self.ground.config("counter"), member(1), PIN, 1, self)
        return self.counter

    def _over_http(self, number: int) -> HttpHands:
        client = HallClient(self.ground.hall_url, self.ground.tokens["counter"])
        self._clients.append(client)
        entered = self.run(client.sign_in(member(number).staff_id, PIN, number))
        if isinstance(entered, Refusal):
            raise SystemExit(f"desk {number}: {entered.code}")
        return HttpHands(client, number, self)

    def _comes(self, visitor: Visitor, door: KioskDoor) -> None:
        dispute = visitor.intent is Intent.DISPUTE
        intake = Intake(
            intent=visitor.intent,
            touched_at=self.clockwork.now,
            confirmed=visitor.confirmed,
            open=OpenMatter(category="labour_wages", party_count=visitor.party_count)
            if dispute
            else OpenMatter(),
            private=TELLING if dispute else PrivateMatter(),
            priority=visitor.priority,
        )
        taken = self.run(door.take(intake))
        if taken.ticket_no is None:
            self.ledger.troubles.append(f"{visitor.number} 没有号：{taken.refusal}")
            return
        today = self.clockwork.now.date()
        self.visitors_of[taken.visit_id] = visitor
        self.ledger.came(
            Stay(
                number=visitor.number,
                visit_id=taken.visit_id,
                ticket_no=taken.ticket_no,
                business_date=taken.business_date or today,
                came_at=self.clockwork.now,
                end="" if taken.business_date in (None, today) else "next_day",
                promised=(taken.wait_low_min, taken.wait_high_min),
            )
        )
        if visitor.patience_s is not None:
            self.clockwork.after(visitor.patience_s, partial(self._loses_patience, taken.visit_id))
        self._wake_desks()

    def _loses_patience(self, visit_id: str) -> None:
        stay = self.ledger.stays[visit_id]
        if stay.calls or stay.end:
            return
        answer = self.desks[0].hands.leave(visit_id)
        self.ledger.verbs["leave"] += 1
        if isinstance(answer, Refusal):
            self.ledger.troubles.append(f"{stay.ticket_no} 离开：{answer.code}")
        else:
            stay.end = "left"

    def _given_up(self, row: WaitingRow) -> None:
        visitor, stay = self.visitors_of[row.visit_id], self.ledger.stays[row.visit_id]
        stay.end = "no_show"
        if visitor.comes_back:
            self.clockwork.after(BACK_AFTER_S, lambda: self._comes_back(row))

    def _sent(self, counter_no: int) -> None:
        desk = self.desks[counter_no - 1]
        desk.acknowledge_all()
        desk.look()

    def _comes_back(self, row: WaitingRow) -> None:
        answer = self.desks[0].hands.bring_back(row.visit_id)
        self.ledger.verbs["return"] += 1
        if isinstance(answer, Refusal):
            self.ledger.troubles.append(f"{row.ticket_no} 回队：{answer.code}")
            return
        self.ledger.stays[row.visit_id].end = ""
        self._wake_desks()

    def _wake_desks(self) -> None:
        for desk in self.desks:
            desk.look()

    def _work(self) -> None:
        """Offices and units do some of what waits, then the two screens are held against each other."""
        if self.cases is None or self.side_by_side is None:
            return
        self.run(self.cases.round())
        at = f"{self.clockwork.now:%H%M}"
        if self.clockwork.now.minute == FIRST_ROUND.minute:
            self.ledger.troubles += self.side_by_side.compare(at)
            if self._screens is not None:
                self.side_by_side.picture(self._screens / f"side-by-side-{at}.png")

    def _photograph(self) -> None:
        if self._screens is None or self.counter is None or self.wall is None:
            return
        at = f"{self.clockwork.now:%H%M}"
        self.counter.picture(self._screens / f"counter-{at}.png")
        grab(self.wall.window, self._screens / f"wall-{at}.png")

    def _see(self, view: CounterView) -> None:
        self._view = view

    def _watch(self, wall: WallScreen) -> None:
        model = wall.view_model
        self.ledger.wall_calls.add((model.shown.newest.ticket_no, int(model.shown.newest.counter_no or 0)))
        for call in model.shown.older:
            self.ledger.wall_calls.add((call.ticket_no, int(call.counter_no)))


def _part(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
