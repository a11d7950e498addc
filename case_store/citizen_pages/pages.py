"""From what is known to what a page says: frozen values, made by pure code, so that a test reads whole pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from case_store.citizen_pages.evaluate_page import EvaluatePage, FilledForm, evaluate_page
from case_store.citizen_pages.found import Offered, PlaceFound, ProgressFound
from case_store.citizen_pages.page_frame import Frame, Voice
from case_store.citizen_pages.progress_page import ProgressPage, WordForm, progress_page
from case_store.sync.wish_book import WISHES_MAX
from cases.hall_time import hall_date, hall_time, midnight_after
from cases.policy.policy import Policy
from cases.queue.visit import VisitState
from cases.queue.wish import WishKind
from cases.refusal import Reader, Refusal
from cases.texts import Texts

REFRESH_S = 20
SOON_S = 3  # while a wish is on its way
SILENT_AFTER = timedelta(seconds=60)  # then nothing is shown of the line: an old figure would be a lie
_CALLED = (VisitState.CALLED, VisitState.SERVING)
_ENDED = (VisitState.DONE, VisitState.LEFT, VisitState.MERGED, VisitState.CANCELLED)
UNKNOWN_KIND = "wish.unknown_kind"


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
    evaluate: str = ""  # where the form is, relative to the page
    evaluate_words: str = ""


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
        self._voice = Voice(policy, texts)

    def place(self, found: PlaceFound, now: datetime, code: str = "") -> PlacePage:
        """The place in line as it is to be told now. `code`: of the address, for the forms."""
        view = found.view
        state = VisitState(view.visit_state)
        if found.business_date < hall_date(now):
            say = self._voice.say("place.over", day=self._voice.day(found.business_date, now))
            return self._past(view.ticket_no, say, self._voice.say("place.over_hint"))
        if state in _ENDED:
            key = state.value if state in (VisitState.DONE, VisitState.LEFT, VisitState.MERGED) else "gone"
            say, hint = self._voice.say(f"place.{key}"), self._voice.say(f"place.{key}_hint")
            return self._evaluable(self._past(view.ticket_no, say, hint), found, code)
        silent = now - view.as_of > SILENT_AFTER
        pending = found.wish is not None and found.wish.granted is None
        page = PlacePage(
            frame=self._live_frame(view.as_of, now, silent=silent, soon=pending),
            your_number=self._voice.say("place.your_number"),
            ticket_no=view.ticket_no,
            hint="",
            wish=self._wish(found, silent=silent),
            wish_count=found.wish.count if found.wish else 0,
            forms=() if pending else tuple(self._forms(found, state, code, now)),
        )
        if found.business_date > hall_date(now):
            opens = self._voice.policy.calendar.next_opening(midnight_after(hall_date(now)))
            say = self._voice.say(
                "place.later", day=self._voice.day(found.business_date, now), time=f"{opens.opens_at:%H:%M}"
            )
            return replace(page, say=say, hint=self._voice.say("place.later_hint"))
        if state in _CALLED and view.counter_no is not None:
            return replace(
                page,
                hint=self._voice.say(f"place.{state.value}_hint"),
                where_label=self._voice.say(f"place.{state.value}"),
                where=self._voice.say("place.counter", counter_no=view.counter_no),
            )
        if state is VisitState.WAITING:
            hint = self._voice.say("place.waiting", place=found.waiting_place)
            if silent:  # in the place of the figures
                frame = replace(page.frame, late="", as_of="")
                return replace(page, hint=hint, say=self._voice.say("frame.silent"), frame=frame)
            say = self._voice.say("place.next") if view.people_ahead == 0 else ""
            return replace(page, hint=hint, facts=self._facts(found), say=say)
        if state is VisitState.ON_HOLD and found.hold_until is not None:
            until = f"{hall_time(found.hold_until):%H:%M}"
            return replace(
                page,
                say=self._voice.say("place.on_hold", time=until),
                hint=self._voice.say("place.on_hold_hint"),
            )
        key = state.value if state in (VisitState.NO_SHOW, VisitState.TRANSFERRED) else "transferred"
        return replace(page, say=self._voice.say(f"place.{key}"), hint=self._voice.say(f"place.{key}_hint"))

    def progress(
        self, found: ProgressFound, now: datetime, code: str = "", word: WordForm | None = None
    ) -> ProgressPage:
        """The steps, the road, and the dates that are promised. `code`: from the page to the form of evaluation."""
        return progress_page(self._voice, found, now, code, word)

    def evaluate(
        self, offered: Offered, code: str, filled: FilledForm | None = None, why: Refusal | None = None
    ) -> EvaluatePage:
        """好差评 of what the code stands for. `why` it comes back with what was filled."""
        trouble = self._voice.texts.tell(why, Reader.CITIZEN) if why else ""
        return evaluate_page(self._voice, offered, code, filled, trouble)

    def board(self, now: datetime) -> BoardPage:
        """The centre's own notice; only what policy knows."""
        hall, listed = self._voice.policy.hall, self._voice.say("board.list")
        day = self._voice.policy.calendar.next_opening(now).opens_at.date()
        hours = listed.join(
            self._voice.say("board.span", opens=f"{s.opens_at:%H:%M}", closes=f"{s.closes_at:%H:%M}")
            for s in self._voice.policy.calendar.segments(day)
        )
        told = {
            "does": self._voice.say("board.does_value"),
            "scope": listed.join(c.name for c in self._voice.policy.categories.categories[:-1]),
            "address": hall.address,
            "hours": self._voice.say("board.hours_value", hours=hours),
            "zones": listed.join(zone.name for zone in hall.zones),
        }
        return BoardPage(
            frame=self._voice.frame("board_title"),
            heading=hall.slogan,
            facts=tuple(Fact(self._voice.say(f"board.{key}"), value) for key, value in told.items()),
        )

    def not_found(self) -> NoticePage:
        """The same for a code that is unknown, wrong or torn: nobody learns which it was."""
        return self._notice("page.not_found")

    def unavailable(self) -> NoticePage:
        """Our own accident."""
        return self._notice("page.unavailable")

    def too_often(self, minutes: int) -> NoticePage:
        """Whoever was wrong too often, or wrote too much."""
        return self._notice("page.too_often", minutes=minutes)

    def _forms(self, found: PlaceFound, state: VisitState, code: str, now: datetime) -> Iterator[WishForm]:
        """What may be wished now; only what the hall could grant is offered."""
        if found.wish is not None and found.wish.count >= WISHES_MAX:
            return
        calling = self._voice.policy.hall.calling
        today = found.business_date == hall_date(now)
        if state is VisitState.WAITING and today and found.postponements < calling.postponements_max:
            yield WishForm(
                action=f"{code}/{WishKind.POSTPONE.value}",
                button=self._voice.say("wish.postpone", minutes=calling.postpone_minutes),
            )
        if state in (VisitState.WAITING, VisitState.ON_HOLD, VisitState.CALLED):
            yield WishForm(
                action=f"{code}/{WishKind.LEAVE.value}",
                button=self._voice.say("wish.leave_sure"),
                ask=self._voice.say("wish.leave"),
                warning=self._voice.say("wish.leave_warning"),
            )

    def _wish(self, found: PlaceFound, *, silent: bool) -> str:
        """「已送到大厅」 only when the hall has answered."""
        wish = found.wish
        if wish is None:
            return ""
        if wish.granted is None:
            return self._voice.say("wish.waits_for_hall" if silent else "wish.on_its_way")
        if wish.granted:
            held = VisitState(found.view.visit_state) is VisitState.ON_HOLD
            return self._voice.say("wish.granted") if held or wish.kind is WishKind.LEAVE else ""
        code = wish.reason if wish.reason in self._voice.texts.refusal_codes else UNKNOWN_KIND
        facts = dict.fromkeys(self._voice.texts.arguments(code), "") | {"ticket_no": found.view.ticket_no}
        return self._voice.say("wish.refused", why=self._voice.texts.refusal(code, Reader.CITIZEN, **facts))

    def _live_frame(self, as_of: datetime, now: datetime, *, silent: bool, soon: bool) -> Frame:
        frame = self._voice.frame("place_title", as_of, now, refresh_s=SOON_S if soon else REFRESH_S)
        if silent:
            return replace(frame, late=self._voice.say("frame.silent"))
        seconds = max(0, int((now - as_of).total_seconds()))
        return replace(frame, late="", as_of=self._voice.say("frame.fresh", seconds=seconds))

    def _evaluable(self, page: PlacePage, found: PlaceFound, code: str) -> PlacePage:
        """一次一评: the way to the form, or what became of the one that was sent."""
        wish = found.wish if found.wish and found.wish.kind is WishKind.EVALUATE else None
        said = "thanks" if found.rated else "on_its_way" if wish and wish.granted is None else ""
        return replace(
            page,
            evaluate=f"{code}/{WishKind.EVALUATE.value}" if found.may_evaluate else "",
            evaluate_words=self._voice.say("evaluate.open_visit"),
            wish=self._voice.say(f"evaluate.{said}") if said else "",
        )

    def _past(self, ticket_no: str, say: str, hint: str) -> PlacePage:
        return PlacePage(
            frame=self._voice.frame("place_title"),
            your_number=self._voice.say("place.your_number"),
            ticket_no=ticket_no,
            hint=hint,
            say=say,
            is_past=True,
        )

    def _facts(self, found: PlaceFound) -> tuple[Fact, ...]:
        view = found.view
        ahead = self._voice.say("place.ahead_nobody")
        if view.people_ahead:
            ahead = self._voice.say("place.ahead_count", people=view.people_ahead)
        low, high = view.wait_low_min, view.wait_high_min
        if low is None or high is None:
            wait = self._voice.say("place.wait_unknown")
        elif high == 0:
            wait = self._voice.say("place.wait_none")
        elif low == 0:
            wait = self._voice.say("place.wait_within", high=high)
        else:
            wait = self._voice.say("place.wait_between", low=low, high=high)
        return Fact(self._voice.say("place.ahead"), ahead), Fact(self._voice.say("place.wait"), wait)

    def _notice(self, code: str, **facts: int) -> NoticePage:
        refusal = Refusal(code, {"phone": self._voice.policy.hall.phone, **facts})
        return NoticePage(
            frame=self._voice.frame("not_found_title"),
            sentence=self._voice.texts.tell(refusal, Reader.CITIZEN),
        )
