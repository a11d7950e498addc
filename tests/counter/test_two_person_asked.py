"""强制接管 on a case page: done at once by one person, or asked for where guard.toml wants two."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from case_store.client.connection import HallConnection
from case_store.client.two_person import TwoPersonClient
from cases.casework.acts import TakeOver
from cases.casework.by import By
from cases.casework.case_state import CaseState
from cases.policy.guard import TwoPersonAct
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views import StaffView
from counter.casework.casework import CaseworkViewModel
from counter.knows import Rules
from screenkit import grab
from screenkit.policy_in_force import fixed_policy
from screenkit.window import make_app
from tests.counter.given_casework import GivenCasework, given_view
from tests.counter.given_hall import USUAL, GivenDesk

WHY = "主机坏了，联系不上"
LEADER = By(staff_id="s1", role="leader")


class GivenTwoPerson(TwoPersonClient):
    """Keeps what it was asked."""

    def __init__(self, connection: HallConnection) -> None:
        super().__init__(connection)
        self.asked: list[tuple[TwoPersonAct, str, str, str]] = []

    async def ask(
        self,
        act: TwoPersonAct,
        case_code: str,
        reason_code: str = "",
        command_id: UUID | None = None,
        *,
        why: str = "",
    ) -> str | Refusal:
        assert command_id is not None  # asked twice it is one request
        self.asked.append((act, case_code, reason_code, why))
        return "request"


class AtACase:
    """A leader at the page of a case whose hall is gone."""

    def __init__(self, policy: Policy, texts: Texts, named: tuple[TwoPersonAct, ...]) -> None:
        make_app()
        two_person = policy.guard.two_person.model_copy(update={"acts": named})
        guard = policy.guard.model_copy(update={"two_person": two_person})
        self.given = GivenDesk(Rules(None, fixed_policy(replace(policy, guard=guard)), texts))
        hall = self.given.hall
        hall.me = StaffView(staff_id="s1", name="斯琴", role="leader")
        view = given_view(policy, CaseState.HANDLING, LEADER)
        self.view = replace(view, held_here=False, acts=("take-over",), primary="")
        hall.casework = self.casework = GivenCasework((), self.view)
        hall.two_person = self.two_person = GivenTwoPerson(hall.connection)
        self.given.hear(USUAL)
        self.given.desk.seat.sign_in("s1", "246810")
        grab.wait_until(lambda: self.given.desk.knows.staff is not None, what="the sign-in")
        self.given.view_model.openCase(self.view.case_id)
        model = self.given.view_model.frame.modelOf("casework")
        assert isinstance(model, CaseworkViewModel)
        self.case = model.case
        grab.wait_until(lambda: self.case.isThere, what="the case")

    def take_by_force(self) -> None:
        self.case.act("take-over")
        form = self.case.form
        (forced,) = [line for line in form.fields.rows if line.key == "forced"]
        form.choose("forced", 1 - forced.chosen)  # 否 is what stands there
        form.write("because", WHY)
        form.confirm()


@pytest.fixture
def opened() -> Iterator[list[AtACase]]:
    cases: list[AtACase] = []
    yield cases
    for one in cases:
        one.given.close()


def test_one_person_takes_it_where_policy_says_nothing(
    policy: Policy, texts: Texts, opened: list[AtACase]
) -> None:
    opened.append(at := AtACase(policy, texts, (TwoPersonAct.FORGET,)))
    at.take_by_force()
    grab.wait_until(lambda: bool(at.casework.asked), what="the act")
    assert [act for act, _id in at.casework.asked] == [TakeOver(forced=True, because=WHY)]
    assert at.two_person.asked == []


def test_it_is_asked_for_where_policy_wants_two(policy: Policy, texts: Texts, opened: list[AtACase]) -> None:
    opened.append(at := AtACase(policy, texts, (TwoPersonAct.FORGET, TwoPersonAct.TAKE_OVER)))
    at.take_by_force()
    grab.wait_until(lambda: not at.case.form.isOpen, what="the answer")
    assert at.two_person.asked == [(TwoPersonAct.TAKE_OVER, at.view.case_code, "", WHY)]
    assert at.casework.asked == []
    assert at.case.said == (
        "已提出强制接管。请另一位有权限的同事在30分钟内到“管理”页“双人办理”用自己的密码同意。"
    )
