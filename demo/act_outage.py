"""Bad days: the hall is gone while the kiosk runs; the centre is gone for three days."""

from datetime import datetime, time

import httpx2

from cases.hall_time import hall_time
from cases.matter.intake import Taken
from demo import act_by_hand, act_by_staff
from demo.act_intake import wait_for_done
from demo.hands import people_come
from demo.stage import Stage

DAYS_WITHOUT_CENTRE = 3


def hall_down(stage: Stage) -> None:
    """Nobody in front of the kiosk notices more than a number from the lease; afterwards everything is there once."""
    people_come(stage, 2)
    stage.ground.hall.kill()
    stage.wait(lambda: stage.kiosk.session.hall is None, "the kiosk notices")
    stage.wait(lambda: bool(stage.counter.view_model.property("lost")), "the counter says so")
    stage.wait(lambda: bool(stage.wall.view_model.property("lost")), "the wall says so")
    stage.photo(stage.counter.window, "counter-11-hall-lost")
    came, absent = act_by_hand.call_two(stage)
    leased = _short_dispute(stage, "leased")
    stage.photo(stage.kiosk.window, "kiosk-50-done-from-lease")
    stage.photo(stage.wall.window, "wall-4-hall-lost")
    stage.report.check("大厅断线：号从预留号里来", leased.leased and bool(leased.ticket_no), leased.ticket_no)
    stage.report.check("断线也打回执", bool(leased.case_code and leased.receipt_url), leased.case_code)
    stage.touch_key("done.finish")
    stage.ground.hall.start()
    stage.wait(lambda: stage.kiosk.session.hall is not None, "the kiosk hears its hall again")
    stage.wait(lambda: len(_of(stage, leased)) == 1, "the leased ticket arrives")
    act_by_hand.entered(stage, came, absent)
    later = _short_dispute(stage, "later")
    stage.touch_key("done.finish")
    stage.wait(lambda: bool(_of(stage, later)), "the later ticket waits")
    order = [
        row.ticket_no for row in sorted(stage.view.waiting, key=lambda r: r.place_at) if row.queue == "A"
    ]
    stage.photo(stage.counter.window, "counter-12-leased-arrived")
    stage.report.check("预留号在大厅里只有一张", len(_of(stage, leased)) == 1, order)
    stage.report.check(
        "预留号排在它该在的地方",
        order.index(leased.ticket_no or "") < order.index(later.ticket_no or ""),
        order,
    )
    stage.report.check("恢复后的号又由大厅给", not later.leased, later.ticket_no)


def centre_down(stage: Stage) -> None:
    """Three working days without the centre: the hall works on; then everything arrives once."""
    stage.ground.centre.stop()
    taken = []
    for number in range(1, DAYS_WITHOUT_CENTRE + 1):
        _next_morning(stage)
        taken.append(_short_dispute(stage, f"day{number}"))
        stage.touch_key("done.finish")
        if number == 1:
            act_by_staff.keep_appointment(stage)
    stage.wait(lambda: (up := stage.view.upstream) is not None and up.backlog > 0, "a backlog")
    stage.photo(stage.counter.window, "counter-13-centre-lost")
    stage.photo(stage.wall.window, "wall-5-three-days-later")
    backlog = stage.view.upstream.backlog if stage.view.upstream else 0
    stage.report.check(
        "中心断线三天：大厅照常给号", all(t.ticket_no and not t.leased for t in taken), backlog
    )
    stage.ground.centre.start()
    with stage.report.timed("三天的积压 → 中心"):
        stage.wait(
            lambda: (up := stage.view.upstream) is not None and up.connected and up.backlog == 0,
            "the backlog drains",
            60.0,
        )
    pages = [httpx2.get(t.receipt_url or "", trust_env=False) for t in taken]
    stage.report.check("三天的事都到了中心", all("没有查到" not in page.text for page in pages), len(pages))


def _next_morning(stage: Stage) -> None:
    calendar = stage.ground.policy.calendar
    day = calendar.next_working(stage.ground.clock.now().date())
    stage.ground.clock.move_to(hall_time(datetime.combine(day, time(9, 0))))
    stage.wait(lambda: not stage.view.waiting, "nobody of yesterday waits in today's line")


def _short_dispute(stage: Stage, name: str) -> Taken:
    """说不清楚 on every page, but a category; then 确认."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("intent.dispute")
    stage.page("category")
    neighbour = stage.ground.policy.categories.get("neighbour")
    stage.touch(neighbour.name if neighbour else "")
    for page in ("other_side", "banner", "people", "story", "name", "phone"):
        stage.page(page)
        stage.touch_key(f"{page}.open")
    stage.page("check")
    stage.touch_key("check.confirm")
    return wait_for_done(stage, name)


def _of(stage: Stage, taken: Taken) -> list[str]:
    return [row.ticket_no for row in stage.view.waiting if row.visit_id == taken.visit_id]
