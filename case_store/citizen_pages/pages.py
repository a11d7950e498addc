"""From what is known to what a page says: frozen values, made by pure code, so that a test reads whole pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from case_store.citizen_pages.found import PlaceFound, ProgressFound
from case_store.sync.wish_book import WISHES_MAX
from cases.casework.case_state import CaseState
from cases.casework.steps import outcome_key
from cases.hall_time import hall_date, hall_time, midnight_after
from cases.policy.policy import Policy
from cases.queue.visit import VisitState
from cases.queue.wish import WishKind
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views import ProgressView

REFRESH_S = 20
SOON_S = 3  # while a wish is on its way
SILENT_AFTER = timedelta(seconds=60)  # then nothing is shown of the line: an old figure would be a lie
LATE_AFTER = timedelta(minutes=15)  # domain.md §9.1: an older figure is said to be old
STEPS = 5
_WAITS_FOR_ANSWER = outcome_key(CaseState.REGISTERED)
_REJECTED = outcome_key(CaseState.REJECTED)
_ENDED_EARLY = {outcome_key(s) for s in (CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED)}
_CALLED = (VisitState.CALLED, VisitState.SERVING)
_ENDED = (VisitState.DONE, VisitState.LEFT, VisitState.MERGED, VisitState.CANCELLED)
UNKNOWN_KIND = "wish.unknown_kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page. `refresh_s` 0: the page says nothing new by itself."""

    title: str
    centre: str
    phone: str
    call: str
    as_of: str = ""
    late: str = ""
    refresh_s: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure under the number."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishForm:
    """A button of the page. `ask`: shown before it, so that no slip of a thumb gives a place away."""

    action: str  # relative to the page's own address
    button: str
    ask: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """排队情况. `where`: the counter to go to; `is_past`: the number means nothing any more.

    `wish` says what became of the newest wish; `wish_count` goes back with a form, so that twice is once.
    """

    frame: Frame
    your_number: str
    ticket_no: str
    hint: str
    say: str = ""
    facts: tuple[Fact, ...] = ()
    where_label: str = ""
    where: str = ""
    is_past: bool = False
    wish: str = ""
    wish_count: int = 0
    forms: tuple[WishForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five. `reach`: "past", "here" or "ahead"."""

    number: int
    name: str
    reach: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """办理进度. `promise` is empty once the citizen has been told."""

    frame: Frame
    heading: str
    sentence: str
    promise: str
    steps: tuple[Step, ...]
    keep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """公告 (domain.md §1.2 S5): what the centre does, what it takes in, where and when."""

    frame: Frame
    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """One sentence, when there is nothing else to say."""

    frame: Frame
    sentence: str


class PageWriter:
    """Says it in the words of assets/texts/citizen_page.toml."""

    def __init__(self, policy: Policy, texts: Texts) -> None:
        self._policy, self._texts = policy, texts

    def place(self, found: PlaceFound, now: datetime, code: str = "") -> PlacePage:
        """The place in line as it is to be told now. `code`: of the address, for the forms."""
        view = found.view
        state = VisitState(view.visit_state)
        if found.business_date < hall_date(now):
            say = self._say("place.over", day=self._day(found.business_date, now))
            return self._past(view.ticket_no, say, self._say("place.over_hint"))
        if state in _ENDED:
            key = state.value if state in (VisitState.DONE, VisitState.LEFT, VisitState.MERGED) else "gone"
            return self._past(view.ticket_no, self._say(f"place.{key}"), self._say(f"place.{key}_hint"))
        silent = now - view.as_of > SILENT_AFTER
        pending = found.wish is not None and found.wish.granted is None
        page = PlacePage(
            frame=self._live_frame(view.as_of, now, silent=silent, soon=pending),
            your_number=self._say("place.your_number"),
            ticket_no=view.ticket_no,
            hint="",
            wish=self._wish(found, silent=silent),
            wish_count=found.wish.count if found.wish else 0,
            forms=() if pending else tuple(self._forms(found, state, code, now)),
        )
        if found.business_date > hall_date(now):
            opens = self._policy.calendar.next_opening(midnight_after(hall_date(now)))
            say = self._say(
                "place.later", day=self._day(found.business_date, now), time=f"{opens.opens_at:%H:%M}"
            )
            return replace(page, say=say, hint=self._say("place.later_hint"))
        if state in _CALLED and view.counter_no is not None:
            return replace(
                page,
                hint=self._say(f"place.{state.value}_hint"),
                where_label=self._say(f"place.{state.value}"),
                where=self._say("place.counter", counter_no=view.counter_no),
            )
        if state is VisitState.WAITING:
            hint = self._say("place.waiting", place=found.waiting_place)
            if silent:  # in the place of the figures
                frame = replace(page.frame, late="", as_of="")
                return replace(page, hint=hint, say=self._say("frame.silent"), frame=frame)
            say = self._say("place.next") if view.people_ahead == 0 else ""
            return replace(page, hint=hint, facts=self._facts(found), say=say)
        if state is VisitState.ON_HOLD and found.hold_until is not None:
            until = f"{hall_time(found.hold_until):%H:%M}"
            return replace(
                page, say=self._say("place.on_hold", time=until), hint=self._say("place.on_hold_hint")
            )
        key = state.value if state in (VisitState.NO_SHOW, VisitState.TRANSFERRED) else "transferred"
        return replace(page, say=self._say(f"place.{key}"), hint=self._say(f"place.{key}_hint"))

    def progress(self, found: ProgressFound, now: datetime) -> ProgressPage:
        """The five steps, where the matter is, and the one date that is promised."""
        view = found.view
        promise = ""
        if view.outcome == _WAITS_FOR_ANSWER and view.answer_by is not None:
            promise = self._say("progress.promise", day=self._day(view.answer_by, now))
        return ProgressPage(
            frame=self._frame("progress_title", view.as_of, now),
            heading=self._say("progress.heading"),
            sentence=self._texts.get(view.outcome),
            promise=promise,
            steps=tuple(self._step(number, found, now) for number in range(1, 1 + self._reachable(view))),
            keep=self._say("progress.keep"),
        )

    def board(self, now: datetime) -> BoardPage:
        """The centre's own notice; only what policy knows."""
        hall, listed = self._policy.hall, self._say("board.list")
        day = self._policy.calendar.next_opening(now).opens_at.date()
        hours = listed.join(
            self._say("board.span", opens=f"{s.opens_at:%H:%M}", closes=f"{s.closes_at:%H:%M}")
            for s in self._policy.calendar.segments(day)
        )
        told = {
            "does": self._say("board.does_value"),
            "scope": listed.join(c.name for c in self._policy.categories.categories[:-1]),
            "address": hall.address,
            "hours": self._say("board.hours_value", hours=hours),
            "zones": listed.join(zone.name for zone in hall.zones),
        }
        return BoardPage(
            frame=self._frame("board_title"),
            heading=hall.slogan,
            facts=tuple(Fact(self._say(f"board.{key}"), value) for key, value in told.items()),
        )

    def not_found(self) -> NoticePage:
        """The same for a code that is unknown, wrong or torn: nobody learns which it was."""
        return self._notice("page.not_found")

    def unavailable(self) -> NoticePage:
        """Our own accident."""
        return self._notice("page.unavailable")

    def _forms(self, found: PlaceFound, state: VisitState, code: str, now: datetime) -> Iterator[WishForm]:
        """What may be wished now; only what the hall could grant is offered."""
        if found.wish is not None and found.wish.count >= WISHES_MAX:
            return
        calling = self._policy.hall.calling
        today = found.business_date == hall_date(now)
        if state is VisitState.WAITING and today and found.postponements < calling.postponements_max:
            yield WishForm(
                action=f"{code}/{WishKind.POSTPONE.value}",
                button=self._say("wish.postpone", minutes=calling.postpone_minutes),
            )
        if state in (VisitState.WAITING, VisitState.ON_HOLD, VisitState.CALLED):
            yield WishForm(
                action=f"{code}/{WishKind.LEAVE.value}",
                button=self._say("wish.leave_sure"),
                ask=self._say("wish.leave"),
                warning=self._say("wish.leave_warning"),
            )

    def _wish(self, found: PlaceFound, *, silent: bool) -> str:
        """「已送到大厅」 only when the hall has answered."""
        wish = found.wish
        if wish is None:
            return ""
        if wish.granted is None:
            return self._say("wish.waits_for_hall" if silent else "wish.on_its_way")
        if wish.granted:
            held = VisitState(found.view.visit_state) is VisitState.ON_HOLD
            return self._say("wish.granted") if held or wish.kind is WishKind.LEAVE else ""
        code = wish.reason if wish.reason in self._texts.refusal_codes else UNKNOWN_KIND
        facts = dict.fromkeys(self._texts.arguments(code), "") | {"ticket_no": found.view.ticket_no}
        return self._say("wish.refused", why=self._texts.refusal(code, Reader.CITIZEN, **facts))

    def _live_frame(self, as_of: datetime, now: datetime, *, silent: bool, soon: bool) -> Frame:
        frame = self._frame("place_title", as_of, now, refresh_s=SOON_S if soon else REFRESH_S)
        if silent:
            return replace(frame, late=self._say("frame.silent"))
        seconds = max(0, int((now - as_of).total_seconds()))
        return replace(frame, late="", as_of=self._say("frame.fresh", seconds=seconds))

    def _past(self, ticket_no: str, say: str, hint: str) -> PlacePage:
        return PlacePage(
            frame=self._frame("place_title"),
            your_number=self._say("place.your_number"),
            ticket_no=ticket_no,
            hint=hint,
            say=say,
            is_past=True,
        )

    def _facts(self, found: PlaceFound) -> tuple[Fact, ...]:
        view = found.view
        ahead = self._say("place.ahead_nobody")
        if view.people_ahead:
            ahead = self._say("place.ahead_count", people=view.people_ahead)
        low, high = view.wait_low_min, view.wait_high_min
        if low is None or high is None:
            wait = self._say("place.wait_unknown")
        elif high == 0:
            wait = self._say("place.wait_none")
        elif low == 0:
            wait = self._say("place.wait_within", high=high)
        else:
            wait = self._say("place.wait_between", low=low, high=high)
        return Fact(self._say("place.ahead"), ahead), Fact(self._say("place.wait"), wait)

    @staticmethod
    def _reachable(view: ProgressView) -> int:
        """A matter that ended early shows no steps that will never come."""
        return 1 if view.outcome in _ENDED_EARLY else STEPS

    def _step(self, number: int, found: ProgressFound, now: datetime) -> Step:
        view = found.view
        reach = "past" if number < view.step else "here" if number == view.step else "ahead"
        lines: list[str] = []
        if number == 1:
            lines.append(self._say("progress.registered", day=self._day(view.registered_at.date(), now)))
            if found.decided_at is not None:
                word = "rejected" if view.outcome == _REJECTED else "accepted"
                lines.append(self._say(f"progress.{word}", day=self._day(found.decided_at.date(), now)))
        elif reach == "here":
            lines.append(self._say("progress.here"))
        return Step(number=number, name=self._say(f"progress.step_{number}"), reach=reach, lines=tuple(lines))

    def _notice(self, code: str) -> NoticePage:
        refusal = Refusal(code, {"phone": self._policy.hall.phone})
        return NoticePage(
            frame=self._frame("not_found_title"), sentence=self._texts.tell(refusal, Reader.CITIZEN)
        )

    def _frame(
        self, title: str, as_of: datetime | None = None, now: datetime | None = None, *, refresh_s: int = 0
    ) -> Frame:
        told, late = "", ""
        if as_of is not None and now is not None:
            at = hall_time(as_of)
            key = "refreshed" if refresh_s and at.date() == hall_date(now) else "as_of"
            told = self._say(f"frame.{key}", day=self._day(at.date(), now), time=f"{at:%H:%M}")
            late = self._say("frame.late") if now - as_of > LATE_AFTER else ""
        hall = self._policy.hall
        return Frame(
            title=self._say(f"frame.{title}"),
            centre=hall.full_name,
            phone=hall.phone,
            call=self._say("frame.call"),
            as_of=told,
            late=late,
            refresh_s=refresh_s,
        )

    def _day(self, day: date, now: datetime) -> str:
        key = "day" if day.year == hall_date(now).year else "day_of_year"
        return self._say(f"frame.{key}", year=day.year, month=day.month, day=day.day)

    def _say(self, key: str, **facts: object) -> str:
        return self._texts.get(f"citizen_page.{key}", **facts)
