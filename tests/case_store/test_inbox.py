"""我的事项: each role sees what waits for it, a unit only its own; the numbers agree with the cases one by one."""

import pytest
import uuid_utils.compat as uuid_v7

from case_store.hall.house import OnDuty
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.acts import Act
from cases.casework.case_state import CloseResult, DispatchKind
from cases.matter.matter import PrivateMatter
from cases.matter.source import Source
from cases.refusal import Refusal
from cases.views_casework import Inbox
from tests.case_store.one_hall import OPEN, OneHall, granted

DESK = OnDuty(staff_id="s1", role="reception", counter_no=1)
OTHER = OnDuty(staff_id="s2", role="reception", counter_no=2)
LEADER = OnDuty(staff_id="lead", role="leader")
JUSTICE = OnDuty(staff_id="c1", role="unit_officer", unit="justice")
HOUSING = OnDuty(staff_id="c2", role="unit_officer", unit="housing")
GRID = OnDuty(staff_id="g1", role="grid_worker")
WORDS = PrivateMatter(contact_name="王某甲", contact_phone="13000000021", story="夜里吵", referrer="乌某乙")
SETTLE = acts.SettleNow(
    done="当面调解", result=CloseResult.RESOLVED_ORAL, method=ResolutionMethod.RECONCILIATION, told="说好了"
)
STEPS: tuple[tuple[Act, ...], ...] = (
    (),
    (acts.Accept(),),
    (acts.Accept(), acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看")),
    (SETTLE,),
)


def do(hall: OneHall, who: OnDuty, case_id: str, act: Act) -> None:
    granted(hall.store.hall.cases.act(uuid_v7.uuid7(), who, case_id, act))


def brought(hall: OneHall, who: OnDuty = DESK) -> str:
    hall.wait(seconds=1)
    source = Source.GRID_WORKER if who is GRID else Source.PHONE
    done = hall.store.hall.bring_in.bring_in(uuid_v7.uuid7(), who, source, (OPEN, WORDS))
    return granted(done).case.case_id


def given(hall: OneHall, unit: str) -> str:
    """A case that lies with a unit."""
    case_id = brought(hall)
    for act in STEPS[2]:
        do(hall, DESK, case_id, act)
    send = acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.BANNER,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=(unit,),
    )
    do(hall, DESK, case_id, send)
    return case_id


def inbox(hall: OneHall, who: OnDuty, tab: str = "mine") -> Inbox:
    return granted(hall.store.hall.inbox.read(who, tab))


def shown(hall: OneHall, who: OnDuty, tab: str = "mine") -> dict[str, str]:
    """{case id: what is to be done}."""
    return {row.case_id: row.primary for row in inbox(hall, who, tab).rows}


@pytest.fixture
def busy(hall: OneHall) -> OneHall:
    """A matter at every step, one with each of two units, one from a grid worker."""
    for steps in STEPS:
        case_id = brought(hall)
        for act in steps:
            do(hall, DESK, case_id, act)
    for unit in ("justice", "housing"):
        given(hall, unit)
    brought(hall, GRID)
    return hall


def test_mine_is_what_waits_for_my_right_and_not_what_i_may_not_sign_off(busy: OneHall) -> None:
    assert sorted(shown(busy, DESK).values()) == ["accept", "accept", "grade", "send"]
    assert sorted(shown(busy, OTHER).values()) == ["accept", "accept", "grade", "send", "sign-off"]
    assert sorted(shown(busy, LEADER).values()) == ["grade", "sign-off"]


def test_a_unit_sees_its_own_and_whoever_brought_a_matter_in_sees_that(busy: OneHall) -> None:
    (own,) = shown(busy, JUSTICE).items()
    (other,) = shown(busy, HOUSING).items()
    assert own[1] == other[1] == "acknowledge"
    assert own[0] != other[0]
    assert shown(busy, JUSTICE, "all") == dict([own])
    assert shown(busy, GRID) == {}
    assert list(shown(busy, GRID, "all").values()) == [""]


def test_what_a_unit_has_done_leaves_mine_and_stays_in_all(busy: OneHall) -> None:
    (case_id,) = shown(busy, JUSTICE)
    (dispatch,) = granted(busy.store.hall.cases.open(JUSTICE, case_id)).dispatches
    do(busy, JUSTICE, case_id, acts.Acknowledge(dispatch_id=dispatch.dispatch_id))
    assert shown(busy, JUSTICE) == {case_id: "record"}
    do(busy, JUSTICE, case_id, acts.Record(kind="talk", text="谈过了"))
    assert shown(busy, JUSTICE) == {case_id: "report"}
    do(busy, DESK, case_id, acts.Withdraw(because="本人撤回"))
    assert shown(busy, JUSTICE) == {}
    assert shown(busy, JUSTICE, "all") == {case_id: ""}


@pytest.mark.parametrize("who", [DESK, LEADER, JUSTICE, GRID], ids=lambda who: who.role)
def test_the_number_of_every_tab_is_that_of_its_rows(busy: OneHall, who: OnDuty) -> None:
    counts = dict(inbox(busy, who).counts)
    assert counts == {tab: len(inbox(busy, who, tab).rows) for tab in counts}
    everything = [row.case_id for row in busy.rows("SELECT case_id FROM case_")]
    opened = [busy.store.hall.cases.open(who, case_id) for case_id in everything]
    assert counts["all"] == len([page for page in opened if not isinstance(page, Refusal)])


def test_a_rebuilt_store_lists_the_same(busy: OneHall) -> None:
    before = {who.staff_id: inbox(busy, who, "all").rows for who in (DESK, JUSTICE, GRID)}
    busy.store.rebuild()
    after = {who.staff_id: inbox(busy, who, "all").rows for who in (DESK, JUSTICE, GRID)}
    assert {k: [(r.case_id, r.state) for r in v] for k, v in after.items()} == {
        k: [(r.case_id, r.state) for r in v] for k, v in before.items()
    }
