"""The public wall as visitors see it."""

import re
import time
from dataclasses import replace
from datetime import timedelta

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views import WallView
from hall_display.wall.wall import DrawnCall
from screenkit import grab
from tests.hall_display.wall_stage import HD, UHD, Wall
from tests.hall_display.wall_worlds import BUSY, FIVE_CALLS, MORNING, NOW, STALE, USUAL, call, lights, queue
from tests.page_looks import bad_words


def test_the_newest_call_is_spoken_in_one_sentence_and_four_older_ones_follow(wall: Wall) -> None:
    wall.hear(USUAL)
    called = [name for name in wall.words() if name.startswith("请") and "号窗口" in name]
    assert called == [
        "请A017到3号窗口",
        "请Z003到1号窗口",
        "请B006到5号窗口",
        "请A016到2号窗口",
        "请A901到4号窗口",
    ]


def test_a_recall_moves_the_number_to_the_top_and_says_which_call_it_is(wall: Wall) -> None:
    wall.hear(USUAL)
    again = (replace(FIVE_CALLS[2], call_no=2), *FIVE_CALLS[:2], *FIVE_CALLS[3:])
    wall.hear(replace(USUAL, calls=again))
    assert wall.view_model.shown.newest.ticket_no == "B006"
    assert [older.ticket_no for older in wall.view_model.shown.older] == ["A017", "Z003", "A016", "A901"]
    assert grab.is_shown(wall.window, "第2次叫号")


def test_a_counter_in_another_zone_is_called_with_the_zone(wall: Wall) -> None:
    for ticket_no in ("A017", "A1017"):
        wall.hear(replace(USUAL, calls=(call(ticket_no, 6, zone="矛盾纠纷多元化解区"), *FIVE_CALLS[1:])))
        assert grab.is_shown(wall.window, "矛盾纠纷多元化解区")
        assert bad_words(wall.window, stays_s=0) == []


def test_a_sixth_call_pushes_the_oldest_off_and_moves_rows_instead_of_making_them_anew(wall: Wall) -> None:
    wall.hear(USUAL)
    row_of_z003 = grab.find(wall.window, "请Z003到1号窗口")
    wall.hear(replace(USUAL, calls=(call("A018", 2), *FIVE_CALLS[:4])))
    assert "请A901到4号窗口" not in wall.words()
    assert grab.find(wall.window, "请Z003到1号窗口") == row_of_z003


def test_waits_are_ranges_and_words_where_a_range_says_nothing(wall: Wall) -> None:
    wall.hear(
        replace(
            USUAL,
            queues=(
                queue("A", "综合受理", 6, 10, 18),
                queue("B", "咨询", 2, 0, 6),
                queue("C", "调解预约", 0, 0, 0),
                queue("D", "甲", 9, None, None),
                queue("E", "乙", 99, 130, 200),
                queue("F", "丙", 1, 7, 7),
            ),
        )
    )
    shown = [(q.waiting, q.wait, q.wait_unit) for q in wall.view_model.shown.queues]
    assert shown == [
        (6, "10～18", "分"),
        (2, "6", "分内"),
        (0, "不用等", ""),
        (9, "暂无窗口", ""),
        (99, "2", "小时以上"),
        (1, "约7", "分"),
    ]


def test_lights_are_exact_totals_with_their_time_and_zero_is_a_figure(wall: Wall) -> None:
    wall.hear(USUAL)
    for name in ("正常 163", "临期 12", "超期 3", "截至09:40"):
        assert grab.is_shown(wall.window, name), name
    wall.hear(MORNING)
    assert grab.is_shown(wall.window, "超期 0")


def test_before_the_first_figures_there_is_a_dash_and_no_invented_zero(wall: Wall) -> None:
    assert grab.is_shown(wall.window, "超期 —")
    assert grab.is_shown(wall.window, "正在连接大厅系统，号码以窗口喊号为准")
    assert not grab.is_shown(wall.window, "没有")


def test_with_the_hall_lost_the_last_calls_stay_under_a_plain_sentence_with_its_age(wall: Wall) -> None:
    wall.hear(USUAL)
    wall.lose_the_hall(minutes_ago=11)
    assert grab.is_shown(wall.window, "09:31起连不上大厅系统，号码以窗口喊号为准")
    assert grab.is_shown(wall.window, "已经11分钟")
    assert grab.is_shown(wall.window, "请A017到3号窗口")
    wall.clock.at += timedelta(minutes=3)
    grab.wait_until(lambda: grab.is_shown(wall.window, "已经14分钟"), what="the age to grow")


def test_a_machine_whose_clock_is_wrong_shows_the_hall_s_time(wall: Wall) -> None:
    """A wall's battery may be empty; visitors read the time from it, and since when the hall is lost."""
    wall.clock.at -= timedelta(hours=3)
    wall.hear(USUAL)
    assert grab.is_shown(wall.window, "09:42")
    assert grab.is_shown(wall.window, "截至09:40")
    wall.clock.at += timedelta(minutes=11)
    wall.lose_the_hall(minutes_ago=11)
    assert grab.is_shown(wall.window, "09:42起连不上大厅系统，号码以窗口喊号为准")
    assert grab.is_shown(wall.window, "已经11分钟")
    assert grab.is_shown(wall.window, "09:53")


def test_a_hall_that_is_lost_over_night_is_said_with_its_day_and_in_hours(wall: Wall) -> None:
    wall.hear(USUAL)
    wall.lose_the_hall(minutes_ago=125)
    assert grab.is_shown(wall.window, "07:37起连不上大厅系统，号码以窗口喊号为准")
    assert grab.is_shown(wall.window, "已经2小时")
    wall.lose_the_hall(minutes_ago=15 * 60)
    assert grab.is_shown(wall.window, "11月22日18:42起连不上大厅系统，号码以窗口喊号为准")
    assert not any("已经" in word for word in wall.words())


def test_a_light_has_its_colour_only_where_there_is_something_to_see_to(wall: Wall) -> None:
    def colours() -> dict[str, object]:
        """Of shape and word."""
        return {
            item.property("text"): item.property("ink")
            for item in grab.items(wall.window)
            if item.property("light") and item.property("ink")
        }

    theme = wall.window.theme
    grey = theme.property("inkSoft")
    lit = dict(zip(("正常", "临期", "超期"), map(theme.property, ("normal", "soon", "overdue")), strict=True))
    all_grey = dict.fromkeys(lit, grey)
    assert colours() == all_grey, "nothing is known yet"
    wall.hear(USUAL)
    assert colours() == lit
    wall.hear(replace(USUAL, lights=lights(163, 12, 0, 2)))
    assert colours() == {**lit, "超期": grey}
    wall.hear(STALE)
    assert colours() == all_grey


def test_figures_are_grey_while_the_hall_is_lost_and_recover_by_themselves(wall: Wall) -> None:
    theme = wall.window.theme
    grey, normal = theme.property("inkSoft"), theme.property("normal")

    def colours() -> list[object]:
        shown = {item.property("text"): item for item in grab.items(wall.window)}
        return [shown["163"].property("color"), shown["6"].property("color")]

    wall.hear(USUAL)
    assert colours() == [normal, theme.property("ink")]
    wall.lose_the_hall(minutes_ago=1)
    assert colours() == [grey, grey]
    wall.hear(USUAL)
    assert colours() == [normal, theme.property("ink")]
    assert not any("连不上" in name for name in wall.words())


def test_nobody_is_named_on_the_wall(wall: Wall) -> None:
    """A wall's view has no field for a person; what is shown is made of it and of the hall's policy alone."""
    wall.hear(BUSY)
    fields = {name for name in WallView.__dataclass_fields__ if re.search("name|phone|story|person", name)}
    assert fields == set()
    assert not any(re.search(r"某|1[3-9]\d{9}", word) for word in wall.words())


def test_the_frame_that_shows_a_new_number_is_noted(wall: Wall) -> None:
    wall.hear(USUAL)
    grab.wait_until(lambda: wall.view_model.drawn is not None, what="the first number to be drawn")
    first = wall.view_model.drawn
    wall.hear(replace(USUAL, calls=(call("A018", 2), *FIVE_CALLS[:4])))
    grab.wait_until(lambda: wall.view_model.drawn != first, what="the second number to be drawn")
    drawn = wall.view_model.drawn
    assert isinstance(drawn, DrawnCall)
    assert (drawn.ticket_no, drawn.counter_no, drawn.call_no) == ("A018", "2", 1)
    assert first is not None
    assert drawn.frame_drawn_at >= first.frame_drawn_at


def is_quiet(wall: Wall) -> bool:
    """No frame for as long as both fades take, and more where the machine is slow."""
    drawn_at = wall.view_model.last_frame_at
    return drawn_at is not None and time.monotonic() - drawn_at > 0.5


def test_nothing_is_drawn_while_nothing_changes(wall: Wall) -> None:
    wall.hear(USUAL)
    grab.wait_until(lambda: is_quiet(wall), what="the sheet of the newest call to have faded")
    before = wall.view_model.last_frame_at
    for _ in range(5):
        wall.hear(replace(USUAL, hall_time=NOW + timedelta(seconds=2)))
    grab.process_events(0.1)
    assert wall.view_model.last_frame_at == before


ROUNDED = 3  # pixels: type and space are rounded up at each size


def test_both_sizes_look_the_same(policy: Policy, texts: Texts) -> None:
    places = []
    for size, factor in ((HD, 1), (UHD, 2)):
        wall = Wall(policy, texts, size=size)
        wall.hear(USUAL)
        rect = grab.rect_of(grab.find(wall.window, "请A016到2号窗口"))
        places.append([round(side / factor) for side in (rect.x(), rect.y(), rect.width(), rect.height())])
        wall.close()
    assert all(abs(hd - uhd) <= ROUNDED for hd, uhd in zip(*places, strict=True)), places
