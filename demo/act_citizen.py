"""More ways in: the telephone that asks for ten minutes, 找人取号, 评价, 关于本中心 and the nearest centre."""

from html.parser import HTMLParser
from urllib.parse import urljoin

import httpx2

from cases.hall_time import hall_time
from cases.queue.visit_events import POSTPONED
from cases.refusal import Refusal
from demo import phone
from demo.act_intake import wait_for_done
from demo.ground import OFFICE_NO
from demo.hands import call, finish, people_come, serve_all, waiting
from demo.stage import Stage
from kiosk.choices import short_name
from screenkit import grab

SEEN_WITHIN_S = (
    20.0  # the hall asks the centre for wishes every two seconds, the page is told with the next push
)


class _Forms(HTMLParser):
    """The forms of a page: where each goes, and its hidden fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((its["action"], {}))
        elif tag == "input" and self.found:
            self.found[-1][1][its["name"]] = its["value"]


def telephone(stage: Stage) -> None:
    """The page behind the ticket's QR: 「下一个就是您」, then ten minutes more, which the hall grants."""
    serve_all(stage)
    (issued,) = people_come(stage, 1)
    ticket_no, visit_id = issued.answer.ticket_no, issued.answer.visit_id
    you_are_next = stage.word("citizen_page.place.next")
    stage.wait(
        lambda: you_are_next in phone.html_of(issued.ticket_url), "the page says who is next", SEEN_WITHIN_S
    )
    html = phone.visit(issued.ticket_url, stage.folder / "screens" / "phone-4-next.png")
    stage.report.check("手机页说下一个就是您", you_are_next in html and ticket_no in html, ticket_no)
    action, fields = next(form for form in _Forms(html).found if form[0].endswith("/postpone"))
    with stage.report.timed("手机上请等十分钟 → 大厅答应"):
        httpx2.post(urljoin(issued.ticket_url, action), data=fields, trust_env=False)
        stage.wait(
            lambda: any(row.visit_id == visit_id for row in stage.view.held), "the hall grants", SEEN_WITHIN_S
        )
    held = next(row for row in stage.view.held if row.visit_id == visit_id)
    stage.report.check("大厅把号留着", held.hold_reason == POSTPONED, f"{ticket_no} {held.hold_until}")
    granted = stage.word("citizen_page.wish.granted")
    stage.wait(lambda: granted in phone.html_of(issued.ticket_url), "the page says 已送到大厅", SEEN_WITHIN_S)
    html = phone.visit(issued.ticket_url, stage.folder / "screens" / "phone-5-postponed.png")
    until = f"{hall_time(held.hold_until):%H:%M}" if held.hold_until else "?"
    kept = stage.word("citizen_page.place.on_hold", time=until)
    stage.report.check("手机页说已送到大厅，留到几点", granted in html and kept in html, kept)
    stage.wait(lambda: stage.shows(stage.counter.window, ticket_no), "the counter lists who asked to wait")
    stage.photo(stage.counter.window, "counter-40-postponed")


def meet(stage: Stage) -> None:
    """找人取号: a number that only the mediator's counter calls."""
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.meet")
    stage.page("meet_by")
    stage.photo(stage.kiosk.window, "kiosk-63-meet-by")
    stage.touch_key("meet_by.desk")
    stage.page("meet_desk")
    stage.photo(stage.kiosk.window, "kiosk-64-meet-desk")
    counter = stage.ground.policy.hall.counter(OFFICE_NO)
    name = counter.name if counter else ""
    stage.touch(stage.word("kiosk.meet_desk.counter", counter_no=OFFICE_NO, name=name))
    taken = wait_for_done(stage, "meet")
    stage.photo(stage.kiosk.window, "kiosk-65-meet-done")
    advice = stage.word("kiosk.done.advice_counter", counter_no=OFFICE_NO)
    stage.report.check("找人取号：页面说去哪个窗口", stage.shows(stage.kiosk.window, advice), advice)
    stage.touch_key("done.finish")
    stage.page("attract")
    stage.wait(lambda: waiting(stage, taken.visit_id) is not None, "it waits")
    row = waiting(stage, taken.visit_id)
    only_here = row is not None and row.for_counter == OFFICE_NO
    stage.report.check("这个号只由那个窗口叫", only_here, taken.ticket_no)
    next_there = stage.office.view_model.waiting
    stage.wait(lambda: next_there.property("ticketNo") == taken.ticket_no, "next at the mediator's")
    stage.photo(stage.office.window, "counter-41-for-this-counter")
    call(stage, stage.office)
    finish(stage, stage.office)


def evaluation(stage: Stage) -> None:
    """评价 of our citizen's finished visit, by the number of the ticket; once."""
    ticket_no = stage.taken["dispute"].ticket_no or ""
    number = int(ticket_no[1:])
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.evaluate")
    stage.page("evaluate_by")
    stage.photo(stage.kiosk.window, "kiosk-66-evaluate-by")
    stage.touch_key("evaluate_by.ticket")
    stage.page("evaluate_ticket")
    grab.press_digits(stage.kiosk.window, f"{number:03d}")
    stage.photo(stage.kiosk.window, "kiosk-67-evaluate-ticket")
    stage.touch_key("frame.next")
    stage.wait(
        lambda: stage.kiosk.session.walk.page.value in ("evaluate", "evaluate_which"), "the hall found it"
    )
    if stage.kiosk.session.walk.page.value == "evaluate_which":
        stage.touch(ticket_no)
    stage.page("evaluate")
    stage.photo(stage.kiosk.window, "kiosk-68-evaluate")
    stage.touch_key("evaluate.level_5")
    stage.page("evaluate_more")
    stage.photo(stage.kiosk.window, "kiosk-69-evaluate-more")
    stage.touch_key("evaluate_more.enough")
    stage.page("thanks")
    stage.photo(stage.kiosk.window, "kiosk-70-thanks")
    stage.kiosk.session.leave()
    stage.page("attract")

    async def still_to_evaluate() -> bool:
        async with stage.client("kiosk") as kiosk:
            found = await kiosk.citizens.evaluable_visits(number)
        return not isinstance(found, Refusal) and any(one.name == ticket_no for one in found)

    stage.report.check("评价进了大厅，一次为止", not stage.run(still_to_evaluate()), ticket_no)


def about(stage: Stage) -> None:
    """关于本中心, then the centre of another town: what is not known says so."""
    hall = stage.ground.policy.hall
    stage.touch_key("attract.start")
    stage.page("intent")
    stage.touch_key("home.about")
    stage.page("about")
    stage.photo(stage.kiosk.window, "kiosk-71-about")
    told = all(stage.shows(stage.kiosk.window, fact) for fact in (hall.address, hall.phone))
    stage.report.check("关于本中心：地址和电话", told, hall.phone)
    stage.touch_key("about.action")
    stage.page("centre_banner")
    stage.photo(stage.kiosk.window, "kiosk-72-centre-banner")
    banner = stage.ground.policy.places.banners[1]
    stage.touch(banner.name)
    stage.page("centre_town")
    stage.photo(stage.kiosk.window, "kiosk-73-centre-town")
    town = banner.towns[0]
    stage.touch(short_name(town.name, stage.kiosk.session.parts.flow))
    stage.page("centre")
    stage.photo(stage.kiosk.window, "kiosk-74-centre")
    unknown = stage.word("kiosk.centre.unknown")
    stage.report.check("别处的中心：没有的就说没有", stage.shows(stage.kiosk.window, unknown), town.name)
    stage.kiosk.session.leave()
    stage.page("attract")
