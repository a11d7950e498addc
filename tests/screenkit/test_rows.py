"""Lists keep their place: a new snapshot touches only the rows that differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from screenkit import grab
from screenkit.rows import RowModel
from tests.screenkit.conftest import DESK, Screen


class Light(Enum):
    NORMAL = "normal"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Waiting:
    visit_id: str
    ticket_no: str = ""
    waited_min: int = 0
    light: Light = Light.NORMAL
    reason: str | None = None
    marks: tuple[str, ...] = ()


def model_of(*ids: str) -> RowModel[Waiting]:
    model = RowModel(Waiting, lambda row: row.visit_id)
    model.set_rows([Waiting(visit_id) for visit_id in ids])
    return model


class Follower:
    """A view that believes only the signals: what it shows must be what the model has."""

    def __init__(self, model: RowModel[Waiting]) -> None:
        self.model = model
        self.seen = [row.visit_id for row in model.rows]
        self.heard: list[str] = []
        model.rowsInserted.connect(self.insert)
        model.rowsRemoved.connect(self.remove)
        model.rowsMoved.connect(self.move)
        model.dataChanged.connect(self.change)
        model.modelReset.connect(self.reset)

    def insert(self, _: QModelIndex, first: int, last: int) -> None:
        self.heard.append("insert")
        self.seen[first:first] = [row.visit_id for row in self.model.rows[first : last + 1]]

    def remove(self, _: QModelIndex, first: int, last: int) -> None:
        self.heard.append("remove")
        del self.seen[first : last + 1]

    def move(self, _: QModelIndex, first: int, last: int, __: QModelIndex, target: int) -> None:
        self.heard.append("move")
        assert first == last
        row = self.seen.pop(first)
        self.seen.insert(target - 1 if target > first else target, row)

    def change(self, *_: object) -> None:
        self.heard.append("change")

    def reset(self) -> None:
        self.heard.append("reset")
        self.seen = [row.visit_id for row in self.model.rows]


snapshots = st.lists(
    st.builds(Waiting, st.sampled_from("abcdefghijkl"), waited_min=st.integers(0, 3)),
    unique_by=lambda row: row.visit_id,
)


@given(st.lists(snapshots, min_size=2, max_size=4))
def test_any_snapshot_after_any_other_shows_exactly_itself(shown: list[list[Waiting]]) -> None:
    model = RowModel(Waiting, lambda row: row.visit_id)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    follower = Follower(model)
    for rows in shown:
        model.set_rows(rows)
        assert list(model.rows) == rows
        assert follower.seen == [row.visit_id for row in rows]
    assert "reset" not in follower.heard
    del tester


def test_who_is_called_leaves_the_list_and_nobody_else_moves() -> None:
    model = model_of("a", "b", "c", "d")
    follower = Follower(model)
    model.set_rows([Waiting("b"), Waiting("c"), Waiting("d"), Waiting("e")])
    assert follower.heard == ["remove", "insert"]


def test_one_who_goes_to_the_end_of_the_queue_is_one_move() -> None:
    model = model_of("a", "b", "c", "d")
    follower = Follower(model)
    model.set_rows([Waiting(visit_id) for visit_id in "bcda"])
    assert follower.heard == ["move"]


def test_the_same_snapshot_again_draws_nothing() -> None:
    model = model_of("a", "b")
    follower = Follower(model)
    model.set_rows([Waiting("a"), Waiting("b")])
    assert follower.heard == []


def test_only_the_changed_role_of_the_changed_row_is_told() -> None:
    model = model_of("a", "b")
    told: list[tuple[int, list[int]]] = []
    model.dataChanged.connect(lambda first, _last, roles: told.append((first.row(), list(roles))))
    model.set_rows([Waiting("a"), Waiting("b", waited_min=5)])
    waited = next(role for role, name in model.roleNames().items() if name.data() == b"waitedMin")
    assert told == [(1, [waited])]


def test_a_list_turned_upside_down_is_a_new_list() -> None:
    ids = [f"{number:04}" for number in range(1000)]
    model = model_of(*ids)
    follower = Follower(model)
    model.set_rows([Waiting(visit_id) for visit_id in reversed(ids)])
    assert follower.heard == ["reset"]
    assert follower.seen == ids[::-1]


def test_two_rows_of_one_visit_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="share a key"):
        model_of("a", "a")


def test_a_row_that_qml_could_not_show_is_refused() -> None:
    @dataclass(frozen=True)
    class Late:
        due_at: datetime

    Late.__annotations__["due_at"] = datetime
    with pytest.raises(TypeError, match=r"Late\.due_at"):
        RowModel(Late, lambda row: row.due_at)


def test_a_page_shows_rows_and_follows_them(screen: Screen, screen_app: QGuiApplication) -> None:
    model = model_of("a", "b")
    first = Waiting("a", "A017", 9, Light.SOON, None, ("优先", "坐姿"))
    model.set_rows([first, Waiting("b", "A018", 4)])
    window = screen(
        """ListView {
            id: list
            required property QtObject rows
            model: rows
            delegate: ThemeText {
                required property string ticketNo
                required property int waitedMin
                required property string light
                required property string reason
                required property list<string> marks
                text: [ticketNo, waitedMin, light, reason, marks.join("+")].join("|")
            }
        }""",
        DESK,
        {"rows": model},
    )
    assert grab.names(window) == ["A017|9|soon||优先+坐姿", "A018|4|normal||"]
    model.set_rows([Waiting("b", "A018", 5), replace(first, waited_min=10)])
    grab.process_events(0.02)
    assert set(grab.names(window)) == {"A018|5|normal||", "A017|10|soon||优先+坐姿"}
