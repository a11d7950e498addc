"""Every number on the dispatch screen is as long as the list behind it, in a hall of 510 cases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

import pytest

from case_store.alarms.halls import halls_of
from case_store.casework.whistle_rows import ROWS_MAX
from case_store.figures.listed import PAGE_LINES
from case_store.hall.house import OnDuty
from case_store.log.history import whistle_name
from case_store.sync.heard import Heard
from case_store.views.dispatch import dispatch_sections
from case_store.views.wall import wall_sections
from cases.alarm.device_health import HealthReport
from cases.deadlines.case_clock import ArmedClock, BudgetUnit
from cases.deadlines.clock_kinds import ClockKind
from cases.figures.figure import AND_GROUP, NO_AREA, NO_GROUP, FigureAsked, FigureName
from cases.figures.kpis import BY_ID, KpiUnit
from cases.figures.sight import Sight
from cases.hall_time import HALL_ZONE
from cases.refusal import Refusal
from cases.supervision.supervision import RungDrafted
from cases.supervision.whistle import WhistleCalled
from cases.views import UpstreamView, WallView
from cases.views_dispatch import DispatchView
from cases.views_figures import BehindPage, CaseLine
from tests.case_store.figure_world import HOME, NOTHING, draw
from tests.case_store.one_hall import POLICY, OneHall, granted, refused

NOW = datetime(2026, 11, 23, 17, 20, tzinfo=HALL_ZONE)
CASES = 510
WHISTLES = 211  # more than are told one by one
LEADER = OnDuty(staff_id="lead", role="leader")
LOST = UpstreamView(connected=False, backlog=7, last_ok=NOW - timedelta(hours=9))
_F = FigureName


class World:
    """A hall at the end of a full day, and what its dispatch screen shows."""

    def __init__(self, hall: OneHall) -> None:
        self.hall = hall
        self.halls = halls_of(lambda: LOST, Heard())
        self.view = self.look(Sight())

    def look(self, sight: Sight) -> DispatchView:
        now, sections = self.hall.store.hall.look(dispatch_sections(sight, lambda: LOST, Heard()))
        return DispatchView(hall_time=now, **sections)

    def page(self, asked: FigureAsked, after: str = "", who: OnDuty = LEADER) -> BehindPage | Refusal:
        return self.hall.store.hall.behind.behind(who, asked, after, self.halls)

    def cases(self, asked: FigureAsked) -> Iterator[CaseLine]:
        """Every case of the list."""
        after = ""
        while (page := granted(self.page(asked, after))).cases:
            yield from page.cases
            if not (after := page.after):
                break

    def listed(self, asked: FigureAsked, who: OnDuty = LEADER) -> tuple[str, ...]:
        """Every id of the list, all of its pages turned."""
        ids: list[str] = []
        after, total = "", -1
        while True:
            page = granted(self.page(asked, after, who))
            lines = [line.case_id for line in page.cases] + [line.id for line in page.things]
            assert 0 < len(lines) <= PAGE_LINES or page.total == 0
            assert total in (-1, page.total)
            ids, after, total = [*ids, *lines], page.after, page.total
            if not after:
                break
        assert len(ids) == len(set(ids)) == total
        return tuple(ids)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    hall = OneHall(tmp_path_factory.mktemp("hall"))
    hall.clock.move_to(NOW)
    luck, since = Random(5), NOW - timedelta(days=90)  # noqa: S311  the same world every time
    told = [one for number in range(CASES) for one in draw(luck, number, NOW, since)]
    with hall.store.log.writing(uuid4(), NOW) as work:
        for one in told:
            work.record(one.aggregate, [one.event], "staff:s1", one.at)
    _hall_itself(hall)
    yield World(hall)
    hall.store.close()


def _hall_itself(hall: OneHall) -> None:
    """Whistles, rungs of the ladder, desks, devices."""
    items = [row.item_id for row in hall.rows("SELECT item_id FROM supervision WHERE open = 1 ORDER BY 1")]
    with hall.store.log.writing(uuid4(), NOW) as work:
        for number in range(WHISTLES):
            case_id = f"case-{number:05d}" if number % 2 else ""  # of a case, or of something else
            work.record(whistle_name(f"w{number}"), [_whistle(number, case_id)], "staff:s1")
        for item_id in items[:9]:
            work.record(
                f"supervision:{item_id}",
                [RungDrafted(rung="interview", clock="close", taken_on=NOW.date())],
                "system",
            )
    for number in (1, 2, 3):
        hall.desk(number)
    for number in range(6):
        broken = {"paper": "out"} if number < 2 else {"paper": "ok"}
        report = HealthReport(device_id=f"k{number}", kind="kiosk", name=f"{number}", conditions=broken)
        granted(hall.store.hall.command.keep_health(report))


def _whistle(number: int, case_id: str) -> WhistleCalled:
    due = NOW + timedelta(minutes=number)
    respond = ArmedClock(
        kind=ClockKind.WHISTLE,
        unit=BudgetUnit.CLOCK_HOURS,
        amount=1,
        started_at=NOW,
        soon_at=NOW,
        due_at=due,
        due_date=due.date(),
        calendar_version="drawn",
    )
    return WhistleCalled(
        whistle_id=f"w{number}",
        case_id=case_id,
        staff_id="s1",
        units=("justice",),
        called_at=NOW,
        respond=respond,
        arrive=None,
        arrive_by=due,
        sealed=NOTHING,
    )


def questions(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    """(panel, what is asked, what the panel says) of every number that opens."""
    yield from _lights(view)
    yield from _steps(view)
    yield from _kpis(view)
    yield from _types(view)
    yield from _trend(view)
    yield from _areas(view)
    yield from _the_hall(view)


def _lights(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.lights
    told = view.lights
    for name in (_F.NORMAL, _F.SOON, _F.OVERDUE, _F.STOPPED):
        yield "lights", FigureAsked(name=name, area=view.area), getattr(told, name.value)


def _steps(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.steps
    names = (_F.STEP_RECORDED, _F.STEP_SENT, _F.STEP_HANDLED, _F.STEP_TOLD, _F.STEP_RATED)
    for name, count in zip(names, view.steps.counts, strict=True):
        day = view.steps.day
        yield "steps", FigureAsked(name=name, area=view.area, first_day=day, last_day=day), count


def _kpis(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.kpis
    for period in view.kpis.periods:
        for value in period.values:
            unit = BY_ID[value.kpi].unit
            if value.behind and unit is not KpiUnit.WORKDAYS:
                part = value.part if unit is KpiUnit.SHARE else value.value
                assert part is not None
                yield f"kpis of {period.period}", value.behind, int(part)
            if value.behind_whole and value.whole is not None:
                yield f"kpis of {period.period}", value.behind_whole, value.whole


def _types(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.types
    told = view.types
    for line in told.lines:
        assert line.behind
        assert line.count is not None
        yield "types", line.behind, line.count
    if told.rest_behind:
        yield "all types", told.rest_behind, told.rest or 0
    whole = FigureAsked(name=_F.RECEIVED, area=view.area, first_day=told.first_day, last_day=told.last_day)
    yield "all types", whole, told.total


def _trend(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.trend
    for told in view.trend.days:
        for name, count in (
            (_F.RECEIVED, told.received),
            (_F.ENDED, told.ended),
            (_F.WORSENED, told.worsened),
        ):
            asked = FigureAsked(name=name, area=view.area, first_day=told.day, last_day=told.day)
            yield f"trend of {told.day}", asked, count
    yield "stock", FigureAsked(name=_F.OPEN, area=view.area), view.trend.days[-1].stock


def _areas(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.areas
    for line in view.areas.lines:
        assert line.open is not None
        assert line.overdue is not None
        yield f"area {line.area}", FigureAsked(name=_F.OPEN, area=line.area), line.open
        yield f"area {line.area}", FigureAsked(name=_F.OVERDUE, area=line.area), line.overdue
    yield "all areas", FigureAsked(name=_F.OPEN, area=view.area), view.areas.total_open
    yield "all areas", FigureAsked(name=_F.OVERDUE, area=view.area), view.areas.total_overdue


def _the_hall(view: DispatchView) -> Iterator[tuple[str, FigureAsked, int]]:
    assert view.ladder
    yield "ladder", FigureAsked(name=_F.ITEMS_OPEN, area=view.area), view.ladder.total
    yield "ladder", FigureAsked(name=_F.ITEMS_OPEN, area=view.area, key="drafted"), view.ladder.awaiting
    for rung, count in view.ladder.by_rung:
        yield "rungs", FigureAsked(name=_F.ITEMS_OPEN, area=view.area, key=rung or "none"), count
    for trigger, count in view.ladder.by_trigger:
        yield "triggers", FigureAsked(name=_F.ITEMS_OPEN, area=view.area, key=trigger), count
    yield "dual", FigureAsked(name=_F.DUAL_WAITING, area=view.area), view.dual_total
    yield "whistles", FigureAsked(name=_F.WHISTLES_OPEN, area=view.area), view.whistles_total
    if view.area:
        return
    seated = sum(desk.staff_id is not None for desk in view.desks)
    yield "desks", FigureAsked(name=_F.DESKS_OPEN), seated
    down = sum(device.condition == "down" for device in view.devices)
    yield "devices", FigureAsked(name=_F.DEVICES_DOWN), down
    yield "devices", FigureAsked(name=_F.DEVICES_UP), len(view.devices) - down
    yield "halls", FigureAsked(name=_F.HALLS_BEHIND), sum(hall.behind for hall in view.halls)


def test_every_number_is_as_long_as_its_list(world: World) -> None:
    asked = dict.fromkeys((question, count) for _, question, count in questions(world.view))
    assert len({question.name for question, _ in asked}) == len(_F)  # each figure stands on some panel
    wrong = [
        (question, count, found)
        for question, count in asked
        if (found := len(world.listed(question))) != count
    ]
    assert wrong == []


def test_no_number_of_the_world_is_nothing_and_different_meanings_are_different_numbers(world: World) -> None:
    """Else a list that is another's, or an empty one, would pass for the right one."""
    panels: dict[str, dict[FigureAsked, int]] = {}
    for panel, question, count in questions(world.view):
        panels.setdefault(panel, {})[question] = count
    for panel, counts in panels.items():
        if panel.startswith("trend of"):
            continue  # a single day may be quiet; today is not
        assert 0 not in counts.values(), (panel, counts)
    today = panels[f"trend of {NOW.date()}"]
    assert 0 not in today.values()
    for panel, counts in panels.items():
        if not panel.startswith(
            ("trend of", "types", "area ")
        ):  # a day, a type and an area are told by their lines
            assert max(Counter(counts.values()).values()) == 1, (panel, counts)
    of_areas = [set(counts.values()) for panel, counts in panels.items() if panel.startswith("area ")]
    assert (
        len([both for both in of_areas if len(both) == 1]) <= 1
    )  # where all of the few open ones are overdue
    assert len(set(today.values())) == len(today)


def test_a_list_holds_what_its_question_says_and_nothing_else(world: World) -> None:
    """That it is as long as its number is not enough where two banners, or two types, have as many."""
    asked = {question for _, question, _ in questions(world.view)}
    for one in sorted((one for one in asked if one.area or one.group), key=str):
        for line in world.cases(one):
            place = next((b.code for b in POLICY.places.banners if line.area.startswith(b.code)), NO_AREA)
            assert not one.area or place == one.area, (one, line)
            assert not one.group or (line.group or NO_GROUP) in one.group.split(AND_GROUP), (one, line)


def test_the_towns_of_a_banner_add_up_to_it(world: World) -> None:
    door = world.hall.store.hall.behind
    banner = POLICY.hall.home_banner
    towns = granted(door.areas(LEADER, banner))
    whole = next(line for line in granted(door.areas(LEADER, "")).lines if line.area == banner)
    assert (towns.total_open, towns.total_overdue) == (whole.open, whole.overdue)
    assert [line.area for line in towns.lines] == [*sorted(HOME), banner + NO_AREA]
    for line in towns.lines:
        assert line.open
        assert len(world.listed(FigureAsked(name=_F.OPEN, area=line.area))) == line.open
        assert len(world.listed(FigureAsked(name=_F.OVERDUE, area=line.area))) == line.overdue


def test_whoever_answers_for_a_banner_sees_its_part_and_nothing_else(world: World) -> None:
    banner = "150521"
    who = OnDuty(staff_id="b", role="leader", unit=f"centre_{banner}")
    view = world.look(Sight(banner))
    assert view.areas
    assert view.stream
    assert {line.area[:6] for line in view.stream} == {banner}
    asked = dict.fromkeys((question, count) for _, question, count in questions(view))
    wrong = [one for one in asked if len(world.listed(one[0], who)) != one[1]]
    assert wrong == []
    assert 0 < view.whistles_total == len(view.whistles) < world.view.whistles_total == WHISTLES
    assert len(world.view.whistles) == ROWS_MAX < WHISTLES
    everything = FigureAsked(name=_F.OPEN)
    assert len(world.listed(everything, who)) == view.areas.total_open < len(world.listed(everything))
    elsewhere = FigureAsked(name=_F.OPEN, area="150522")
    assert refused(world.page(elsewhere, who=who)) == "figure.area_elsewhere"
    assert refused(world.page(FigureAsked(name=_F.OPEN, area=NO_AREA), who=who)) == "figure.area_elsewhere"
    assert refused(world.page(FigureAsked(name=_F.DESKS_OPEN), who=who)) == "figure.whole_hall"
    door = world.hall.store.hall.behind
    assert refused(door.areas(who, "150522")) == "figure.area_elsewhere"
    own, others = world.listed(everything, who)[0], world.listed(elsewhere)[0]
    assert granted(door.card(who, own)).line.case_id == own
    assert refused(door.card(who, others)) == "case.unknown"
    stranger = OnDuty(staff_id="x", role="leader", unit="labour")
    assert refused(door.card(stranger, own)) == "auth.right"


def test_what_is_asked_wrongly_is_refused(world: World) -> None:
    page, day = world.page, NOW.date()
    assert refused(page(FigureAsked(name=_F.ACCEPTED))) == "figure.days"
    backwards = FigureAsked(name=_F.ENDED, first_day=day, last_day=day - timedelta(days=1))
    assert refused(page(backwards)) == "figure.days"
    for garbage in ("x", "a|b|c", "|", "1e5|150502000|c", "²|150502000|c"):
        assert refused(page(FigureAsked(name=_F.OPEN), after=garbage)) == "figure.place"
    assert refused(world.hall.store.hall.behind.areas(LEADER, "999999")) == "figure.area_unknown"
    nowhere = FigureAsked(name=_F.OPEN, area="'; DROP TABLE case_; --", group="%", unit="?", level="_")
    assert world.listed(nowhere) == ()
    in_no_place = FigureAsked(name=_F.RECEIVED, area="type", first_day=day - timedelta(days=30), last_day=day)
    assert world.listed(in_no_place) == ()


def test_a_case_that_gets_worse_on_several_days_is_listed_once(world: World) -> None:
    days = [day for day in world.view.trend.days if day.worsened] if world.view.trend else []
    span = FigureAsked(name=_F.WORSENED, first_day=days[0].day, last_day=days[-1].day)
    each = [replace(span, first_day=day.day, last_day=day.day) for day in days]
    assert set(world.listed(span)) == {case_id for one in each for case_id in world.listed(one)}


def test_the_card_of_a_case_names_no_person_and_what_may_be_done(world: World) -> None:
    door = world.hall.store.hall.behind
    overdue = world.listed(FigureAsked(name=_F.OVERDUE))
    card = granted(door.card(LEADER, overdue[0]))
    assert card.line.light == "red"
    assert card.clocks[0][1] == "red"
    assert card.steps[0][0] == "case_registered"
    assert {"whistle", "remind"} <= set(card.acts)
    with_item = next(
        one for one in world.listed(FigureAsked(name=_F.ITEMS_OPEN)) if one.startswith("case-")
    ).split("/")[0]
    assert "supervise" not in granted(door.card(LEADER, with_item)).acts
    assert "name_responsible" in granted(door.card(LEADER, with_item)).acts
    day = NOW.date()
    closed = world.listed(FigureAsked(name=_F.RESOLVED, first_day=day, last_day=day))[0]
    over = granted(door.card(LEADER, closed))
    assert (over.line.light, set(over.acts) & {"whistle", "remind", "supervise"}) == ("", set())
    assert refused(door.card(LEADER, "nobody's")) == "case.unknown"


def test_the_wall_has_exact_totals_and_opens_nothing(world: World) -> None:
    world.hall.store.hall.walls.tick()
    now, sections = world.hall.store.hall.look(wall_sections())
    wall = WallView(hall_time=now, **sections)
    assert wall.kpis
    assert wall.areas
    assert wall.types
    assert wall.lights is not None
    assert world.view.lights is not None
    assert replace(wall.lights, as_of=world.view.lights.as_of) == world.view.lights  # a moment later
    assert world.view.steps
    assert wall.steps == replace(world.view.steps, as_of=wall.steps.as_of if wall.steps else NOW)
    assert wall.areas.total_open == world.view.areas.total_open if world.view.areas else False
    assert wall.types.total == sum(line.count or 0 for line in wall.types.lines) + (wall.types.rest or 0)
    small = [line for line in wall.areas.lines if line.open is not None and line.open < 5]
    assert small == []
    assert all(line.behind is None for line in wall.types.lines)
    assert wall.types.rest_behind is None
    values = [value for period in wall.kpis.periods for value in period.values]
    assert all(value.behind is None and value.behind_whole is None for value in values)
