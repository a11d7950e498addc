"""Every page of the citizen's phone in every state, by name; nothing in it is about anybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from case_store.citizen_pages.centre_page import centre_page
from case_store.citizen_pages.choice_page import CENTRES, MESSAGE, banner_choice, first_page, town_choice
from case_store.citizen_pages.evaluate_page import FilledForm
from case_store.citizen_pages.found import Offered, PlaceFound, ProgressFound
from case_store.citizen_pages.message_door import Kept
from case_store.citizen_pages.message_page import Written, check_page, kept_page, matter_of, message_page
from case_store.citizen_pages.page_frame import Voice, urgent_of
from case_store.citizen_pages.pages import PageWriter
from case_store.citizen_pages.paper_page import paper_page
from case_store.citizen_pages.progress_page import WordForm
from case_store.citizen_pages.rendering import AnyPage
from case_store.citizen_pages.typed_page import lookup_page, paper_code_page
from case_store.policy_files import load_policy, load_texts
from case_store.sync.wish_book import WishState
from cases.casework.case_state import CaseState, CloseResult
from cases.casework.evaluation import ITEMS, Subject
from cases.casework.steps import STEP_OF, outcome_key
from cases.citizen_views import Instead, Promise, PromisedDate, Reach, RoadStep, Standing
from cases.hall_time import HALL_ZONE
from cases.paper.paper_record import DocumentKind, PaperRecord
from cases.policy.centres import CentreLevel, CentrePolicy
from cases.policy.nearest_centre import centre_of
from cases.queue.visit import VisitState
from cases.queue.wish import WishKind
from cases.refusal import Reader, Refusal
from cases.views import PlaceView, ProgressView
from cases.views_papers import KnownPaper
from tests.case_store.served import MONDAY

ASSETS = Path(__file__).parents[2] / "assets"
POLICY, TEXTS = load_policy(ASSETS), load_texts(ASSETS)
VOICE, WRITER = Voice(POLICY, TEXTS), PageWriter(POLICY, TEXTS)
CODE, TOWN = "0123456789ABCDEF", "150502003"
LONG_STORY = "楼上夜里砸墙，说了三次不听，老人孩子都睡不好，想让他们白天装修。\n" * 40
DANGER = "他拿刀上门威胁我，我不敢回家。"


def every_page() -> dict[str, AnyPage]:
    """Name → page; the name is the address under which a test serves it."""
    return dict(
        [
            *_places(),
            *_progress(),
            *_evaluations(),
            *_papers(),
            *_messages(),
            *_centres(),
            ("not-found", WRITER.not_found()),
            ("unavailable", WRITER.unavailable()),
            ("too-often", WRITER.too_often(10)),
            ("board", WRITER.board(MONDAY)),
            ("first", first_page(VOICE)),
            ("typed", lookup_page(VOICE)),
            (
                "typed-wrong",
                lookup_page(VOICE, TEXTS.tell(Refusal("lookup.not_found"), Reader.CITIZEN), "ZZ 150502000"),
            ),
        ]
    )


def _places() -> Iterator[tuple[str, AnyPage]]:
    for state in VisitState:
        yield f"place-{state.value}", WRITER.place(_place(state), MONDAY, CODE)
    waiting = _place(VisitState.WAITING)
    wished = WishState(count=1, kind=WishKind.POSTPONE, at=MONDAY)
    yield "place-wished", WRITER.place(replace(waiting, wish=wished), MONDAY, CODE)
    refused = replace(wished, granted=False, reason="visit.postponed_too_often")
    yield "place-refused", WRITER.place(replace(waiting, wish=refused), MONDAY, CODE)
    old = replace(waiting, view=replace(waiting.view, as_of=MONDAY - timedelta(minutes=20)))
    yield "place-silent", WRITER.place(old, MONDAY, CODE)
    yield "place-over", WRITER.place(replace(waiting, business_date=date(2026, 11, 20)), MONDAY, CODE)
    yield "place-later", WRITER.place(replace(waiting, business_date=date(2026, 11, 24)), MONDAY, CODE)
    done = replace(_place(VisitState.DONE), may_evaluate=True)
    yield "place-to-evaluate", WRITER.place(done, MONDAY, CODE)


def _place(state: VisitState) -> PlaceFound:
    view = PlaceView(
        ticket_no="A1017",
        visit_state=state.value,
        people_ahead=16,
        wait_low_min=110,
        wait_high_min=128,
        counter_no=12,
        as_of=MONDAY,
    )
    until = MONDAY + timedelta(minutes=10)
    return PlaceFound(view=view, business_date=MONDAY.date(), waiting_place="受理区", hold_until=until)


def _progress() -> Iterator[tuple[str, AnyPage]]:
    for state in CaseState:
        yield f"progress-{state.value}", WRITER.progress(_matter(state), MONDAY, CODE, _word())
    closed = replace(_matter(CaseState.CLOSED), rated=True)
    yield "progress-rated", WRITER.progress(closed, MONDAY, CODE, _word())
    refused = replace(_word(), trouble=_sentence("message.empty"))
    yield "progress-word-refused", WRITER.progress(_matter(CaseState.HANDLING), MONDAY, CODE, refused)
    danger = replace(_word(), urgent=urgent_of(POLICY))
    wrote = {"citizen_wrote": MONDAY}
    yield (
        "progress-danger",
        WRITER.progress(replace(_matter(CaseState.HANDLING), happened=wrote), MONDAY, CODE, danger),
    )


def _matter(state: CaseState) -> ProgressFound:
    road = tuple(
        RoadStep(
            name=name,
            organ="科尔沁区社会治安综合治理中心",
            basis="《中华人民共和国人民调解法》第三十条",
            text="调解员把双方请到一起，听您说，也听对方说。",
            reach=reach,
            limit=("deadlines.limit.working_days", 7),
        )
        for name, reach in zip(("受理", "调解", "协议", "回访", "仲裁、诉讼"), Reach, strict=False)
    )
    ended = state in (CaseState.CLOSED, CaseState.ARCHIVED)
    standing = Standing(
        steps=road,
        graded=state not in (CaseState.REGISTERED, CaseState.ACCEPTED),
        promises=tuple(PromisedDate(what=what, day=date(2027, 1, 4)) for what in Promise),
        stopped_for="等待鉴定、评估" if state is CaseState.SUSPENDED else "",
        instead=Instead(reason="属于法院管的事", organ="科尔沁区人民法院", way="带上身份证到立案窗口。")
        if state is CaseState.REJECTED
        else None,
        result=CloseResult.RESOLVED_ORAL.value if ended else "",
    )
    view = ProgressView(
        case_code="ZZ1",
        registered_at=MONDAY,
        step=STEP_OF[state],
        outcome=outcome_key(state),
        answer_by=date(2026, 11, 26),
        as_of=MONDAY,
        standing=standing,
        may_evaluate=ended,
    )
    names = ("case_accepted", "case_dispatched", "dispatch_acknowledged", "feedback_given", "case_closed")
    return ProgressFound(view=view, happened=dict.fromkeys(names, MONDAY), unit="human_resources")


def _sentence(code: str) -> str:
    return TEXTS.tell(Refusal(code), Reader.CITIZEN)


def _word() -> WordForm:
    return WordForm(action=f"{CODE}/word", hidden=(("stamp", "1.2.3"),), chars_max=500)


def _evaluations() -> Iterator[tuple[str, AnyPage]]:
    for subject in (Subject.VISIT, Subject.CASE):
        offered = Offered(subject=subject, subject_id="x", stream="150502000", case_id=None, wish_count=0)
        yield f"evaluate-{subject.value}", WRITER.evaluate(offered, CODE)
    filled = FilledForm(levels=tuple((item, 2) for item in ITEMS), text="慢" * 500)
    yield "evaluate-refused", WRITER.evaluate(offered, CODE, filled, Refusal("evaluation.levels"))


def _papers() -> Iterator[tuple[str, AnyPage]]:
    yield "paper-typed", paper_code_page(VOICE)
    kind = DocumentKind.ACCEPTANCE_NOTICE
    drawn = KnownPaper(
        stream="150502000",
        kind=kind.value,
        number="科综治受字〔2026〕17号",
        drawn_at=MONDAY,
        void=True,
        record=None,
    )
    yield "paper-void", paper_page(VOICE, drawn)
    record = PaperRecord(
        kind=kind,
        number=drawn.number,
        case_code=None,
        content_hash="a" * 64,
        print_hash="b" * 64,
        issued_at=MONDAY,
        pages=2,
    )
    yield "paper-good", paper_page(VOICE, replace(drawn, void=False, record=record))


def _messages() -> Iterator[tuple[str, AnyPage]]:
    yield "message-banner", banner_choice(VOICE, MESSAGE)
    yield "message-town", town_choice(VOICE, MESSAGE, POLICY.places.banners[0])
    name = POLICY.hall.full_name
    yield "message", message_page(VOICE, Written(), name, "1.2.3")
    written = Written(story=LONG_STORY, name="王某甲", phone="13000000021")
    why = Refusal("message.too_long", {"max": POLICY.kiosk.story_chars_max})
    yield "message-refused", message_page(VOICE, written, name, "1.2.3", why)
    yield "message-danger", message_page(VOICE, replace(written, story=DANGER), name, "1.2.3")
    most = "字" * POLICY.kiosk.story_chars_max
    for named, said in (("check", most), ("check-danger", DANGER)):
        matter = matter_of(Written(story=said), TOWN, POLICY)
        assert not isinstance(matter, Refusal)
        yield named, check_page(VOICE, matter, to=name, stamp="1.2.3", why=Refusal("message.form_old"))
    kept = Kept(
        case_code="ZZ150502000261123001724",
        lookup_code="004711",
        code=CODE,
        answer_by=date(2026, 11, 26),
        hall="150502000",
    )
    yield "kept", kept_page(VOICE, kept, "", name, MONDAY)
    yield "kept-clue-danger", kept_page(VOICE, replace(kept, answer_by=None), DANGER, name, MONDAY)


def _centres() -> Iterator[tuple[str, AnyPage]]:
    yield "centres-banner", banner_choice(VOICE, CENTRES)
    for banner in POLICY.places.banners:
        yield f"centres-town-{banner.code}", town_choice(VOICE, CENTRES, banner)
    own = centre_of("150502", POLICY, TEXTS)
    yield "centre-open", centre_page(VOICE, own, "150502-0", MONDAY)
    yield "centre-closed", centre_page(VOICE, own, "150502-0", MONDAY.replace(hour=22, tzinfo=HALL_ZONE))
    yield "centre-unknown", centre_page(VOICE, centre_of(TOWN, POLICY, TEXTS), TOWN, MONDAY)
    told = CentrePolicy(
        code=TOWN,
        level=CentreLevel.TOWN,
        name="科尔沁区永清街道社会治安综合治理中心",
        phone="0475-0000001",
        opening=POLICY.hall.opening,
        map_url="geo:43.65,122.24",
    )
    yield "centre-told", centre_page(VOICE, told, TOWN, MONDAY)
