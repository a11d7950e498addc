"""Before anything is told: the attract page, what brings you, and the page of 咨询."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from cases.hall_time import hall_date, midnight_after
from cases.matter.intake import QUEUE_OF, Intent
from cases.views import QueueView
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from kiosk.wording import hours_line, short_day, waiting_line
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeShown:
    """What the hall says of itself now."""

    hours: str
    waiting: str
    on_duty: str
    closed: bool = False


@QmlElement
class HomeModel(PageModel):
    """Attract, intent and consult pages: the centre's name and hours, who waits, who is on duty."""

    changed = Signal()

    def __init__(self, session: SessionModel, queue: str) -> None:
        super().__init__(session)
        self._queue = queue
        self.shown = self._make()

    @Property(str, constant=True)
    def fullName(self) -> str:
        """The centre's full name."""
        return self.session.parts.policy.hall.full_name

    @Property(str, constant=True)
    def slogan(self) -> str:
        """「有矛盾纠纷，找综治中心」, broken where it breathes."""
        return self.session.parts.policy.hall.slogan.replace("，", "，\n")

    @Property(str, notify=changed)
    def hours(self) -> str:
        """When the hall is open today, or next."""
        return self.shown.hours

    @Property(str, notify=changed)
    def waiting(self) -> str:
        """「现在等候7人，大约10～18分钟。」; empty while nobody knows."""
        return self.shown.waiting

    @Property(str, notify=changed)
    def onDuty(self) -> str:
        """「今天在岗：法院、检察……」; empty on a day off."""
        return self.shown.on_duty

    @Property(bool, notify=changed)
    def closed(self) -> bool:
        """Today's numbers have run out."""
        return self.shown.closed

    @Property(str, constant=True)
    def priority(self) -> str:
        """「70岁以上」, when it was declared."""
        declared = self.session.walk.priority
        categories = self.session.parts.policy.hall.priority_categories
        return next((c.name for c in categories if c.key == declared), "")

    @Property(bool, constant=True)
    def hasPriority(self) -> bool:
        """Whether this hall has 优先 at all."""
        return self.session.parts.policy.hall.priority_queue is not None

    @Slot()
    def dispute(self) -> None:
        """我有矛盾纠纷要反映: from this touch the place in line counts."""
        self.session.first_touch(Intent.DISPUTE)
        self.session.go_in(self.session.parts.flow.begin(self.session.walk).page, Intent.DISPUTE)

    @Slot()
    def consult(self) -> None:
        """我想问一问."""
        self.session.first_touch(Intent.CONSULT)
        self.session.go_in(Page.CONSULT, Intent.CONSULT)

    @Slot()
    def progress(self) -> None:
        """查办理进度."""
        self.session.walk_to(replace(self.session.walk, page=Page.PROGRESS_CODE, evaluating=False))

    @Slot()
    def evaluate(self) -> None:
        """评价."""
        self._go(Page.EVALUATE_BY)

    @Slot()
    def meet(self) -> None:
        """找人取号: from this touch the place in line counts."""
        self.session.first_touch(Intent.MEET)
        self.session.go_in(Page.MEET_BY, Intent.MEET)

    @Slot()
    def about(self) -> None:
        """关于本中心."""
        self._go(Page.ABOUT)

    @Slot()
    def others(self) -> None:
        """大字: what else there is."""
        self._go(Page.OTHERS)

    @Slot()
    def declarePriority(self) -> None:
        """可以优先."""
        self._go(Page.PRIORITY)

    @Slot()
    def takeNumber(self) -> None:
        """取咨询号."""
        self.session.consult()

    def choose_number(self, number: int) -> None:
        """In the order in which they stand on the page; on the other pages of this model nothing has a number."""
        large = self.session.walk.large_print
        ways = [self.dispute, self.consult, self.progress]
        ways += [self.others] if large else [self.evaluate, self.meet, self.about]
        ways += [self.declarePriority] if self.hasPriority else []
        if self.session.walk.page is Page.INTENT and number <= len(ways):
            ways[number - 1]()

    def _go(self, page: Page) -> None:
        self.session.walk_to(replace(self.session.walk, page=page, part=0))

    def refresh(self) -> None:
        """The hall said something new, or a minute went by."""
        shown = self._make()
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()

    def _make(self) -> HomeShown:
        parts, hall = self.session.parts, self.session.hall
        now = parts.hall_clock.now()
        today = hall_date(now)
        on_duty: tuple[str, ...] = ()
        if hall is not None:
            on_duty = hall.on_duty
        elif parts.policy.calendar.segments(today):
            on_duty = tuple(desk.name for desk in parts.policy.hall.desks_on(today))
        units = parts.texts.get("kiosk.clock.list").join(on_duty)
        return HomeShown(
            hours=hours_line(now, parts.policy, parts.texts),
            waiting=self._waiting(),
            closed=self.session.is_closed(self._queue),
            on_duty=parts.texts.get("kiosk.intent.on_duty", units=units) if units else "",
        )

    def _waiting(self) -> str:
        parts = self.session.parts
        if not self.session.is_closed(self._queue):
            return waiting_line(self._queue_view(), parts.texts)
        opens = parts.policy.calendar.next_opening(midnight_after(hall_date(parts.hall_clock.now())))
        return parts.texts.get("kiosk.next_day.line", day=short_day(opens.opens_at.date(), parts.texts))

    def _queue_view(self) -> QueueView | None:
        """Of the queue that the number would be in: who has declared 优先 waits with those who have."""
        hall, letter = self.session.hall, self._queue
        if self.session.walk.priority is not None:
            letter = self.session.parts.policy.hall.priority_queue or letter
        return next((q for q in hall.queues if q.letter == letter), None) if hall else None


def attract_page(session: SessionModel, _typed: str) -> PageModel:
    """The attract page and the page of intents show the queue of disputes."""
    return HomeModel(session, QUEUE_OF[Intent.DISPUTE])


def consult_page(session: SessionModel, _typed: str) -> PageModel:
    """The page of 咨询 shows its own queue."""
    return HomeModel(session, QUEUE_OF[Intent.CONSULT])
