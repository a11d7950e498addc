"""查办理进度: the case code, the 查询码, and how far the matter is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtQml import QmlElement

from cases.casework.standing_words import promise_words, standing_words
from cases.citizen_views import Evaluable, Promise, PromisedDate
from cases.matter.case_code import PREFIX, TYPED_DIGITS, parse_typed_case_code
from cases.matter.lookup_code import LOOKUP_DIGITS, parse_lookup_code
from cases.matter.scanned_code import CodeKind, OurCode
from cases.refusal import Reader, Refusal
from cases.texts import Texts
from cases.views import ProgressView
from cases.views_scans import ReceiptFound
from kiosk.asides import Progress
from kiosk.digits_model import DigitsModel, DigitsRule
from kiosk.evaluate_pages import begin, take
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from kiosk.wording import citizen_words, clock_time, day_line, grouped, short_day
from screenkit.property_shim import Property

QML_IMPORT_NAME = "kiosk"
QML_IMPORT_MAJOR_VERSION = 1

CASE_CODE_GROUPS = (6, 4, 2)
LOOKUP_GROUPS = (3, 3)


def case_code_page(session: SessionModel, typed: str) -> PageModel:
    """The twelve digits after the centre's, which stand there already."""
    centre = session.parts.policy.hall.centre_code

    def go_on(digits: str) -> Refusal | None:
        code = parse_typed_case_code(centre, digits)
        if isinstance(code, Refusal):
            return code
        session.progress.code, session.progress.lookup = code, ""
        session.walk_to(replace(session.walk, page=Page.LOOKUP_CODE))
        return None

    def scan(scanned: OurCode) -> Refusal | None:
        match scanned.kind:
            case CodeKind.RECEIPT:
                session.ask(session.parts.citizens.receipt(scanned.code), answered)
                return None
            case CodeKind.CASE:  # names the case and proves nothing: the 查询码 is asked for
                return go_on(scanned.code)
            case _:
                return Refusal("scan.not_a_receipt")

    def answered(found: ReceiptFound | Refusal) -> None:
        if isinstance(found, Refusal):
            model.refuse(session.parts.texts.tell(found, Reader.CITIZEN))
            return
        session.progress = Progress(view=found.progress, evaluable=found.evaluable)
        if session.walk.evaluating and found.evaluable:
            begin(session, found.evaluable)
        else:  # also for whoever came to evaluate what cannot be evaluated: here it says how far it is
            session.walk_to(replace(session.walk, page=Page.PROGRESS_RESULT))

    before = session.progress.code
    rule = DigitsRule(
        digits_max=TYPED_DIGITS,
        format=lambda digits: grouped(digits, CASE_CODE_GROUPS),
        go_on=go_on,
        prefix=f"{PREFIX} {centre}",
        scan=scan,
    )
    model = DigitsModel(session, rule, typed or (before.typed_part if before else ""))
    return model


def lookup_code_page(session: SessionModel, typed: str) -> PageModel:
    """The six digits of the receipt; asked of the hall while the button waits."""

    def go_on(digits: str) -> Refusal | None:
        lookup = parse_lookup_code(digits)
        code = session.progress.code
        if isinstance(lookup, Refusal) or code is None:
            return lookup if isinstance(lookup, Refusal) else None
        parts = session.parts
        session.progress.lookup = lookup
        if session.walk.evaluating:
            found = parts.citizens.evaluable_case(code.text, lookup, session.session_id)
            session.ask(found, lambda evaluable: take(session, model, evaluable))
        else:
            session.ask(parts.door.progress(code.text, lookup, session.session_id), answered)
        return None

    def answered(told: ProgressView | Refusal) -> None:
        if isinstance(told, Refusal):
            model.clear()
            model.refuse(session.parts.texts.tell(told, Reader.CITIZEN))
        else:
            session.progress.view = told
            session.walk_to(replace(session.walk, page=Page.PROGRESS_RESULT))

    rule = DigitsRule(
        digits_max=LOOKUP_DIGITS, format=lambda digits: grouped(digits, LOOKUP_GROUPS), go_on=go_on
    )
    model = DigitsModel(session, rule, typed)
    return model


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressShown:
    """Steps and dates; no person, no category. Lists are a line each."""

    case_code: str
    step: int
    sentence: str
    registered: str
    dates: str
    notes: str
    more: str
    as_of: str


@QmlElement
class ProgressModel(PageModel):
    """How far the matter is, with a way to the road (路线图) and, once it is over, to the evaluation."""

    changed = Signal()

    def __init__(self, session: SessionModel, view: ProgressView) -> None:
        super().__init__(session)
        self._view, self._trouble = view, ""
        texts, now = session.parts.texts, session.parts.hall_clock.now()
        words = standing_words(view.standing, texts, now) if view.standing else None
        self.shown = ProgressShown(
            case_code=f"{PREFIX} {grouped(view.case_code.removeprefix(PREFIX), (9, *CASE_CODE_GROUPS))}",
            step=view.step,
            sentence=texts.get(view.outcome),
            registered=texts.get("kiosk.progress_result.registered", day=day_line(view.registered_at, texts)),
            dates="\n".join(words.dates if words else _answer_by(view, texts, now)),
            notes="\n".join(words.notes) if words else "",
            more=texts.get("kiosk.progress_result.more", phone=session.parts.policy.hall.phone),
            as_of=texts.get(
                "kiosk.progress_result.as_of",
                day=short_day(view.as_of.date(), texts),
                time=clock_time(view.as_of),
            ),
        )

    @Property(str, constant=True)
    def caseCode(self) -> str:
        """「ZZ 150502000 261123 0017 24」."""
        return self.shown.case_code

    @Property(int, constant=True)
    def step(self) -> int:
        """1 录入 … 5 评价."""
        return self.shown.step

    @Property(str, constant=True)
    def sentence(self) -> str:
        """Where the matter is, in one sentence."""
        return self.shown.sentence

    @Property(str, constant=True)
    def registered(self) -> str:
        """When it was registered."""
        return self.shown.registered

    @Property(str, constant=True)
    def dates(self) -> str:
        """What is promised by when."""
        return self.shown.dates

    @Property(str, constant=True)
    def notes(self) -> str:
        """What the citizen must know: why it stands still, where to go instead, how it ended."""
        return self.shown.notes

    @Property(str, constant=True)
    def more(self) -> str:
        """Where to ask."""
        return self.shown.more

    @Property(str, constant=True)
    def asOf(self) -> str:
        """The time of the data."""
        return self.shown.as_of

    @Property(bool, constant=True)
    def hasRoad(self) -> bool:
        """Whether there is a road to show: not when it ended before it began."""
        return self._view.standing is not None and len(self._view.standing.steps) > 1

    @Property(bool, constant=True)
    def mayEvaluate(self) -> bool:
        """Whether it is over and not evaluated yet."""
        return self._view.may_evaluate

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Why it cannot be evaluated just now."""
        return self._trouble

    @Slot()
    def openRoad(self) -> None:
        """看路线图."""
        if not self.session.busy and self.hasRoad:
            self.session.walk_to(replace(self.session.walk, page=Page.ROADMAP, part=0))

    @Slot()
    def evaluate(self) -> None:
        """评价这件事, with the receipt that was scanned or the codes that were typed."""
        told, session = self.session.progress, self.session
        if session.busy:
            return
        if told.evaluable:
            begin(session, told.evaluable)
        elif told.code is not None:
            asked = session.parts.citizens.evaluable_case(told.code.text, told.lookup, session.session_id)
            session.ask(asked, self._found)

    def _found(self, found: tuple[Evaluable, ...] | Refusal) -> None:
        if isinstance(found, Refusal):
            self._trouble = citizen_words(found, self.session.parts.texts)
            self.changed.emit()
        else:
            begin(self.session, found)


def _answer_by(view: ProgressView, texts: Texts, now: datetime) -> tuple[str, ...]:
    if view.answer_by is None:
        return ()
    return (promise_words(PromisedDate(what=Promise.ACCEPT, day=view.answer_by), texts, now),)


def result_page(session: SessionModel, _typed: str) -> PageModel:
    """Entered only with an answer of the hall."""
    if session.progress.view is None:
        raise ValueError("no progress to show")
    return ProgressModel(session, session.progress.view)
