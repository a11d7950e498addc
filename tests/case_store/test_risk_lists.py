"""What a term of the risk index counts is the list behind it, in a hall of 250 cases (重复: test_risk.py)."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

from case_store.risk.risk_rows import RawMatters
from cases.figures.figure import FigureAsked, FigureName
from cases.hall_time import midnight_after
from cases.risk.risk_picture import Held
from tests.case_store.figure_world import draw
from tests.case_store.one_hall import POLICY, OneHall, granted
from tests.case_store.test_figures import LEADER, NOW, World

CASES = 250
COUNTED_BY = {  # the facts of a term that its lists are as long as, in their order
    "V": ("count",),
    "S": ("difficult", "ordinary"),
    "O": ("red", "open"),
    "D": ("bad", "rated"),
    "R": ("repeated",),
    "G": ("count",),
}


def test_every_count_of_every_term_is_that_of_its_list_and_a_wrong_key_holds_nothing(tmp_path: Path) -> None:
    hall = OneHall(tmp_path)
    hall.clock.move_to(NOW)
    luck, since = Random(7), NOW - timedelta(days=60)  # noqa: S311  the same world every time
    told = [one for number in range(CASES) for one in draw(luck, number, NOW, since)]
    with hall.store.log.writing(uuid4(), NOW) as work:
        for one in told:
            work.record(one.aggregate, [one.event], "staff:s1", one.at)
    world, door = World(hall), hall.store.hall.risk
    raw, after = RawMatters(), ("", "")
    while (next_ := door.read_page(after, raw)) is not None:
        after = next_
    door.keep(door.made(raw, NOW.date(), Held()))
    hall.clock.move_to(midnight_after(NOW.date()))  # what is overdue is counted, and listed, as the day ends
    seen = Counter[str]()
    for banner in POLICY.places.banners:
        for term in granted(door.page(LEADER, banner.code, "")).terms:
            facts = dict(term.facts)
            counts = [int(facts[name]) for name in COUNTED_BY[term.term] if name in facts]
            lists = [len(world.listed(asked)) for asked in term.behind]
            assert lists == counts[: len(lists)], (banner.name, term)
            seen.update({f"{term.term}{place}": count for place, count in enumerate(counts)})
    assert all(seen[name] for name in ("V0", "S0", "S1", "O0", "O1", "D0", "D1")), seen
    day = NOW.date()
    garbage = FigureAsked(name=FigureName.RECEIVED, key="' OR 1", first_day=day, last_day=day)
    for wrong in (
        garbage,
        replace(garbage, name=FigureName.STEP_RATED, key="difficult"),
        replace(garbage, name=FigureName.ENDED, key="repeated"),
    ):
        assert world.listed(wrong) == ()
    hall.store.close()
