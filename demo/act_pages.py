"""The pages of every role, at the second counter window: 名单 searched by pinyin, 报表 with the hall's own figures."""

from datetime import date

from PySide6.QtCore import QObject, Qt

from cases.hall_time import hall_date
from cases.queue.queue_statistics import QueueReport
from cases.roles import Page, pages_of
from cases.views_lists import ListAsked, ListKind, ListPage
from counter.lists.asked import of_kind
from demo.seed import DEMO_PIN, DISPATCHER, HALL_ADMIN, STAFF, SUPERVISOR, UNIT_CLERK, granted
from demo.stage import Stage
from screenkit import grab

CTRL = Qt.KeyboardModifier.ControlModifier
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
SOUGHT = "taoxin"  # 讨薪, typed without an input method
DRAWN_S = 0.4  # a page asks its hall and is drawn


def roles(stage: Stage) -> None:
    """Each role signs in and finds its own pages, and no other."""
    office = stage.office
    if office.view_model.property("isSignedIn"):
        stage.sign_out(office)
    for staff_id in (UNIT_CLERK, DISPATCHER, SUPERVISOR):
        role = next(one.role for one in STAFF if one.staff_id == staff_id)
        stage.sign_in(staff_id, office)
        grab.process_events(DRAWN_S)
        stage.photo(office.window, f"counter-50-{role}")
        shown, due = tabs(stage), [page.value for page in pages_of(role)]
        stage.report.check(f"{role}：只有自己的页面", shown == due, shown)
        if staff_id == SUPERVISOR:
            _lists(stage)
            _reports(stage)
        stage.sign_out(office)


def tabs(stage: Stage) -> list[str]:
    """The pages that the second window offers, in order."""
    return [tab.name for tab in stage.office.view_model.frame.tabs.rows]


def open_page(stage: Stage, page: Page) -> QObject:
    """Ctrl and its digit; its view-model."""
    stage.key(DIGITS[tabs(stage).index(page.value)], CTRL, at=stage.office)
    model = stage.office.view_model.frame.modelOf(page.value)
    if model is None:
        raise LookupError(f"the page {page} has no view-model")
    grab.process_events(DRAWN_S)
    return model


def _lists(stage: Stage) -> None:
    office, model = stage.office, open_page(stage, Page.LISTS)
    stage.key(DIGITS[3], at=office)  # 全部
    stage.wait(
        lambda: model.property("empty") == "" and grab.is_shown(office.window, model.property("count")), "all"
    )
    grab.process_events(DRAWN_S)
    stage.photo(office.window, "counter-51-lists")
    stage.key(Qt.Key.Key_Slash, at=office)
    with stage.report.timed("名单：拼音找到"):
        stage.keys(SOUGHT, office)
        asked = of_kind(ListKind.ALL, SOUGHT)

        total = stage.run(_page_of(stage, asked)).total
        found = stage.word("lists.count.found", count=f"{total:,}")
        stage.wait(lambda: model.property("count") == found, f"the page has found {total}")
    grab.process_events(DRAWN_S)
    stage.photo(office.window, "counter-52-lists-pinyin")
    shown = total > 0 and stage.shows(office.window, found)
    stage.report.check("名单按拼音找，条数和大厅的一样", shown, found)


def _reports(stage: Stage) -> None:
    office = stage.office
    open_page(stage, Page.REPORTS)
    day = hall_date(stage.ground.clock.now())
    report = stage.run(_report_of(stage, day))
    label, tickets = stage.word("reports.figure.tickets"), str(report.total.tickets)
    stage.wait(lambda: stage.shows(office.window, label), "the figures")
    names = grab.names(office.window)
    stage.photo(office.window, "counter-53-reports")
    same = tickets in names or any(name.startswith(label) and tickets in name for name in names)
    stage.report.check("报表的数和大厅自己的一样", same, f"{label} {tickets}")
    stage.key(Qt.Key.Key_K, at=office)
    grab.process_events(DRAWN_S)
    stage.photo(office.window, "counter-54-attendance")
    stage.key(Qt.Key.Key_Q, at=office)
    stage.key(Qt.Key.Key_P, at=office)
    stage.wait(lambda: bool(list(stage.ground.exports.glob("*.pdf"))), "the report as PDF", 30.0)
    stage.report.check("报表存成 PDF", True, [path.name for path in stage.ground.exports.iterdir()])


# Asked as somebody else: who signs in at another machine signs the first one out.
async def _report_of(stage: Stage, day: date) -> QueueReport:
    async with stage.client("counter") as own:
        await own.sign_in(HALL_ADMIN, DEMO_PIN, None)
        return granted(await own.reports.queue(day, day))


async def _page_of(stage: Stage, asked: ListAsked) -> ListPage:
    async with stage.client("counter") as own:
        await own.sign_in(HALL_ADMIN, DEMO_PIN, None)
        return granted(await own.lists.page(asked))
