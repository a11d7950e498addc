"""隔离区 of the page 管理, driven by keys at a store that runs, with what a real hall sent torn, twice, late."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from shiboken6 import Shiboken

from case_store.client.two_person import Confirmed
from cases import codec
from cases.texts import Texts
from cases.views_quarantine import REASONS
from counter.administration.administration import AdministrationViewModel
from counter.administration.apart_words import kind_words
from counter.administration.quarantine import QuarantineViewModel
from counter.knows import Rules
from counter.services import CounterServices
from screenkit import grab
from screenkit.window import make_app
from tests.counter.conftest import Counter, Open
from tests.counter.given_hall import GivenDesk
from tests.counter.given_quarantine import RealCentre, torn
from tests.counter.test_administration import ADMIN, F
from tests.page_looks import bad_words
from tests.real_hall import PIN
from tests.reviser import ADMIN as SECOND

ALT = Qt.KeyboardModifier.AltModifier
WAITS, ASKED, LEFT_OUT = "待决定", "等另一位同意", "已留存不收"


def test_every_reason_and_every_kind_of_thing_has_its_words(texts: Texts) -> None:
    for reason in (*REASONS, "other"):
        for part in ("reason", "otherwise", "advice", "advice_above"):
            assert f"quarantine.{part}.{reason}" in texts.keys, (part, reason)
    named = {name: kind_words(name, texts) for name in codec._NAMES}
    assert [name for name, words in named.items() if name in words] == []
    assert kind_words("grazing_shared", texts) == "本机还不认识的记录（grazing_shared）"
    assert kind_words("", texts) == "读不出是什么的记录"


def test_before_anything_is_read_it_says_that_it_reads_and_then_that_nobody_answers(rules: Rules) -> None:
    make_app()
    given = GivenDesk(rules)  # nobody listens at its port
    services = CounterServices(rules, given.hall, given.bridge, given.clock, rules.in_force, given.desk)
    page = QuarantineViewModel(services)
    page.lookAt(True)
    assert page.empty == "正在看隔离区……"
    grab.wait_until(lambda: page.empty == "连不上大厅，看不到隔离区。线路恢复后会自己再读。", what=page.empty)
    page._listed(())
    assert page.empty.startswith("隔离区是空的")
    page.lookAt(False)
    given.close()
    Shiboken.delete(page)


@pytest.fixture(scope="module")
def standing_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCentre]:
    """A centre that has heard: a late decision, a torn event and what followed it, one of a newer program, a branch."""
    centre = RealCentre(tmp_path_factory.mktemp("centre"))
    centre.start()
    centre.next_day()
    centre.late_decision()
    centre.refused_above()
    centre.call_help_there("a", "b", "c", "d", "e")
    batch = centre.batch()
    sent = torn(torn(batch, 1, v="one"), 4, type="grazing_shared", v="one")
    assert centre.push(sent) == ["", "shape", "chain", "", "shape"]
    assert centre.push(torn(centre.again(batch, 1), 0, actor="staff:else")) == ["forked"]
    yield centre
    centre.close()


class Apart:
    """The administrator at the part 隔离区."""

    def __init__(self, screen: Counter) -> None:
        self.screen = screen
        model = screen.screen.view_model.frame.modelOf("administration")
        assert isinstance(model, AdministrationViewModel)
        self.page: QuarantineViewModel = model.quarantine

    def wait(self, true: Callable[[], bool], what: str) -> None:
        grab.wait_until(true, what=f"{what}; there is {self.screen.words()}")

    def lines(self) -> list[tuple[str, str, str]]:
        return [(line.kind, line.reason, line.standing) for line in self.page.rows.rows]

    def standing(self, reason: str) -> list[str]:
        return [line.standing for line in self.page.rows.rows if line.reason.startswith(reason)]

    def rows(self, reason: str) -> int:
        return len(self.standing(reason))

    def go_to(self, reason: str) -> None:
        """By the arrow keys."""
        self.screen.key(Qt.Key.Key_Escape)
        self.page.step(-99)
        for line in self.page.rows.rows:
            if line.reason.startswith(reason):
                break
            self.screen.key(Qt.Key.Key_Down)
        assert self.page.reason.startswith(reason)

    def write(self, why: str) -> None:
        self.screen.key(F[9])
        self.screen.type(why)


@pytest.fixture
def apart(hall: RealCentre, open_counter: Open, monkeypatch: pytest.MonkeyPatch) -> Apart:
    monkeypatch.setattr("counter.administration.quarantine.REFRESH_MS", 50)
    for person in (ADMIN, SECOND):
        hall.employ(person)
    screen = open_counter(None)
    screen.sign_in_as(ADMIN.name)
    screen.open_page("administration")
    screen.key(Qt.Key.Key_3, ALT)
    at_work = Apart(screen)
    at_work.wait(lambda: at_work.page.rows.count > 0, "what was kept apart")
    return at_work


def test_it_is_told_in_plain_words_newest_first_and_decided_with_a_reason(apart: Apart) -> None:
    assert apart.lines() == [
        ("叫人帮忙", "同一大厅有两台主机在说话，这是后来那一支。", WAITS),
        ("叫人帮忙", "内容残缺，读不出来。", WAITS),
        ("叫人帮忙", "接不上前一条：前一条没有到，或也在这里。", WAITS),
        ("本机还不认识的记录（grazing_shared）", "内容残缺，读不出来。", WAITS),
        ("分级", "案件已由别处接办，这项决定来晚了。", WAITS),
        ("分级", "与已有的数据冲突，放不进去。", WAITS),
    ]
    assert apart.screen.sees("6条", "为什么没有收", "不处理会怎样", "怎么办")
    apart.go_to("案件已由别处接办")
    assert apart.screen.sees("科尔沁区综治中心", "ZZ 150502000 261123 0017 24", "第1段第3条")
    assert bad_words(apart.screen.screen.window) == []
    # A decision needs a reason, is refused in a sentence, or done.
    apart.go_to("内容残缺")
    apart.screen.key(F[6])
    assert apart.page.said == "请先写明理由。"
    apart.screen.type("电话核对过")  # the keys are in the field already
    assert apart.page.why == "电话核对过"
    apart.screen.key(F[6])
    apart.wait(lambda: "残缺或地址不对" in apart.page.said, "the refusal")
    assert apart.page.why == "电话核对过"
    assert bad_words(apart.screen.screen.window) == []
    apart.screen.key(F[7])
    apart.wait(lambda: apart.standing("内容残缺") == [WAITS, LEFT_OUT], "it is left out")
    assert apart.page.reason.startswith("接不上前一条")  # the next one
    assert "已留存不收：叫人帮忙" in apart.page.said
    apart.screen.type("前一条不要了")
    apart.screen.key(F[6])
    apart.wait(lambda: apart.standing("接不上前一条") == [], "it is taken in")
    assert apart.page.said == "已重新收入：叫人帮忙。"
    apart.go_to("与已有的数据冲突")
    assert apart.screen.sees("本大厅送上级中心的", "再送上级", "记下")
    apart.write("上级说好了")
    apart.screen.key(F[6])
    apart.wait(lambda: apart.standing("与已有的数据冲突") == [], "it is sent again")
    assert apart.page.said == "已排队再送：分级。上级收了就不在这里了。"
    assert apart.screen.sees("3条")


def test_where_policy_wants_two_persons_the_first_asks_and_sees_it_wait_until_the_second_says_yes(
    apart: Apart, hall: RealCentre
) -> None:
    before = apart.rows("接不上前一条")
    hall.call_help_there("f", "g")
    assert hall.push(torn(hall.batch(), 0, v="one")) == ["shape", "chain"]
    hall.revise(('acts = ["forget"]', 'acts = ["forget", "readmit"]'), name="guard.toml")
    apart.wait(lambda: apart.page.needsTwo and apart.rows("接不上前一条") == before + 1, "the policy")
    apart.go_to("接不上前一条")
    apart.write("缺的已核对")
    apart.screen.key(F[6])
    apart.wait(lambda: apart.standing("接不上前一条")[0] == ASKED, "it waits")
    assert (apart.page.request[:3], apart.page.request[-8:]) == ("塔娜在", "申请：缺的已核对")
    assert (apart.page.canReadmit, apart.page.canLeaveOut) == (False, False)
    assert bad_words(apart.screen.screen.window) == []
    apart.screen.key(F[8])
    apart.wait(lambda: apart.standing("接不上前一条")[0] == WAITS, "it is taken back")
    apart.write("缺的又核对过")
    apart.screen.key(F[6])
    apart.wait(lambda: apart.standing("接不上前一条")[0] == ASKED, "it waits again")
    assert isinstance(hall.confirm(SECOND), Confirmed)
    apart.wait(lambda: apart.rows("接不上前一条") == before, "the page to hear of it")


def test_a_hall_that_is_away_is_said_loses_no_reason_and_is_heard_again(
    apart: Apart, hall: RealCentre
) -> None:
    apart.go_to("同一大厅有两台主机")
    apart.write("先留着")
    hall.stop()
    apart.screen.key(F[7])
    apart.wait(lambda: "理由还在" in apart.page.said, "what is said")
    assert apart.page.why == "先留着"
    assert apart.screen.sees("同一大厅有两台主机在说话，这是后来那一支。")
    assert bad_words(apart.screen.screen.window) == []
    hall.start()
    apart.screen.wait_for("已锁屏")  # a hall that was started again knows no session
    apart.screen.type(PIN)
    apart.screen.key(Qt.Key.Key_Return)
    apart.screen.wait_without("已锁屏")
    assert apart.page.why == "先留着"
    apart.screen.key(F[7])
    apart.wait(lambda: apart.standing("同一大厅有两台主机") == [LEFT_OUT], "it is left out, once")
