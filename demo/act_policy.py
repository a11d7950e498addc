"""制度修订 while everything runs: counter 1 opens for 咨询 as well, and the queue has another name."""

from cases.roles import Page
from cases.views import PolicyView
from demo.act_pages import open_page, tabs
from demo.ground import COUNTER_NO
from demo.hands import call, finish
from demo.seed import DEMO_PIN, HALL_ADMIN, SeedError, granted
from demo.stage import Stage

HALL_FILE = "hall.toml"
WHY = "上午问事的人多，1 号窗口也接咨询"
NEW_NAME, NEW_COUNTER = "咨询答复", "综合受理和咨询窗口"
CHANGES = (
    ('name = "咨询"\n', f'name = "{NEW_NAME}"\n'),
    (
        'number = 1\nname = "综合受理窗口"\nserves = ["Z", "A"]',
        f'number = 1\nname = "{NEW_COUNTER}"\nserves = ["Z", "A", "B"]',
    ),
)


def revise(stage: Stage) -> None:
    """No screen is started anew, and each shows it."""
    consult = stage.taken["consult"].ticket_no or "?"
    here, wall = stage.counter.window, stage.wall.window
    before = (stage.shows(here, consult), stage.shows(wall, NEW_NAME))
    stage.report.check("修订以前：1 号窗口没有咨询号", before == (False, False), consult)
    with stage.report.timed("制度修订 → 三块屏"):
        view = stage.run(_revise(stage))
        stage.wait(lambda: stage.shows(here, consult), "counter 1 lists who only asks")
        stage.wait(lambda: stage.shows(wall, NEW_NAME), "the wall has the queue's new name")
        stage.wait(lambda: stage.kiosk.session.parts.policy.rev == view.rev, "the kiosk works by it")
    stage.photo(here, "counter-60-revised")
    stage.photo(wall, "wall-6-revised")
    named = stage.word("kiosk.meet_desk.counter", counter_no=COUNTER_NO, name=NEW_COUNTER)
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.meet")
    stage.page("meet_by")
    stage.touch_key("meet_by.desk")
    stage.page("meet_desk")
    stage.photo(stage.kiosk.window, "kiosk-75-revised")
    shown = stage.shows(stage.kiosk.window, named) and stage.shows(here, NEW_COUNTER)
    stage.report.check("修订以后：窗口、大屏、自助机当场都照新的", shown, f"{named} {view.rev}")
    stage.kiosk.session.leave()
    stage.page("attract")
    row = call(stage)
    stage.report.check("1 号窗口叫到了咨询号", row.queue == "B", row.ticket_no)
    finish(stage)
    _history(stage)


async def _revise(stage: Stage) -> PolicyView:
    async with stage.client("counter") as office:
        await office.sign_in(HALL_ADMIN, DEMO_PIN, None)
        text = granted(await office.policy.files())[HALL_FILE]
        for old, new in CHANGES:
            if old not in text:
                raise SeedError(f"{HALL_FILE}: {old}")
            text = text.replace(old, new, 1)
        return granted(await office.policy.revise({HALL_FILE: text}, WHY))


def _history(stage: Stage) -> None:
    """管理: who changed what and why."""
    office = stage.office
    stage.sign_in(HALL_ADMIN, office)
    if Page.ADMINISTRATION.value in tabs(stage):
        open_page(stage, Page.ADMINISTRATION)
        stage.photo(office.window, "counter-61-administration")
    stage.sign_out(office)
