"""The kiosk: a dispute in six steps, 大字 with 先取号, 咨询, 查进度."""

from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode, parse_case_code
from cases.matter.intake import Taken
from demo.seed import matters
from demo.stage import Stage
from screenkit import grab

TOLD = matters()[0]  # 讨薪, 37 people
PLACES = ("科尔沁区", "科尔沁街道")


def dispute(stage: Stage) -> None:
    """Every page in the standard size, everything told, one number and two papers."""
    stage.page("attract")
    stage.wait(lambda: stage.kiosk.session.hall is not None, "the kiosk hears its hall")
    _photo(stage, 1, "attract")
    stage.touch_key("attract.start")
    _photo(stage, 2, "intent")
    touched_at = stage.ground.clock.now()
    stage.touch_key("intent.dispute")
    _photo(stage, 3, "category")
    _tell(stage)
    _photo(stage, 13, "check")
    stage.touch_key("check.confirm")
    taken = wait_for_done(stage, "dispute")
    _photo(stage, 14, "done")
    check = stage.report.check
    check("给了大厅的号", taken.ticket_no is not None and not taken.leased, taken.ticket_no)
    check("给了编号和查询码", bool(taken.case_code and taken.lookup_code), taken.case_code)
    due = stage.ground.policy.calendar
    third = hall_date(touched_at)
    for _ in range(stage.ground.policy.deadlines.accept_workdays):
        third = due.next_working(third)
    check("答应的日子是第三个工作日", taken.answer_by == third, taken.answer_by)
    check(
        "小票和回执都打出来了，页面如实说",
        stage.shows(stage.kiosk.window, stage.word("kiosk.done.printed_both")),
    )
    _papers_came(stage, taken.ticket_url, taken.receipt_url)
    stage.touch_key("done.finish")
    stage.page("attract")


def _tell(stage: Stage) -> None:
    """From the category to the check page."""
    category = stage.ground.policy.categories.get(TOLD.open.category or "")
    stage.touch(category.name if category else "")
    stage.page("other_side")
    stage.write("other_side.label", TOLD.private.other_side)
    _photo(stage, 4, "other-side")
    stage.touch_key("frame.next")
    stage.page("banner")
    _photo(stage, 5, "banner")
    stage.touch(PLACES[0])
    stage.page("town")
    _photo(stage, 6, "town")
    stage.touch(PLACES[1])
    stage.page("people")
    _photo(stage, 7, "people")
    stage.touch_key("people.many")
    stage.page("people_count")
    grab.press_digits(stage.kiosk.window, str(TOLD.open.party_count))
    _photo(stage, 8, "people-count")
    stage.touch_key("frame.next")
    stage.page("money")
    grab.press_digits(stage.kiosk.window, str((TOLD.open.amount_fen or 0) // 100))
    _photo(stage, 9, "money")
    stage.touch_key("frame.next")
    stage.page("story")
    stage.write("story.label", TOLD.private.story)
    _photo(stage, 10, "story")
    stage.touch_key("frame.next")
    stage.page("name")
    stage.write("name.label", TOLD.private.contact_name)
    _photo(stage, 11, "name")
    stage.touch_key("frame.next")
    stage.page("phone")
    grab.press_digits(stage.kiosk.window, TOLD.private.contact_phone)
    _photo(stage, 12, "phone")
    stage.touch_key("frame.next")
    stage.page("check")


def large_print(stage: Stage) -> None:
    """大字: the groups, some answers, then 先取号，到窗口再说 with what is filled."""
    stage.touch_key("frame.large_print")
    _photo(stage, 20, "large-attract")
    stage.touch_key("attract.start")
    stage.page("intent")
    _photo(stage, 21, "large-intent")
    stage.touch_key("intent.dispute_large")
    stage.page("category_group")
    _photo(stage, 22, "large-category-group")
    groups = stage.ground.policy.categories.groups
    stage.touch(groups[0].name)
    stage.page("category")
    _photo(stage, 23, "large-category")
    stage.touch(stage.ground.policy.categories.answers(groups[0].id)[1].name)
    stage.page("other_side")
    _photo(stage, 24, "large-other-side")
    stage.touch_key("other_side.word_2")
    if stage.kiosk.session.walk.page.value == "other_side":
        stage.touch_key("frame.next")
    stage.page("banner")
    _photo(stage, 25, "large-banner")
    stage.touch_key("frame.ticket_first_large")
    taken = wait_for_done(stage, "draft")
    _photo(stage, 26, "large-done")
    stage.report.check(
        "先取号：有号，没有编号", bool(taken.ticket_no) and taken.case_code is None, taken.ticket_no
    )
    _papers_came(stage, taken.ticket_url)
    stage.touch_key("done.finish_large")
    stage.page("attract")


def consult(stage: Stage) -> None:
    """咨询 gives a B ticket."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("intent.consult")
    stage.page("consult")
    _photo(stage, 30, "consult")
    stage.touch_key("consult.number")
    taken = wait_for_done(stage, "consult")
    _photo(stage, 31, "consult-done")
    stage.report.check("咨询给 B 号", (taken.ticket_no or "").startswith("B"), taken.ticket_no)
    stage.touch_key("done.finish")
    stage.page("attract")


def progress(stage: Stage) -> None:
    """查进度 with the codes of the receipt; the centre's part is prefilled. A wrong 查询码 first."""
    taken = stage.taken["dispute"]
    code = parse_case_code(taken.case_code or "")
    if not isinstance(code, CaseCode) or taken.lookup_code is None:
        stage.report.check("查进度", False, "没有编号")
        return
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("intent.progress")
    stage.page("progress_code")
    grab.press_digits(stage.kiosk.window, code.typed_part)
    _photo(stage, 32, "progress-code")
    stage.touch_key("frame.next")
    stage.page("lookup_code")
    wrong = f"{(int(taken.lookup_code) + 1) % 1_000_000:06d}"
    grab.press_digits(stage.kiosk.window, wrong)
    stage.touch_key("frame.next")
    stage.wait(lambda: not stage.kiosk.session.property("busy"), "the hall's answer")
    _photo(stage, 33, "progress-wrong-code")
    stage.report.check("查询码不对：留在原页，说明白", stage.kiosk.session.walk.page.value == "lookup_code")
    stage.touch_key("frame.clear")
    grab.press_digits(stage.kiosk.window, taken.lookup_code)
    stage.touch_key("frame.next")
    stage.page("progress_result")
    _photo(stage, 34, "progress-result")
    stage.report.check(
        "查到了办到哪一步", stage.shows(stage.kiosk.window, stage.word("kiosk.progress_result.question"))
    )
    stage.touch_key("progress_result.road")
    stage.page("roadmap")
    _photo(stage, 35, "roadmap")
    stage.report.check("路线图看得到", stage.shows(stage.kiosk.window, stage.word("progress.reach.done")))
    stage.kiosk.session.leave()
    stage.page("attract")


def wait_for_done(stage: Stage, name: str) -> Taken:
    """Wait for the done page and for what came of the papers."""
    stage.page("done")
    ending = stage.kiosk.session.ending
    stage.wait(
        lambda: (ending := stage.kiosk.session.ending) is not None and ending.out is not None,
        "what came out of the printer",
    )
    ending = stage.kiosk.session.ending
    if ending is None or ending.taken is None:
        raise LookupError("the done page has nothing to show")
    stage.taken[name] = ending.taken
    return ending.taken


def _papers_came(stage: Stage, *urls: str | None) -> None:
    """The printer on the kiosk's line has cut papers with these codes, the newest last; a picture of each was kept."""
    printer = stage.devices.printer
    last = printer.papers[-len(urls) :]
    codes = [code for name in last for code in printer.codes_of(name)]
    kept = all((stage.ground.papers / f"{name}.png").exists() for name in last)
    stage.report.check("票机切下了纸，每张上的码都对", codes == list(urls) and kept, last)


def _photo(stage: Stage, number: int, name: str) -> None:
    stage.photo(stage.kiosk.window, f"kiosk-{number:02d}-{name}")
